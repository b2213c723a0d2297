#include <sqlite3.h>

/* Of a file's schema only tables and indexes count: a view may be a query without end under a table's name, and a trigger runs with
   what is written. A value or a statement in it is no longer than what a run writes: the same page over and over makes a gigabyte. */
static inline void fleetsim_sqlite_plain(sqlite3 *connection) {
    const int off[] = {SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_TRUSTED_SCHEMA};
    for (unsigned place = 0; place < sizeof off / sizeof *off; place++) sqlite3_db_config(connection, off[place], 0, (int *)0);
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, 100000);
}
