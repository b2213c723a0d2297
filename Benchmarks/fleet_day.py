#!/usr/bin/env python3
"""Measures whole runs of `fleetsim`: the fleet's day, how it scales, and what it allocates.

Prints Markdown tables. Arguments: the path of fleetsim; `--quick` for a short look.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

FLEETSIM = sys.argv[1]
QUICK = "--quick" in sys.argv
HERE = os.path.dirname(__file__)
SCENARIO = os.path.join(HERE, "fleet-day.yaml")
UNREACHABLE = os.path.join(HERE, "unreachable.yaml")


def run(chargers, duration, threads, scenario=SCENARIO, prefix=()):
    """Runs the scenario; gives its report, the seconds it took, CPU seconds and peak memory."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *prefix, FLEETSIM, "run", scenario, "--chargers", str(chargers), "--duration", duration,
            "--threads", str(threads), "--quiet", "--json", "--out", f"{folder}/run.sqlite",
        ]
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output = process.stdout.read()
        errors = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        if status != 0:
            sys.exit(f"{' '.join(command)} failed:\n{errors}")
        report = json.loads(output)
        cpu = usage.ru_utime + usage.ru_stime
        return report, wall, cpu, usage.ru_maxrss * 1024, errors


def calls(report):
    return sum(row["count"] for row in report["calls"])


def day():
    chargers, duration, hours = (1000, "24h", 24) if QUICK else (10000, "24h", 24)
    print(f"\n### A fleet's day: {chargers:,} chargers, {duration}, real frames both ways\n")
    print("| threads | seconds | CPU s | events | events/s | calls | calls/s | simulated s per s | peak MiB |")
    print("|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for threads in (1, 2):
        report, wall, cpu, peak, _ = run(chargers, duration, threads)
        events, count = report["run"]["events"], calls(report)
        print(
            f"| {threads} | {wall:.1f} | {cpu:.1f} | {events:,} | {events / wall:,.0f} | {count:,} "
            f"| {count / wall:,.0f} | {hours * 3600 / wall:,.0f} | {peak / 2**20:.0f} |")


def memory():
    # So many that the run takes the most, and not its summary at the end.
    few, many = (10000, 20000) if QUICK else (20000, 100000)
    _, _, _, small, _ = run(few, "1h", 1)
    _, _, _, large, _ = run(many, "1h", 1)
    each = (large - small) / (many - few)
    print("\n### Memory\n")
    print("| chargers | peak MiB |")
    print("|--:|--:|")
    print(f"| {few:,} | {small / 2**20:.1f} |")
    print(f"| {many:,} | {large / 2**20:.1f} |")
    print(f"\nEach further charger: {each:,.0f} bytes.")


def scaling():
    sizes = (100, 1000) if QUICK else (1000, 10000, 100000)
    print("\n### Time per charger and simulated hour, one thread\n")
    print("| chargers | CPU s | µs per charger and hour | of the smallest |")
    print("|--:|--:|--:|--:|")
    first = None
    for chargers in sizes:
        # Two lengths, so that starting up is not counted.
        _, _, short, _, _ = run(chargers, "1h", 1)
        hours = max(1, min(24, 200000 // chargers))
        _, _, long, _, _ = run(chargers, f"{1 + hours}h", 1)
        each = (long - short) / hours / chargers * 1e6
        first = first or each
        print(f"| {chargers:,} | {long - short:.2f} | {each:.1f} | {each / first:.2f} |")


def allocations():
    """Heap allocations of some hours more: valgrind's DHAT tells who asked for each."""
    print("\n### Heap allocations in the steady state: 100 chargers\n")
    print("| what goes on | hours more | events | calls | allocations | per event | per call | SQLite's own |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")

    def measure(scenario, hours):
        with tempfile.TemporaryDirectory() as folder:
            profile = f"{folder}/dhat.json"
            tool = ("valgrind", "--tool=dhat", f"--dhat-out-file={profile}")
            report, _, _, _, _ = run(100, f"{hours}h", 1, scenario, prefix=tool)
            with open(profile) as file:
                found = json.load(file)
        made = {False: 0, True: 0}
        for point in found["pps"]:
            frames = (found["ftbl"][frame] for frame in point["fs"])
            made[any("libsqlite3" in frame for frame in frames)] += point["tbk"]
        return report["run"]["events"], calls(report), made[False], made[True]

    for what, scenario, short, long in (
        ("queue and timers alone: no CSMS answers", UNREACHABLE, 24, 48),
        ("all traffic of a fleet's day", SCENARIO, 1, 3),
    ):
        pair = measure(scenario, short), measure(scenario, long)
        events, count, ours, sqlite = (after - before for before, after in zip(*pair))
        each = f"{ours / count:.2f}" if count else "–"
        print(
            f"| {what} | {long - short} | {events:,} | {count:,} | {ours:,} "
            f"| {ours / events:.4f} | {each} | {sqlite:,} |")


day()
memory()
scaling()
allocations()
