public import Logging
public import ServiceLifecycle
public import Storage
import Synchronization

/// Watches the store for as long as the server runs: whether its files are still those that were opened, whether something can be
/// written though nobody does, and what has failed meanwhile, which it logs. Notes the head of the change log outside of the
/// database.
public final class StoreWatchService: Service {
    /// How often the files are looked at.
    public static let lookInterval: Duration = .milliseconds(250)
    /// How long nothing may be written before it is tried whether that is possible.
    public static let probeInterval: Duration = .seconds(5)
    /// How often it is tried while it is not.
    public static let retryInterval: Duration = .seconds(1)
    private static let headInterval: Duration = .seconds(1)
    private static let day: Duration = .seconds(24 * 3600)

    private let store: any StoreMaintenance
    private let logger: Logger
    private let rounds: Rounds
    private let journal = Mutex(FaultJournal())
    private let headLogged = Mutex<ContinuousClock.Instant?>(nil)

    /// - Parameter sleep: waits by monotonic time; ends early with an error when the task is cancelled.
    public init(
        store: any StoreMaintenance, logger: Logger, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.store = store
        self.logger = logger
        rounds = Rounds(sleep: sleep)
    }

    /// Works until the task is cancelled or the server shuts down.
    public func run() async throws {
        await withTaskGroup { group in
            for round in [look, probe, noteHead] { group.addTask { [rounds] in await rounds.run(round) } }
        }
        // What was met since the last look, and how far the log has come.
        _ = await look()
        headLogged.withLock { $0 = nil }
        _ = await noteHead()
    }

    /// Looks at the files, and tells what has changed. Returns how long to wait for the next look.
    @Sendable public func look() async -> Duration {
        store.lookAround()
        let lines = journal.withLock { $0.lines(on: store.condition, at: .now) }
        for line in lines { logger.log(level: line.level, "\(line.text)", metadata: line.metadata) }
        return Self.lookInterval
    }

    /// Tries whether something can be written, where nobody has lately. Returns how long to wait for the next time.
    @Sendable public func probe() async -> Duration {
        let condition = store.condition
        let isFresh = condition.lastWrite.map { ContinuousClock.now - $0 < Self.probeInterval } ?? false
        if condition.faults[.writing] != nil || !isFresh { await store.tryWriting() }
        return store.condition.faults[.writing] == nil ? Self.probeInterval : Self.retryInterval
    }

    /// Notes the head of the change log, and logs it each day. Returns how long to wait for the next time.
    @Sendable public func noteHead() async -> Duration {
        guard let head = try? store.noteHead() else { return Self.headInterval }
        let isDue = headLogged.withLock { last in
            if let last, ContinuousClock.now - last < Self.day { return false }
            last = .now
            return true
        }
        if isDue { logger.notice("head of the change log", metadata: ["head": "\(head)"]) }
        return Self.headInterval
    }
}
