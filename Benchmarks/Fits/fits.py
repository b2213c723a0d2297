"""Fits real logs with fleetsim, plays the fits, and compares what comes with what was."""

import csv
import datetime
import gzip
import io
import sqlite3
import subprocess
import sys
import zipfile

DAYS = 728
LEAVING = 21  # days for the last stays to end
KINDS = [("weekday", range(0, 5)), ("Saturday", range(5, 6)), ("Sunday", range(6, 7))]


def log(wheel, site, year):
    """Sessions as (hours since a Monday's midnight, hours, kWh), and the number of weeks."""
    sessions = []
    with zipfile.ZipFile(wheel) as files:
        for name in sorted(files.namelist()):
            if f"acn_data/{site}/{year}" not in name:
                continue
            text = io.StringIO(gzip.decompress(files.read(name)).decode())
            for row in csv.DictReader(text):
                arrived = datetime.datetime.fromisoformat(row["arrival"])
                left = datetime.datetime.fromisoformat(row["departure"])
                sessions.append((arrived, left, float(row["delivered_energy (kWh)"])))
    first = min(session[0] for session in sessions).replace(tzinfo=None)
    monday = first.replace(hour=0, minute=0, second=0) - datetime.timedelta(first.weekday())
    last = max(session[0] for session in sessions).replace(tzinfo=None)
    days = (last.date() - first.date()).days + 1
    played = [
        (
            (arrived.replace(tzinfo=None) - monday).total_seconds() / 3600,
            (left - arrived).total_seconds() / 3600,
            energy,
        )
        for arrived, left, energy in sessions
    ]
    return sessions, played, days / 7


def occupancy(sessions, weeks):
    """Cars there at each hour of the week, on average."""
    hours = [0.0] * 168
    for start, stay, _ in sessions:
        end, place = start + stay, start
        while place < end:
            after = min(int(place) + 1, end)
            hours[int(place) % 168] += (after - place) / weeks
            place = after
    return [
        (name, [sum(hours[day * 24 + hour] for day in days) / len(days) for hour in range(24)])
        for name, days in KINDS
    ]


def played(fleetsim, sessions, name, work):
    path = f"{work}/{name}"
    with open(path + ".csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["arrival", "departure", "delivered_kwh"])
        rows.writerows([a.isoformat(), d.isoformat(), e] for a, d, e in sessions)
    fit = subprocess.run([fleetsim, "fit", path + ".csv"], check=True, capture_output=True, text=True)
    indented = "\n".join("    " + line for line in fit.stdout.splitlines())
    with open(path + ".yaml", "w") as file:
        file.write(
            f"csms: none\nduration: {DAYS + LEAVING}d\nwindow: 1h\nfleet:\n  - site: site\n"
            f"    chargers: [{{model: generic-ac, count: 300}}]\n{indented}\n"
        )
    subprocess.run([fleetsim, "check", path + ".yaml"], check=True, capture_output=True)
    subprocess.run(
        [fleetsim, "run", path + ".yaml", "--quiet", "--out", path + ".sqlite"],
        check=True,
        capture_output=True,
    )
    rows = sqlite3.connect(path + ".sqlite").execute(
        "SELECT plugged_us / 3.6e9, (left_us - plugged_us) / 3.6e9, delivered_wh / 1e3"
        " FROM session WHERE arrived_us < ?",
        (DAYS * 86_400_000_000,),
    )
    verdict = [line[2:] for line in fit.stdout.splitlines() if line.startswith("# fit:")]
    return list(rows), verdict[0]


def figures(values):
    values = sorted(values)
    shares = (0.05, 0.25, 0.5, 0.75, 0.95)
    return [sum(values) / len(values)] + [values[int(share * len(values))] for share in shares]


def main():
    fleetsim, wheel, work = sys.argv[1:]
    for site, year in [("caltech", 2019), ("jpl", 2019), ("caltech", 2021), ("jpl", 2021)]:
        sessions, seen, weeks = log(wheel, site, year)
        drawn, verdict = played(fleetsim, sessions, f"{site}{year}", work)
        print(f"### {site} {year}: {len(seen)} sessions\n\n`{verdict}`\n")
        print("| cars there | " + " | ".join(f"{hour}h" for hour in range(24)) + " |")
        print("|---" * 25 + "|")
        before, after = occupancy(seen, weeks), occupancy(drawn, DAYS / 7)
        most = max(max(hours) for _, hours in before)
        for (kind, log_hours), (_, hours) in zip(before, after):
            print(f"| {kind}, log | " + " | ".join(f"{cars:.1f}" for cars in log_hours) + " |")
            print(f"| {kind}, fit | " + " | ".join(f"{cars:.1f}" for cars in hours) + " |")
        worst = max(
            abs(fitted - logged)
            for (_, one), (_, other) in zip(before, after)
            for logged, fitted in zip(one, other)
        )
        print(f"\nAt most {worst / most:.1%} of the most cars apart.\n")
        print("| | mean | 5 % | 25 % | 50 % | 75 % | 95 % |\n|---|---|---|---|---|---|---|")
        for name, place in [("stay, h", 1), ("energy, kWh", 2)]:
            for kind, rows in [("log", seen), ("fit", drawn)]:
                values = figures([row[place] for row in rows])
                print(f"| {name}, {kind} | " + " | ".join(f"{value:.2f}" for value in values) + " |")
        print()


main()
