import Storage

/// One transaction and the writes in it. Each stands in a savepoint of its own, except the first, whose failure rolls
/// back nothing but itself anyway.
struct WriteBatch: ~Copyable {
    /// What the store must do after a commit.
    enum Outcome {
        /// Something is on the disk now.
        case stored
        /// Nothing is, and further writes may do better.
        case nothing
        /// The operating system failed to make the commit durable, so nobody knows what the disk holds (fsync reports an
        /// error once and may then claim success): only a restart, which reads the disk, finds out. Or the file is another one.
        case mustStop(StorageError)
    }

    private let connection: SQLiteConnection
    private var done: [(succeed: @Sendable () -> Void, fail: @Sendable (any Error) -> Void)] = []
    /// How many writes were run, the failed ones included.
    private(set) var count = 0

    init(_ connection: SQLiteConnection) { self.connection = connection }

    /// Runs a write.
    ///
    /// - Throws: where not even the transaction could begin, so that no other write could either; the write is told.
    mutating func run(_ job: WriteJob) throws {
        count += 1
        if done.isEmpty, !connection.isInTransaction {
            do { try connection.begin() } catch {
                job.fail(error)
                throw error
            }
            runFirst(job)
            return
        }
        do {
            let succeed = try connection.savepoint { try complete(job) }
            done.append((succeed, job.fail))
        } catch {
            job.fail(error)
            // A full disk or a failed write ends the whole transaction, and with it the writes before.
            if !done.isEmpty, !connection.isInTransaction { failAll(error) }
        }
    }

    private mutating func runFirst(_ job: WriteJob) {
        do { done.append((try complete(job), job.fail)) } catch {
            connection.rollback()
            job.fail(error)
        }
    }

    /// - Parameter problem: looks, after the commit, whether it went to the file at its path.
    consuming func commit(unless problem: () -> StorageError?) -> Outcome {
        guard !done.isEmpty else { return .nothing }
        do {
            try connection.commit()
        } catch {
            connection.rollback()
            guard let cause = error as? StorageError, cause.reason == .inputOutput else {
                failAll(error)
                return .nothing
            }
            failAll(StorageError(.outcomeUnknown, "the commit failed: \(cause.message)"))
            return .mustStop(StorageError(.stopped, "an earlier commit could not be made durable: \(cause.message)"))
        }
        if let problem = problem() {
            failAll(problem)
            return .mustStop(problem)
        }
        for write in done { write.succeed() }
        return .stored
    }

    private func complete(_ job: WriteJob) throws -> @Sendable () -> Void {
        let succeed = try job.run(connection)
        guard connection.isInTransaction else {
            throw StorageError(.inputOutput, "the transaction was ended by an earlier error")
        }
        // References may be broken between two statements, not at the end of a write: the commit, where SQLite looks
        // at them, is shared with others.
        if connection.hasBrokenReferences {
            throw StorageError(.foreignKey, "a row refers to a row that does not exist")
        }
        return succeed
    }

    private mutating func failAll(_ error: any Error) {
        for write in done { write.fail(error) }
        done = []
    }
}
