#!/usr/bin/env python3
"""Prints what SQLite says of a run database's integrity, and the status of its last run."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
print(database.execute("PRAGMA integrity_check").fetchone()[0])
tables = database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'run'").fetchone()[0]
# A kill may come before the tables do.
row = tables and database.execute(
    "SELECT status, simulated_us FROM run ORDER BY id DESC LIMIT 1"
).fetchone()
print(*(row or ("none", 0)))
