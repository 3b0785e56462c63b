import GRDB
import GRDBSQLite
import SQLText
import Storage

/// Runs SQL fragments on one SQLite connection and keeps their compiled statements.
///
/// Not for two threads at once: a reader slot or the writer's queue guards it.
final class SQLiteConnection: SQLConnection {
    let dialect: SQLDialect = .sqlite
    private let database: DatabaseQueue
    private let handle: OpaquePointer
    private var statements: [String: SQLiteStatement] = [:]
    /// Ends reads that take too long; nil for the connection that writes.
    let watch: ReadWatch?
    /// Nil once the connection is done with; `handle` must not be used then.
    private var boundaries: Boundaries?

    /// The statements that begin and end transactions.
    private struct Boundaries {
        var begin: SQLiteStatement
        var commit: SQLiteStatement
        var rollback: SQLiteStatement
    }

    /// How many statements stay compiled. Queries that people compose could be any number.
    private static let statementLimit = 512

    init(_ database: DatabaseQueue, begin: String, watch: ReadWatch? = nil) throws {
        self.database = database
        self.watch = watch
        (handle, boundaries) = try database.unsafeRead { connection in
            guard let handle = connection.sqliteConnection else {
                throw StorageError(.cannotOpen, "the connection was closed")
            }
            // GRDB observes transactions and statements on its own queue. These run on others, and unobserved.
            sqlite3_set_authorizer(handle, nil, nil)
            sqlite3_commit_hook(handle, nil, nil)
            sqlite3_rollback_hook(handle, nil, nil)
            let boundaries = Boundaries(
                begin: SQLiteStatement(try connection.makeStatement(sql: begin)),
                commit: SQLiteStatement(try connection.makeStatement(sql: "COMMIT")),
                rollback: SQLiteStatement(try connection.makeStatement(sql: "ROLLBACK")))
            return (handle, boundaries)
        }
        watch?.install(handle)
    }

    func forEachRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws {
        let statement = try start(sql)
        defer { statement.end() }
        while try step(statement) { try body(statement) }
    }

    func withFirstRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws -> Bool {
        let statement = try start(sql)
        defer { statement.end() }
        guard try step(statement) else { return false }
        try body(statement)
        // A statement that changes rows has done all its work only when it says that it is done.
        if !statement.isReadOnly { while try step(statement) {} }
        return true
    }

    func execute(_ sql: SQLFragment) throws -> Int {
        let statement = try start(sql)
        defer { statement.end() }
        while try step(statement) {}
        return Int(sqlite3_changes(handle))
    }

    /// Whether a transaction is open. SQLite itself ends it after some errors: full disk, failed read or write.
    var isInTransaction: Bool { boundaries != nil && sqlite3_get_autocommit(handle) == 0 }

    /// Whether a row refers to one that is not there: what SQLite would otherwise say only at the commit.
    var hasBrokenReferences: Bool {
        var (current, highest): (Int32, Int32) = (0, 0)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current != 0
    }

    /// - Throws: ``StorageError`` of `stopped` after ``retire()``.
    func begin() throws { try run(boundaries?.begin) }
    func commit() throws { try run(boundaries?.commit) }

    /// Ends the transaction without a trace, if there still is one.
    func rollback() { if isInTransaction { try? run(boundaries?.rollback) } }

    /// Frees the statements, which keep the database from being closed; nothing can be run afterwards.
    func retire() {
        if boundaries != nil { watch?.remove(handle) }
        statements.removeAll()
        boundaries = nil
    }

    private func run(_ statement: SQLiteStatement?) throws {
        guard let statement else { throw StorageError(.stopped, "the store is closed") }
        try statement.begin([])
        defer { statement.end() }
        while try step(statement) {}
    }

    private func start(_ sql: SQLFragment) throws -> SQLiteStatement {
        // Outside of a transaction every statement would be one of its own, and be stored at once.
        guard isInTransaction else { throw StorageError(.inputOutput, "the transaction was ended by an earlier error") }
        try watch?.beginQuery()
        let statement = try statement(sql.text)
        try statement.begin(sql.bindings)
        return statement
    }

    private func statement(_ text: String) throws -> SQLiteStatement {
        if let known = statements[text], !known.isRunning { return known }
        let compiled = try compile(text)
        if statements.count >= Self.statementLimit { statements.removeAll(keepingCapacity: true) }
        if statements[text] == nil { statements[text] = compiled }
        return compiled
    }

    private func compile(_ text: String) throws -> SQLiteStatement {
        do {
            return try database.unsafeReentrantRead { SQLiteStatement(try $0.makeStatement(sql: text)) }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    /// Whether there is a row now.
    private func step(_ statement: SQLiteStatement) throws -> Bool {
        let code = sqlite3_step(statement.handle)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        if code == SQLITE_INTERRUPT, let watch { throw watch.error }
        throw StorageError(
            sqliteCode: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}
