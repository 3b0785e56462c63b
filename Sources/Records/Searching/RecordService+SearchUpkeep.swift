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
}
