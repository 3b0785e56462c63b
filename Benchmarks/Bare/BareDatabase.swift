import GRDBSQLite
import SQLText
import StorageSQLite

/// SQLite's C API with as little around it as Swift allows.
///
/// Unchecked: each is used by one thread at a time; the bare servers keep theirs behind a lock.
final class BareDatabase: @unchecked Sendable {
    let handle: OpaquePointer

    /// Opens or makes a file with the settings of Kontor's store: write-ahead log, `synchronous=FULL`.
    init(_ path: String) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(
            path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else { throw BareError(message: "cannot open \(path)") }
        handle = opened
        // Indexes of Kontor's tables may be in its order of texts; SQLite plans with them all.
        try SQLiteFunctions.define(on: handle)
        try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
        try execute("PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 2000; PRAGMA temp_store = MEMORY")
        sqlite3_busy_timeout(handle, 5000)
    }

    deinit { sqlite3_close_v2(handle) }

    func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
    }

    func prepare(_ sql: String) throws -> BareStatement { try BareStatement(self, sql) }

    /// The statements that made a table and its indexes, to make the same elsewhere.
    func definition(of table: String) throws -> [String] {
        let statement = try prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL")
        statement.bind(1, table)
        var texts: [String] = []
        // A bare database knows no order of texts but that of their bytes.
        while try statement.step() {
            texts.append(statement.text(0).replacing(" COLLATE \(SQLFunctions.order)", with: ""))
        }
        return texts
    }

    var failure: BareError { BareError(message: String(cString: sqlite3_errmsg(handle))) }
}

struct BareError: Error { var message: String }

/// A prepared statement.
///
/// Unchecked: it goes with its database.
final class BareStatement: @unchecked Sendable {
    let handle: OpaquePointer
    private let database: BareDatabase

    init(_ database: BareDatabase, _ sql: String) throws {
        var prepared: OpaquePointer?
        guard
            sqlite3_prepare_v3(database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
                == SQLITE_OK,
            let prepared
        else { throw database.failure }
        handle = prepared
        self.database = database
    }

    deinit { sqlite3_finalize(handle) }

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }
    func bind(_ index: Int32, _ text: String) {
        var text = text
        text.withUTF8 { bytes in
            _ = bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), copied)
            }
        }
    }
    func bind(_ index: Int32, _ bytes: [UInt8]) {
        sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), copied)
    }

    func bindNull(_ index: Int32) { sqlite3_bind_null(handle, index) }

    /// Whether there is a row.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw database.failure
        }
    }

    func reset() { sqlite3_reset(handle) }

    /// Runs it once for its effect.
    func run() throws {
        defer { reset() }
        while try step() {}
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    func text(_ column: Int32) -> String {
        sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
    }
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: sqlite3_column_blob(handle, column), count: Int(sqlite3_column_bytes(handle, column)))
    }
}

/// Tells SQLite to copy a value before the call returns.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
