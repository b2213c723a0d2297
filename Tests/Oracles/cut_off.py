"""Dies in the middle of a transaction that has written into a database: `cut_off.py PATH [TABLE]`, where TABLE was there before."""

import os
import signal
import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for table in sys.argv[2:]:
    connection.execute(f"CREATE TABLE {table} (row)")
# So little that pages go into the file long before the transaction is over.
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("CREATE TABLE half_made (row)")
for _ in range(100):
    connection.execute("INSERT INTO half_made VALUES (zeroblob(4000))")
os.kill(os.getpid(), signal.SIGKILL)
