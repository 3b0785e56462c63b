public import Logging
import Model
public import Records
public import ServiceLifecycle

/// Lets full-text indexes forget words of personal data that were erased, a bounded piece of work at a time, for as long as
/// the server runs.
public struct SearchUpkeepService: Service {
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

    /// One piece of work. Returns how long to wait for the next: writes of others go between two of them.
    public func round() async -> Duration {
        do {
            return try await records.again { try await $0.purgeSearchIndexes() } ? .milliseconds(200) : .seconds(5)
        } catch {
            logger.error("full-text indexes could not be cleaned", metadata: ["reason": "\(error)"])
            return .seconds(60)
        }
    }
}
