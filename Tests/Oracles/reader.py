#!/usr/bin/env python3
"""Another program that reads a run database: `reader.py DATABASE` begins a transaction and prints how many runs it sees.

For each line of its input it prints that number again: for `same` in the same transaction, for `next` in a new one.
"""

import sqlite3
import sys

# It waits for no lock, as the shell of SQLite does not.
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)


def count():
    return database.execute("SELECT count(*) FROM run").fetchone()[0]


database.execute("BEGIN")
print(count(), flush=True)
for line in sys.stdin:
    if line.strip() == "next":
        database.execute("COMMIT")
        database.execute("BEGIN")
    print(count(), flush=True)
