#!/usr/bin/env python3
"""What drivers get where a CSMS shares a site's power, beside what the site itself would give them.

Usage: Benchmarks/csms-sharing.py FLEETSIM [--site NAME] [--replications N] [--days N] [--instructions]

Plans the shipped scenarios `plan-depot` and `plan-workplace`, or one of them, at one limit each: with the site
sharing, with the reference CSMS as it is, blind to currents, and told departures by drivers. With `--instructions`
it counts, by callgrind, what a replication takes of either.
"""
import argparse
import csv
import io
import os
import re
import subprocess
import sys
import tempfile

CASES = [
    ("the site itself", ["control=site"]),
    ("a CSMS, not told currents", ["control=csms", "asks_currents=false"]),
    ("a CSMS", ["control=csms"]),
    ("the site itself, edf", ["control=site", "sharing=edf"]),
    ("a CSMS, edf, told no departure", ["control=csms", "sharing=edf"]),
    ("a CSMS, edf, told half of them", ["control=csms", "sharing=edf", "app_departures=50%"]),
    ("a CSMS, edf, told all", ["control=csms", "sharing=edf", "app_departures=100%"]),
]
SITES = [
    ("plan-depot", "80A", ["plan.sharing=null"]),
    ("plan-workplace", "63A", ["plan.bays=[16]", "plan.arrivals=null", "fleet.0.arrivals.per_day=32"]),
]


def command(binary, scenario, limit, keys, changes, replications, horizon, out):
    sets = [f"plan.limit=[{limit}]", f"plan.horizon={horizon}", "plan.targets=[]"] + keys
    sets += [f"fleet.0.power.{change}" for change in changes]
    options = [option for key in sets for option in ("--set", key)]
    return [binary, "plan", f"scenarios/{scenario}.yaml", "--quiet", "--format", "csv", "--out", out,
            "--replications", str(replications), "--threads", "2"] + options


def figures(line):
    done = subprocess.run(line, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(line)}\n{done.stderr}")
    return next(csv.DictReader(io.StringIO(done.stdout)))


def instructions(line, folder):
    """How many a command takes on one thread."""
    line = [word if word != "2" else "1" for word in line]
    out = os.path.join(folder, "callgrind")
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"] + line,
                          capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if not found:
        sys.exit(done.stderr)
    return int(found.group(1))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--site", choices=[site[0] for site in SITES])
    parser.add_argument("--replications", type=int, default=20)
    parser.add_argument("--days", type=int, default=28)
    parser.add_argument("--instructions", action="store_true")
    wanted = parser.parse_args()
    horizon = f"{wanted.days}d"
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "plan.sqlite")

        def line(site, changes, replications):
            return command(wanted.binary, *site, changes, replications, horizon, out)

        sites = [site for site in SITES if wanted.site in (None, site[0])]
        for site in sites:
            print(f"\n#### {site[0]} at {site[1]}, {wanted.replications} replications of {wanted.days} days\n")
            print("| who shares | energy a day, kWh | of what the site gives | not delivered | satisfaction, p5 |")
            print("| --- | --: | --: | --: | --: |")
            base = None
            for name, changes in CASES:
                row = figures(line(site, changes, wanted.replications))
                energy = float(row["energy.delivered"])
                alone = changes[0] == "control=site"
                base = energy if alone else base
                share = "–" if alone else f"{100 * energy / base:.1f} %"
                missing = 100 * float(row["energy_not_served"])
                worst = 100 * float(row["satisfaction.p5"])
                print(f"| {name} | {energy / 1000:.1f} | {share} | {missing:.1f} % | {worst:.0f} % |", flush=True)
        if wanted.instructions:
            print(f"\n#### Instructions of a replication of {wanted.days} days\n")
            print("| scenario | the site itself | a CSMS | times as many |")
            print("| --- | --: | --: | --: |")
            for site in sites:
                counts = []
                for changes in (["control=site"], ["control=csms"]):
                    short, long = [instructions(line(site, changes, count), folder) for count in (2, 4)]
                    counts.append((long - short) / 2)
                print(f"| {site[0]} | {counts[0] / 1e6:,.1f} M | {counts[1] / 1e6:,.1f} M "
                      f"| {counts[1] / counts[0]:,.0f} |")


main()
