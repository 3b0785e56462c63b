public import Logging
public import Model
public import Records
public import ServiceLifecycle
import Storage
import Synchronization

/// Fires the timers of charts when they are due, for as long as the server runs.
///
/// What is due is decided by the wall clock, and each timer is claimed, stepped and removed in one transaction (see
/// `RecordService.fireDueTimers`): a timer that came due while no server ran fires after the start, and none fires twice.
/// Between rounds it waits for the next due time, but at most a second, so that new timers and a clock that was set are noticed.
public struct TimerService: Service {
    private let records: RecordService
    private let clock: any WallClock
    private let logger: Logger
    private let rounds: Rounds

    /// - Parameter sleep: waits by monotonic time; ends early with an error when the task is cancelled.
    public init(
        records: RecordService, clock: any WallClock, logger: Logger,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.records = records
        self.clock = clock
        self.logger = logger
        rounds = Rounds(sleep: sleep)
    }

    /// Works until the task is cancelled or the server shuts down.
    public func run() async throws { await rounds.run(round) }

    /// One round: everything that is due now. Returns how long to wait for the next.
    public func round() async -> Duration {
        do {
            let round = try await records.again { try await $0.fireDueTimers() }
            for failure in round.failures {
                logger.error(
                    "timer failed", metadata: ["timer": "\(failure.timer)", "reason": "\(failure.refusal)"])
            }
            for timer in round.damaged { logger.error("timer damaged", metadata: ["reason": "\(timer.line)"]) }
            if round.isFull { return .zero }
            let untilNext = round.nextDue.map { $0.since(clock.now()) } ?? .seconds(1)
            return min(max(untilNext, .milliseconds(10)), .seconds(1))
        } catch {
            logger.error("timers could not be fired", metadata: ["reason": "\(error)"])
            return .seconds(5)
        }
    }
}
