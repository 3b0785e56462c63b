import GRDB
import GRDBSQLite
import Glibc
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
    private let ledger: FaultLedger
    /// What does not work where this connection meets a fault.
    private let part: StoreCondition.Part
    /// How many pages the write-ahead log has, since the last commit of this connection.
    private let log = LogPages()

    /// The statements that begin and end transactions.
    private struct Boundaries {
        var begin: SQLiteStatement
        var commit: SQLiteStatement
        var rollback: SQLiteStatement
    }

    /// How many statements stay compiled. Queries that people compose could be any number.
    private static let statementLimit = 512

    /// - Parameters:
    ///   - ledger: is told of the faults that this connection meets.
    ///   - part: what does not work then.
    init(
        _ database: DatabaseQueue, begin: String, _ ledger: FaultLedger, _ part: StoreCondition.Part,
        watch: ReadWatch? = nil
    ) throws {
        self.database = database
        self.ledger = ledger
        self.part = part
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
                begin: SQLiteStatement(try connection.makeStatement(sql: begin), ledger),
                commit: SQLiteStatement(try connection.makeStatement(sql: "COMMIT"), ledger),
                rollback: SQLiteStatement(try connection.makeStatement(sql: "ROLLBACK"), ledger))
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
    func begin() throws {
        rollback()
        try run(boundaries?.begin)
    }

    func commit() throws { try run(boundaries?.commit) }

    /// Ends the transaction without a trace, if there still is one. One that could not be ended is ended before the next one begins.
    func rollback() { if isInTransaction { try? run(boundaries?.rollback) } }

    /// Ends the statement that runs on another thread.
    func interrupt() { sqlite3_interrupt(handle) }

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
            return try database.unsafeReentrantRead { SQLiteStatement(try $0.makeStatement(sql: text), ledger) }
        } catch let error as DatabaseError {
            throw StorageError(error)
        }
    }

    /// Whether there is a row now.
    private func step(_ statement: SQLiteStatement) throws -> Bool {
        var code = sqlite3_step(statement.handle)
        if code != SQLITE_ROW, code != SQLITE_DONE { code = retry(statement, after: code) }
        if code == SQLITE_ROW {
            statement.rows += 1
            return true
        }
        if code == SQLITE_DONE { return false }
        if code == SQLITE_INTERRUPT, let watch { throw watch.error }
        let error = currentError
        // Damage is where it was read, whatever for; writing elsewhere goes on.
        if error.concernsTheStore { ledger.note(error, in: error.reason == .corrupt ? .reading : part) }
        if error.reason == .statement { ledger.note(error, in: .statements) }
        throw error
    }

    /// A read that fails once may succeed a moment later; SQLite calls what it got then damaged. So it is read again before
    /// anybody is told: within one transaction the same rows come in the same order, and those that were handed over are passed over.
    private func retry(_ statement: SQLiteStatement, after failure: Int32) -> Int32 {
        var code = failure
        for pause in Self.readPauses {
            guard statement.isReadOnly, statement.readsData, isInTransaction,
                [SQLITE_IOERR, SQLITE_CORRUPT].contains(code & 0xFF)
            else { return code }
            usleep(pause)
            _ = sqlite3_reset(statement.handle)
            code = sqlite3_step(statement.handle)
            var passed = 0
            while code == SQLITE_ROW, passed < statement.rows {
                passed += 1
                code = sqlite3_step(statement.handle)
            }
        }
        return code
    }

    /// Microseconds before a failed read is tried again.
    private static let readPauses: [UInt32] = [2000, 20000]

    private var currentError: StorageError {
        StorageError(
            sqliteCode: sqlite3_extended_errcode(handle), message: String(cString: sqlite3_errmsg(handle)),
            systemCode: sqlite3_system_errno(handle))
    }
}

// The write-ahead log.

extension SQLiteConnection {
    /// Pages of the log after the last commit.
    var logPages: Int32 { log.count }

    /// Counts the pages of the log from now on, and leaves it to the caller when to take them into the database.
    func countLogPages() {
        // The log is asked for only while the connection is open, which holds it.
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                context.map { Unmanaged<LogPages>.fromOpaque($0).takeUnretainedValue().count = pages }
                return SQLITE_OK
            }, Unmanaged.passUnretained(log).toOpaque())
    }

    /// Takes the log into the database, as far as no reader needs it.
    func checkpoint() throws(StorageError) {
        guard boundaries != nil else { return }
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK else { throw currentError }
    }
}

/// How many pages a write-ahead log has; touched only on its writer's queue.
private final class LogPages {
    var count: Int32 = 0
}
