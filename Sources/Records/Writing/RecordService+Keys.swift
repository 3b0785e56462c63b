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
        let end = now.adding(.zero - Self.keyLife)
        return try await refusing {
            // Most rounds find nothing: they need not wait for their turn to write.
            guard
                try store.read({
                    try IdempotencyTable.has(before: end, in: $0) || WebSessionTable.hasExpired(at: now, in: $0)
                })
            else { return (0, false) }
            return try await store.write { connection in
                let keys = try IdempotencyTable.forget(before: end, limit: limit, on: connection)
                let sessions = try WebSessionTable.removeExpired(at: now, on: connection)
                return (keys + sessions, keys == limit)
            }
        }
    }
}
