"""Prints every row of a run database but for what says when and where it was made."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
for (table,) in tables.fetchall():
    if table not in ("run", "lag_window"):
        for row in database.execute(f"SELECT * FROM {table}"):
            print(table, row)
for row in database.execute("SELECT status, seed, simulated_us, events, fingerprint FROM run"):
    print("run", row)
for row in database.execute("SELECT run, window_us, events FROM lag_window"):
    print("lag_window", row)
