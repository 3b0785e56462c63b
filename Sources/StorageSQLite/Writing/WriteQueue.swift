/// Writes that wait for the writer, and whether the writer is at work.
///
/// Decides only; whoever calls acts on what it returns.
struct WriteQueue: ~Copyable {
    private var waiting: [WriteJob] = []
    private var isWorking = false
    private(set) var isClosed = false

    /// What to do about a job.
    enum Entry {
        /// Wake the writer, which is idle.
        case wakeWriter
        /// Nothing: the writer comes to it by itself.
        case waits
        /// Refuse it: the store is closed.
        case refused
    }

    mutating func add(_ job: WriteJob) -> Entry {
        if isClosed { return .refused }
        waiting.append(job)
        if isWorking { return .waits }
        isWorking = true
        return .wakeWriter
    }

    /// All jobs that wait now, for a transaction to begin with; empty when the writer may rest.
    mutating func takeOrRest() -> [WriteJob] {
        let jobs = take()
        if jobs.isEmpty { isWorking = false }
        return jobs
    }

    /// All jobs that wait now, to join a transaction that is open.
    mutating func take() -> [WriteJob] {
        if waiting.isEmpty { return [] }
        var jobs: [WriteJob] = []
        swap(&jobs, &waiting)
        return jobs
    }

    mutating func close() { isClosed = true }
}
