#ifndef KONTOR_SQLITE_SETTINGS_H
#define KONTOR_SQLITE_SETTINGS_H

/// Lets SQLite allocate memory without counting it: a lock and six counters round every allocation, which nobody reads.
/// To be called before the first connection of a process is opened; afterwards SQLite declines. Returns SQLite's code.
int ksqlite_count_no_memory(void);

#endif
