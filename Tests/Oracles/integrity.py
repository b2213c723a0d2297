#!/usr/bin/env python3
"""Prints what SQLite says of a run database's integrity, and the status of its last run."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
print(database.execute("PRAGMA integrity_check").fetchone()[0])
row = database.execute("SELECT status, simulated_us FROM run ORDER BY id DESC LIMIT 1").fetchone()
print(*(row or ("none", 0)))
