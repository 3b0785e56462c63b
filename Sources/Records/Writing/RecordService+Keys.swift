import Model
import Storage

extension RecordService {
    /// How long a write can be repeated by its idempotency key.
    public static let keyLife: Duration = .seconds(24 * 3600)

    /// Forgets the outcomes of writes that are older than a day, and browser sessions that have ended, as far as one round goes.
    ///
    /// - Returns: how much was forgotten, and whether there is more.
    public func forgetKeys(limit: Int = 2000) async throws -> (forgotten: Int, isFull: Bool) {
        let now = clock.now()
        return try await refusing {
            try await store.write { connection in
                let keys = try IdempotencyTable.forget(
                    before: now.adding(.zero - Self.keyLife), limit: limit, on: connection)
                let sessions = try WebSessionTable.removeExpired(at: now, on: connection)
                return (keys + sessions, keys == limit)
            }
        }
    }
}
