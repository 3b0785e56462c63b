import GRDBSQLite
import Model
import Queries
import SQLText
import StorageSQLite

/// The SQLite library on a database in memory, with the two functions that GRDB gives its connections.
final class SQLiteStore {
    struct Failure: Error {
        var message: String
        var sql: String
    }

    private var handle: OpaquePointer?

    init() throws {
        guard sqlite3_open(":memory:", &handle) == SQLITE_OK else { throw failure("open") }
        guard let handle else { throw failure("open") }
        try SQLiteFunctions.define(on: handle)
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC
        sqlite3_create_function(
            handle, "swiftLowercaseString", 1, flags, nil, { map($0, $2) { $0.lowercased() } }, nil, nil)
        sqlite3_create_function(
            handle, "swiftUppercaseString", 1, flags, nil, { map($0, $2) { $0.uppercased() } }, nil, nil)
    }

    deinit { sqlite3_close(handle) }

    func createTable(for type: EntityType) throws {
        let columns = type.attributes.filter(\.type.isStored).map { attribute in
            let storage =
                switch attribute.type {
                case .integer, .decimal, .boolean, .instant, .money, .time, .duration, .point: "INTEGER"
                case .lookup, .tree, .polymorphic, .identifier, .principal: "BLOB"
                default: "TEXT"
                }
            return "\(quotedIdentifier(attribute.name)) \(storage)" + (attribute.name == "id" ? " PRIMARY KEY" : "")
        }
        try rows(SQLFragment("CREATE TABLE \(quotedIdentifier(type.name)) (\(columns.joined(separator: ", "))) STRICT"))
    }

    func insert(_ record: Record) throws {
        let values = zip(record.type.attributes, record.values).filter { $0.0.type.isStored }.map {
            SQLFragment.value(SQLValue($0.1))
        }.joined(separator: ", ")
        try rows(SQLFragment("INSERT INTO \(quotedIdentifier(record.type.name)) VALUES (") + values + ")")
    }

    @discardableResult
    func rows(_ sql: SQLFragment) throws -> [[SQLValue]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql.text, -1, &statement, nil) == SQLITE_OK else { throw failure(sql.text) }
        defer { sqlite3_finalize(statement) }
        for (index, value) in sql.bindings.enumerated() { bind(value, statement, Int32(index + 1)) }
        var result: [[SQLValue]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: result.append((0..<sqlite3_column_count(statement)).map { column(statement, $0) })
            case SQLITE_DONE: return result
            default: throw failure(sql.text)
            }
        }
    }

    /// The rows of a query, at most so many.
    func rows(_ select: SelectStatement, atMost count: Int? = nil) throws -> [[SQLValue]] {
        var result: [[SQLValue]] = []
        for part in select.parts {
            let missing = count.map { $0 + select.passedOver - result.count }
            if let missing, missing <= 0 { break }
            result += try rows(select.fragment(part, atMost: missing))
        }
        return Array(result.dropFirst(select.passedOver))
    }

    /// How SQLite means to find the rows, in all parts of a query.
    func plan(_ select: SelectStatement, atMost count: Int? = nil) throws -> String {
        try select.parts.map { try plan(select.fragment($0, atMost: count)) }.joined(separator: "\n")
    }

    /// How SQLite means to find the rows.
    func plan(_ sql: SQLFragment) throws -> String {
        try rows("EXPLAIN QUERY PLAN " + sql.text, sql.bindings).map { row in
            if case .text(let detail) = row[3] { detail } else { "" }
        }.joined(separator: "\n")
    }

    private func rows(_ text: String, _ bindings: [SQLValue]) throws -> [[SQLValue]] {
        try rows(SQLFragment(text, bindings: bindings))
    }

    private func failure(_ sql: String) -> Failure {
        Failure(message: String(cString: sqlite3_errmsg(handle)), sql: sql)
    }

    private func bind(_ value: SQLValue, _ statement: OpaquePointer?, _ index: Int32) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let value): sqlite3_bind_int64(statement, index, value)
        case .real(let value): sqlite3_bind_double(statement, index, value)
        case .text(let value): sqlite3_bind_text(statement, index, value, Int32(value.utf8.count), transient)
        case .blob(let value): sqlite3_bind_blob(statement, index, value, Int32(value.count), transient)
        }
    }

    private func column(_ statement: OpaquePointer?, _ index: Int32) -> SQLValue {
        let count = Int(sqlite3_column_bytes(statement, index))
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, index))
        case SQLITE_TEXT:
            let bytes = UnsafeBufferPointer(start: sqlite3_column_text(statement, index), count: count)
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            return .blob(Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, index), count: count)))
        default: return .null
        }
    }
}

private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

private func map(
    _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ change: (String) -> String
) {
    guard let text = sqlite3_value_text(arguments?[0]) else { return sqlite3_result_null(context) }
    let changed = change(String(cString: text))
    sqlite3_result_text(context, changed, Int32(changed.utf8.count), transient)
}

extension SelectStatement {
    /// The statement of a query that reads on from nowhere.
    var fragment: SQLFragment { fragment(0, atMost: nil) }
}
