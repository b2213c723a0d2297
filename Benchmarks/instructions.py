#!/usr/bin/env python3
"""Instructions of a full OCPP call in virtual time, counted by valgrind's callgrind.

Usage: Benchmarks/instructions.py [FLEETSIM] [CHARGERS]

The fleet's day is played for one hour and for two, with windows of an hour; what the second hour takes
beyond the first, divided by its calls, has no start and no end of a run in it. Prints the figure and
where the instructions go, as Markdown.
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
# What a row of the table is called, and the functions whose instructions, with all they call, it has.
PARTS = [
    ("a charger handles an event", ["Charger.handle(_:at:into:)"]),
    ("– writes its call", ["Charger.send(_:id:into:)"]),
    ("– takes the answer in", ["Charger.receive(_:at:into:)"]),
    ("the CSMS answers a call", ["CentralSystem.receive(_:from:arrived:at:into:)"]),
    ("envelopes are opened", ["static Envelope.parse(_:)"]),
    ("times on links and of service are drawn", ["LognormalLaw.draw(using:)"]),
    ("the kernel does what a charger wants", ["Kernel<>.perform(for:)"]),
    ("frames and events are folded into the trace", ["KernelTrace.fold(charger:at:_:)"]),
    ("events are filed anew in the queues", ["EventQueue.settle(_:)", "EventQueue.split(_:)"]),
    ("memory is copied", ["__memcpy_avx_unaligned_erms"]),
]


def play(fleetsim, chargers, hours, folder):
    profile = f"{folder}/{hours}.callgrind"
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", fleetsim, "run",
         f"{HERE}/fleet-day.yaml", "--chargers", str(chargers), "--duration", f"{hours}h",
         "--threads", "1", "--quiet", "--set", "window=1h", "--json", "--out",
         f"{folder}/{hours}.sqlite"],
        capture_output=True, text=True, check=True)
    calls = sum(row["count"] for row in json.loads(run.stdout)["calls"])
    total = int(re.search(r"Collected : (\d+)", run.stderr).group(1))
    return calls, total, functions(profile)


def functions(profile):
    """Instructions of each function with what it calls, by its name without what it is specialised for."""
    listing = subprocess.run(
        ["callgrind_annotate", "--inclusive=yes", "--threshold=100", "--auto=no", profile],
        capture_output=True, text=True, check=True).stdout
    listing = subprocess.run(["swift", "demangle", "--compact", "--simplified"], input=listing,
                             capture_output=True, text=True, check=True).stdout
    counts = collections.Counter()
    for line in listing.splitlines():
        row = re.match(r"\s*([\d,]+) \([\s\d.]+%\)\s+(.*?)(?: \[.*)?$", line)
        if not row:
            continue
        name = re.sub(r"^\S*?:(?!:)(specialized )?", "", row.group(2))
        counts[name] = max(counts[name], int(row.group(1).replace(",", "")))
    return counts


def main():
    fleetsim = sys.argv[1] if len(sys.argv) > 1 else f"{HERE}/../.build/release/fleetsim"
    chargers = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    with tempfile.TemporaryDirectory() as folder:
        calls, total, before = play(fleetsim, chargers, 1, folder)
        more_calls, more, after = play(fleetsim, chargers, 2, folder)
    calls = more_calls - calls
    print(f"{chargers} chargers, {calls:,} calls: {(more - total) / calls:,.0f} instructions per call.\n")
    print("| of them | with what is called |\n|---|--:|")
    for title, names in PARTS:
        spent = sum(after[name] - before[name] for name in names)
        print(f"| {title} | {spent / calls:,.0f} |")


main()
