public import SQLText

/// A database that keeps Kontor's tables: the only door to stored data.
///
///     let count = try store.read { try $0.integer(SQLFragment("SELECT count(*) FROM \"complaint\"")) }
///     try await store.write { connection in
///         try connection.execute(SQLFragment("UPDATE \"complaint\" SET \"claim\" = ?", .integer(0)))
///     }
///
/// SQL is portable text that this target writes; an adapter only runs it. Where two databases differ, the text is asked
/// of ``dialect``.
public protocol Store: Sendable {
    /// The SQL that this database speaks.
    var dialect: SQLDialect { get }

    /// What works now, by what was met so far; asking costs nothing.
    var condition: StoreCondition { get }

    /// Runs a closure on the caller's thread with a connection that sees one committed state throughout.
    ///
    /// Two reads, one after the other, may see different states.
    ///
    /// - Throws: what the closure throws, or ``StorageError``.
    func read<T>(_ body: (any SQLReader) throws -> T) throws -> T

    /// Runs a closure in the only write transaction and returns after its commit is durable.
    ///
    /// The closure is synchronous. Concurrent writes may share one commit; each can still fail alone, and one that throws
    /// leaves no trace. A closure sees what closures before it in the same commit wrote.
    ///
    /// - Throws: what the closure throws, or ``StorageError``; then nothing of it is stored, unless the reason is `outcomeUnknown`.
    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T
}

extension Store {
    /// A store that knows of no fault.
    public var condition: StoreCondition { .sound }
}
