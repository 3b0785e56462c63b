import GRDB
import GRDBSQLite
import SQLText
import Storage

/// A compiled statement of one connection, which is also the row it stands on while it runs.
///
/// GRDB compiles and frees it; binding and stepping go straight to SQLite, which saves GRDB's bookkeeping per step.
final class SQLiteStatement: SQLRow {
    let handle: OpaquePointer
    let columnCount: Int
    let isReadOnly: Bool
    /// Set between ``begin(_:)`` and ``end()``; a statement that runs already cannot run again inside itself.
    private(set) var isRunning = false
    /// How many rows it has given since ``begin(_:)``.
    var rows = 0
    /// Whether it reads tables; beginning and ending a transaction does not.
    let readsData: Bool

    /// Frees the handle when it goes.
    private let compiled: Statement
    private let parameterCount: Int
    private let sql: String
    private let ledger: FaultLedger

    init(_ compiled: Statement, _ ledger: FaultLedger) {
        self.compiled = compiled
        self.ledger = ledger
        sql = compiled.sql
        handle = compiled.sqliteStatement
        columnCount = Int(sqlite3_column_count(handle))
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
        readsData = columnCount > 0
    }

    func begin(_ bindings: [SQLValue]) throws {
        guard bindings.count == parameterCount else {
            throw StorageError(
                .statement, "\(bindings.count) values for \(parameterCount) placeholders in \(sql)")
        }
        isRunning = true
        rows = 0
        var index: Int32 = 0
        for value in bindings {
            index += 1
            let code =
                switch value {
                case .null: sqlite3_bind_null(handle, index)
                case .integer(let value): sqlite3_bind_int64(handle, index, value)
                case .real(let value): sqlite3_bind_double(handle, index, value)
                // No address means null to SQLite, and an empty text may have none to give.
                case .text(""): sqlite3_bind_text(handle, index, "", 0, copied)
                case .text(var value):
                    value.withUTF8 { bytes in
                        bytes.withMemoryRebound(to: CChar.self) {
                            sqlite3_bind_text(handle, index, $0.baseAddress, Int32($0.count), copied)
                        }
                    }
                case .blob(let value):
                    value.withUnsafeBytes { bytes in
                        bytes.isEmpty
                            ? sqlite3_bind_zeroblob(handle, index, 0)
                            : sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), copied)
                    }
                }
            if code != SQLITE_OK {
                end()
                throw StorageError(.statement, "a value of \(sql) cannot be bound (SQLite \(code))")
            }
        }
    }

    func end() {
        // Repeats the error of the last step, which has been told already.
        _ = sqlite3_reset(handle)
        // What was bound may be personal, and large; it is not to stay for as long as the statement is kept.
        if parameterCount > 0 { _ = sqlite3_clear_bindings(handle) }
        isRunning = false
    }

    func setAside(_ damage: StoredDamage) { ledger.note(damage) }

    func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
    func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }
    func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }
    func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }
    func blob(_ column: Int) -> [UInt8] { withBytes(column) { [UInt8]($0) } }

    func withBytes<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        // For a text column this is its UTF-8: the database's encoding is UTF-8, and no conversion takes place.
        let start = sqlite3_column_blob(handle, Int32(column))
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        // SQLite keeps these bytes until the next step, and bytes may be read as UInt8.
        return try body(UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count))
    }
}

/// Tells SQLite to copy a value before the call returns. C spells this "function" as the number -1, hence the cast.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
