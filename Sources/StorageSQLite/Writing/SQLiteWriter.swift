import Dispatch
import Storage
import Synchronization

/// The one connection that writes: collects the writes that wait into one transaction and one commit.
///
/// The cost of a durable write is the wait for the disk; writers that come meanwhile share the next wait.
final class SQLiteWriter: @unchecked Sendable {  // `connection` and `checkpoints` are touched only on `queue`
    private let connection: SQLiteConnection
    private let turn: WriteTurn
    private let watch: DatabaseWatch
    private let ledger: FaultLedger
    private let checkpoints: Checkpoints
    private let queue = DispatchQueue(label: "kontor.sqlite.writer", qos: .userInitiated)
    private let writes = Mutex(WriteQueue())
    /// Why no more writes are taken until the next start.
    private let stopped = Mutex<StorageError?>(nil)
    /// Tells code that it runs on `queue`.
    private let mark = DispatchSpecificKey<Bool>()

    /// How many closures may share a commit: bounds how long the first of them waits.
    private static let batchLimit = 64

    init(_ connection: SQLiteConnection, turn: WriteTurn, watch: DatabaseWatch, ledger: FaultLedger) {
        self.connection = connection
        self.turn = turn
        self.watch = watch
        self.ledger = ledger
        checkpoints = Checkpoints(connection, ledger)
        queue.setSpecific(key: mark, value: true)
    }

    func write<T: Sendable>(_ body: @escaping @Sendable (any SQLConnection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { caller in
            let job = WriteJob(body, caller)
            switch writes.withLock({ $0.add(job) }) {
            case .wakeWriter: queue.async { self.work() }
            case .waits: break
            case .refused: job.fail(StorageError(.stopped, "the store is closed"))
            }
        }
    }

    /// Takes no more writes until the next start.
    func stop(because error: StorageError) {
        stopped.withLock { stopped in
            guard stopped == nil else { return }
            stopped = error
            ledger.note(error, in: .writing)
        }
    }

    /// Lets the writes that wait finish, refuses further ones, and frees the statements.
    func close() {
        writes.withLock { $0.close() }
        // A write that held the last reference to the store lets go of it on the queue, when its closure goes.
        if DispatchQueue.getSpecific(key: mark) == true {
            connection.retire()
        } else {
            queue.sync { connection.retire() }
        }
    }

    private func work() {
        var jobs: [WriteJob] = []
        while true {
            if jobs.isEmpty { jobs = writes.withLock { $0.takeOrRest() } }
            if jobs.isEmpty { return }
            jobs = commit(jobs)
        }
    }

    /// Runs jobs in one transaction and tells their callers; gives those that must wait for the next one.
    private func commit(_ jobs: [WriteJob]) -> [WriteJob] {
        if let refusal { return fail(jobs, refusal) }
        do {
            // Nobody waits for longer because others waited before.
            try turn.begin(until: (jobs.map(\.arrived).min() ?? .now) + WriteTurn.patience)
        } catch {
            ledger.note(error, in: .writing)
            guard error.reason == .busy else { return fail(jobs, error) }
            let late = ContinuousClock.now - WriteTurn.patience
            return jobs.filter { job in
                guard job.arrived <= late else { return true }
                job.fail(error)
                return false
            }
        }
        defer { turn.end() }
        if let problem = watch.problem() { stop(because: problem) }
        if let refusal { return fail(jobs, refusal) }
        var batch = WriteBatch(connection)
        var waiting = jobs[...]
        while batch.count < Self.batchLimit {
            if waiting.isEmpty { waiting = writes.withLock { $0.take() }[...] }
            guard let job = waiting.popFirst() else { break }
            do { try batch.run(job) } catch {
                // Somebody else holds the database: who came meanwhile would wait as long again, one after the other.
                for job in waiting + writes.withLock({ $0.take() }) { job.fail(error) }
                waiting = []
            }
        }
        switch batch.commit(unless: watch.problem) {
        case .stored:
            ledger.noteWrite()
            // With the turn still held: nobody may write beside a checkpoint.
            checkpoints.run()
        case .nothing: break
        case .mustStop(let cause): stop(because: cause)
        }
        return Array(waiting)
    }

    private func fail(_ jobs: [WriteJob], _ error: any Error) -> [WriteJob] {
        for job in jobs { job.fail(error) }
        return []
    }

    private var refusal: StorageError? {
        guard let cause = stopped.withLock({ $0 }) else { return nil }
        let refusal = StorageError(cause.reason == .replaced ? .replaced : .stopped, cause.message)
        ledger.note(refusal, in: .writing)
        return refusal
    }
}
