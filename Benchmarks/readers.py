#!/usr/bin/env python3
"""How many windows a run writes in ten seconds by itself, and while another program keeps a transaction open on its file.

`Benchmarks/readers.py [PROGRAM]`: the program is .build/release/fleetsim unless one is named.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import time

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
program = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, ".build/release/fleetsim")


def windows(database):
    connection = sqlite3.connect(database)
    count = connection.execute("SELECT count(*) FROM lag_window").fetchone()[0]
    connection.close()
    return count


def begin(database):
    """A transaction on a run that has just begun."""
    while True:
        try:
            reader = sqlite3.connect(f"file:{database}?mode=ro", uri=True, isolation_level=None)
            reader.execute("BEGIN")
            if reader.execute("SELECT count(*) FROM lag_window").fetchone()[0]:
                return reader
            reader.close()
        except sqlite3.OperationalError:
            pass
        time.sleep(0.001)


for is_read in (False, True):
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "run.runs")
        run = subprocess.Popen(
            [program, "run", "scenarios/first-day.yaml", "--duration", "365d", "--quiet", "--threads", "1", "--out", database],
            cwd=root, stdout=subprocess.DEVNULL,
        )
        reader = begin(database)
        if not is_read:
            reader.close()
        first = time.monotonic()
        time.sleep(10)
        run.kill()
        run.wait()
        span = time.monotonic() - first
        reader.close()
        print(f"{'with an open reader' if is_read else 'alone'}: {windows(database) / span:.0f} windows a second", flush=True)
