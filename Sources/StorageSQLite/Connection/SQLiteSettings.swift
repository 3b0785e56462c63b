import CSQLiteSettings
import GRDB
import GRDBSQLite
import Storage

/// How connections are opened. One connection of a process writes and checkpoints; all others only read: with two that do
/// either at once, SQLite 3.7.0–3.51.2 can damage a WAL database (https://www.sqlite.org/wal.html#walresetbug). The writers of
/// several processes take turns (``WriteTurn``).
enum SQLiteSettings {
    /// Marks a file as Kontor's: "Knto" (https://www.sqlite.org/pragma.html#pragma_application_id).
    static let applicationID: Int64 = 0x4B6E_746F

    static func openWriter(_ path: String, _ turn: WriteTurn) throws -> DatabaseQueue {
        try open(path, isReader: false) { database in
            // SQLite falls back to reading where a file cannot be opened for writing, once even.
            if let handle = database.sqliteConnection, sqlite3_db_readonly(handle, "main") != 0 {
                throw StorageError(.readOnly, "\(path) could be opened for reading only")
            }
            try refuseForeignFile(database)
            // A file that is set up already is opened at once, also while somebody writes for long.
            let isNew = try Int64.fetchOne(database, sql: "PRAGMA application_id") != applicationID
            if isNew { try turn.begin() }
            defer { if isNew { turn.end() } }
            for pragma in [
                "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "mmap_size = 0",
                // Overwrites deleted content where that costs no further write: an erased key leaves no trace on its page.
                "secure_delete = FAST",
                "cache_size = -16000", "wal_autocheckpoint = 0",
                "journal_size_limit = \(DatabaseWatch.logLimit)",
                "temp_store = MEMORY",
            ] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
            if isNew { try database.execute(sql: "PRAGMA application_id = \(applicationID)") }
            guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal",
                try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2
            else {
                throw StorageError(.cannotOpen, "\(path): the file system does not support write-ahead logging")
            }
        }
    }

    static func openReader(_ path: String) throws -> DatabaseQueue {
        try open(path, isReader: true) { database in
            for pragma in [
                "query_only = ON", "wal_autocheckpoint = 0", "mmap_size = 0", "cache_size = -8000",
                "temp_store = MEMORY",
            ] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
        }
    }

    /// Before anything is opened; afterwards SQLite declines, and goes on counting.
    private static let countsNoMemory = ksqlite_count_no_memory() == SQLITE_OK

    private static func open(
        _ path: String, isReader: Bool, _ prepare: @escaping @Sendable (Database) throws -> Void
    ) throws -> DatabaseQueue {
        _ = countsNoMemory
        var configuration = Configuration()
        configuration.readonly = isReader
        configuration.foreignKeysEnabled = !isReader
        configuration.busyMode = .timeout(5)
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            if let handle = database.sqliteConnection { try SQLiteFunctions.define(on: handle) }
            try prepare(database)
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    private static func refuseForeignFile(_ database: Database) throws {
        let id = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard id == applicationID || (id == 0 && tables == 0) else {
            throw StorageError(.foreign, "the file has the application id \(id) and \(tables) tables and indexes")
        }
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard version <= SystemSchema.version else {
            throw StorageError(
                .newerVersion(found: version, known: SystemSchema.version),
                "the database has version \(version), this program supports \(SystemSchema.version)")
        }
    }
}
