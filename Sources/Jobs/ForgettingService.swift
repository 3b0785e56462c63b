public import Logging
import Model
public import Records
public import ServiceLifecycle
import Storage

/// Forgets what is kept for a time only, for as long as the server runs: the outcomes of writes that had an idempotency key, a day after
/// (`RecordService.keyLifetime`), and web sessions that have ended.
///
/// The first round is at the start, so that a server that seldom runs forgets too.
public struct ForgettingService: Service {
    /// The time between two rounds when there is nothing left to forget.
    public static let pause = Duration.seconds(600)

    private let records: RecordService
    private let logger: Logger
    private let rounds: Rounds

    /// - Parameter sleep: waits by monotonic time; ends early with an error when the task is cancelled.
    public init(
        records: RecordService, logger: Logger, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.records = records
        self.logger = logger
        rounds = Rounds(sleep: sleep)
    }

    /// Works until the task is cancelled or the server shuts down.
    public func run() async throws { await rounds.run(round) }

    /// One round. Returns how long to wait for the next.
    public func round() async -> Duration {
        do {
            let keys = try await records.forgetKeys()
            let sessions = try await endedSessions()
            if keys.count + sessions > 0 {
                logger.info("forgotten", metadata: ["keys": "\(keys.count)", "sessions": "\(sessions)"])
            }
            // Writes of others go between two portions.
            return keys.isFull ? .milliseconds(200) : Self.pause
        } catch {
            logger.error("old keys and sessions could not be removed", metadata: ["reason": "\(error)"])
            return Self.pause
        }
    }

    private func endedSessions() async throws -> Int {
        let (store, now) = (records.store, records.now())
        guard try store.read({ try WebSessionTable.hasExpired(at: now, in: $0) }) else { return 0 }
        return try await store.write { try WebSessionTable.removeExpired(at: now, on: $0) }
    }
}
