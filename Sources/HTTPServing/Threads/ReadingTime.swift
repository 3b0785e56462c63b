import Storage

/// Where the work of requests runs, and how long their reads may take.
///
/// What reads only is tried where it came, for a moment: most is over by then, and costs no change of threads. What takes longer is
/// done anew on threads of its own, with the whole time, a few at once for each principal. What may write runs on threads of its own
/// from the start, since it must not be begun twice.
final class ReadingTime: Sendable {
    let trial: Duration
    let most: Duration
    let closing: ReadClosing
    let longReads = LongReads()
    let readers = WorkerThreads("kontor.reads", most: ReadingTime.readerThreads)
    let writers = WorkerThreads("kontor.writes", most: ReadingTime.writerThreads)

    static let readerThreads = 4
    static let writerThreads = 4

    init(_ most: Duration, trial: Duration = .milliseconds(10), closing: ReadClosing) {
        self.most = most
        self.trial = trial
        self.closing = closing
    }
}

extension ServerSettings {
    /// How many reads of a store can go on at once without waiting for each other.
    public static func readers(cores: Int) -> Int {
        ReadingTime.readerThreads + ReadingTime.writerThreads + cores + 2
    }
}
