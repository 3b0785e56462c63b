import Model
import Storage

extension RecordService {
    /// Lets the full-text indexes forget words of personal data that were erased; does one bounded piece of work.
    ///
    /// - Returns: whether there may be more to do.
    @discardableResult
    public func purgeSearchIndexes() async throws -> Bool {
        let deployment = deployment.get()
        guard let entity = try refusing({ try store.read { try SearchPurgeTable.next(in: $0) } }) else { return false }
        let exists = deployment.searchIndexes[entity] != nil
        try await refusing {
            try await store.write { try SearchPurgeTable.advance(entity, exists: exists, on: $0) }
        }
        return true
    }

    /// The entity types whose full-text index does not hold what their records have. Reads all texts.
    public func damagedSearchIndexes() async throws -> [String] {
        let indexes = deployment.get().searchIndexes
        return try await refusing {
            try await store.write { connection in
                try indexes.filter { try !$0.value.isWhole(on: connection) }.keys.sorted()
            }
        }
    }

    /// Fills the full-text indexes of all entity types anew from their records.
    ///
    /// - Returns: the names of the entity types that have one.
    public func rebuildSearchIndexes() async throws -> [String] {
        let indexes = deployment.get().searchIndexes
        for (_, index) in indexes {
            try await refusing { try await store.write { try index.rebuild(on: $0) } }
        }
        return indexes.keys.sorted()
    }
}
