import Dispatch
import Storage
import Synchronization

/// The one connection that writes: collects the writes that wait into one transaction and one commit.
///
/// The cost of a durable write is the wait for the disk; writers that come meanwhile share the next wait.
final class SQLiteWriter: @unchecked Sendable {  // `connection` and `isStopped` are touched only on `queue`
    private let connection: SQLiteConnection
    private let turn: WriteTurn
    private let queue = DispatchQueue(label: "kontor.sqlite.writer", qos: .userInitiated)
    private let writes = Mutex(WriteQueue())
    private var isStopped = false
    /// Tells code that it runs on `queue`.
    private let mark = DispatchSpecificKey<Bool>()

    /// How many closures may share a commit: bounds how long the first of them waits.
    private static let batchLimit = 64

    init(_ connection: SQLiteConnection, turn: WriteTurn) {
        self.connection = connection
        self.turn = turn
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
        do { try turn.begin() } catch {
            for job in jobs { job.fail(error) }
            return []
        }
        // The commit checkpoints where the log has grown long.
        defer { turn.end() }
        var batch = WriteBatch(connection)
        var waiting = jobs[...]
        while batch.count < Self.batchLimit {
            if waiting.isEmpty { waiting = writes.withLock { $0.take() }[...] }
            guard let job = waiting.popFirst() else { break }
            if isStopped {
                job.fail(StorageError(.stopped, "an earlier commit could not be made durable"))
            } else {
                do { try batch.run(job) } catch {
                    // Somebody else holds the database: who came meanwhile would wait as long again, one after the other.
                    for job in waiting + writes.withLock({ $0.take() }) { job.fail(error) }
                    waiting = []
                }
            }
        }
        if case .mustStop = batch.commit() { isStopped = true }
        return Array(waiting)
    }
}
