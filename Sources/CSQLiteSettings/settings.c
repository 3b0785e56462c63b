#include "CSQLiteSettings.h"

#include <sqlite3.h>

// Swift cannot call functions with a variable number of arguments.
int ksqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
