import Model
public import SQLText

/// A store for work that began with one state of the definitions: it reads and writes only while that state holds.
///
/// The state is looked at inside every transaction, which sees one committed state of the database throughout. So no statement
/// that was made for an old table ever meets a new one, whichever process changed it.
public struct StateBoundStore: Store {
    private let store: any Store
    private let state: Int64

    /// - Parameter state: the number of the state (``SchemaState/number``).
    public init(_ store: any Store, state: Int64) {
        self.store = store
        self.state = state
    }

    /// The store's.
    public var dialect: SQLDialect { store.dialect }

    /// The store's.
    public var condition: StoreCondition { store.condition }

    /// As the store reads.
    ///
    /// - Throws: ``StorageError`` of `definitionsChanged` as well, without having read anything.
    public func read<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        try store.read { reader in
            try check(reader)
            return try body(reader)
        }
    }

    /// As the store writes.
    ///
    /// - Throws: ``StorageError`` of `definitionsChanged` as well; nothing is stored then.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await store.write { connection in
            try check(connection)
            return try body(connection)
        }
    }

    private func check(_ reader: any SQLReader) throws {
        let current = try SchemaStateTable.number(in: reader)
        guard current == state else {
            throw StorageError(
                .definitionsChanged, "the state \(current) is in force, but this work started with \(state)")
        }
    }
}

extension Error {
    /// Whether work was stopped because other definitions came into force: it can be done again with those.
    public var saysThatDefinitionsChanged: Bool {
        let changed = StorageError(.definitionsChanged, "")
        if let error = self as? StorageError { return error.reason == changed.reason }
        return (self as? Refusal)?.code == changed.code
    }
}
