public import SQLText
public import Storage
import Synchronization

/// A store whose n-th statement in a write fails, as it would when the process dies or the disk does.
///
///     for failing in 1... {
///         let faulty = FaultyStore(store, failingStatement: failing)
///         do { try await apply(plan, to: faulty); break } catch is FaultyStore.Fault { /* nothing may have changed */ }
///     }
public final class FaultyStore: Store {
    /// What the failing statement throws.
    public struct Fault: Error {
        /// Which statement failed, from 1.
        public var statement: Int
    }

    private let store: any Store
    private let failing: Int
    private let executed = Mutex(0)

    /// Wraps a store.
    ///
    /// - Parameter failing: the statement that fails instead of being run, counted from 1 over all writes.
    public init(_ store: any Store, failingStatement failing: Int) {
        self.store = store
        self.failing = failing
    }

    /// The store's.
    public var dialect: SQLDialect { store.dialect }

    /// Reads never fail.
    public func read<T>(_ body: (any SQLReader) throws -> T) throws -> T { try store.read(body) }

    /// Runs a write whose statements are counted.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await store.write { [self] connection in try body(FaultyConnection(connection, self)) }
    }

    fileprivate func count() throws {
        let number = executed.withLock { count in
            count += 1
            return count
        }
        if number == failing { throw Fault(statement: number) }
    }
}

private final class FaultyConnection: SQLConnection {
    private let connection: any SQLConnection
    private let store: FaultyStore

    init(_ connection: any SQLConnection, _ store: FaultyStore) {
        self.connection = connection
        self.store = store
    }

    var dialect: SQLDialect { connection.dialect }

    func forEachRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws {
        try store.count()
        try connection.forEachRow(sql, body)
    }

    func withFirstRow(_ sql: SQLFragment, _ body: (any SQLRow) throws -> Void) throws -> Bool {
        try store.count()
        return try connection.withFirstRow(sql, body)
    }

    func execute(_ sql: SQLFragment) throws -> Int {
        try store.count()
        return try connection.execute(sql)
    }
}
