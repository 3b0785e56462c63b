public import Logging
public import Records
public import ServiceLifecycle

/// Removes files that no record holds any more, for as long as the server runs: uploads that were never used, files that were
/// replaced, and those of deleted records, each a day after (`RecordService.fileGrace`).
///
/// The first round is at the start, so that a server that seldom runs collects too.
public struct FileCollector: Service {
    /// The time between two rounds when there is nothing left to remove.
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
            let round = try await records.again { try await $0.collectFiles() }
            if round.removed > 0 { logger.info("files removed", metadata: ["count": "\(round.removed)"]) }
            return round.isFull ? .zero : Self.pause
        } catch {
            logger.error("files could not be removed", metadata: ["reason": "\(error)"])
            return Self.pause
        }
    }
}
