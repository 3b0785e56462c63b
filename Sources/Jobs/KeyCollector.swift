public import Logging
public import Records
public import ServiceLifecycle

/// Forgets what is kept for a time only, for as long as the server runs: the outcomes of writes that could have been repeated by their
/// idempotency key, and browser sessions that have ended.
///
/// The first round is at the start, so that a server that seldom runs forgets too.
public struct KeyCollector: Service {
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
            let round = try await records.again { try await $0.forgetKeys() }
            if round.forgotten > 0 { logger.debug("old keys forgotten", metadata: ["count": "\(round.forgotten)"]) }
            // Writes of others go between two rounds.
            return round.isFull ? .milliseconds(100) : Self.pause
        } catch {
            logger.error("old keys could not be forgotten", metadata: ["reason": "\(error)"])
            return Self.pause
        }
    }
}
