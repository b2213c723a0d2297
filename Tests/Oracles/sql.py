#!/usr/bin/env python3
"""Runs SQL statements against a database, as another program would: `sql.py DATABASE SQL...`; prints the rows of each."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    for row in database.execute(statement):
        print(*row, sep="|")
