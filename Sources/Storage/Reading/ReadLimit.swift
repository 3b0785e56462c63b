import Glibc
import Synchronization

/// How long the reads of one piece of work may take, and whether anybody still waits for them.
///
///     let limit = ReadLimit(.seconds(5))
///     try await ReadLimit.$current.withValue(limit) { try records.list(query, as: clara) }   // `tooLong` after five seconds
///
/// A store asks it again and again while a query runs. Without one (commands, jobs) reads take as long as they take.
public final class ReadLimit: Sendable {
    /// Why reads were ended.
    public enum End: UInt8, Sendable {
        /// The time is over.
        case time = 1
        /// Whoever asked has gone, or the server shuts down.
        case cancelled
    }

    /// What the time is counted from.
    public enum Span: Sendable {
        /// From when the limit was made: all reads together.
        case together
        /// From the beginning of each read: work that waits for other things meanwhile.
        case each
    }

    /// The limit of the task that reads.
    @TaskLocal public static var current: ReadLimit?

    /// Whether the work is done anew with more time when this is over: whatever takes long can then give up early.
    public let isTrial: Bool
    private let time: UInt64
    private let span: Span
    private let closing: ReadClosing?
    private let deadline: Atomic<UInt64>
    private let reason = Atomic<UInt8>(0)

    /// A limit whose time begins now.
    ///
    /// - Parameter closing: ends the reads early once it has begun.
    public init(_ time: Duration, _ span: Span = .together, isTrial: Bool = false, closing: ReadClosing? = nil) {
        self.time = UInt64(clamping: Int64(time / .nanoseconds(1)))
        self.span = span
        self.isTrial = isTrial
        self.closing = closing
        deadline = Atomic(Self.now &+ self.time)
    }

    /// Why reads were ended; nil while none was.
    public var end: End? { End(rawValue: reason.load(ordering: .relaxed)) }

    /// Ends the reads: nobody waits for them.
    public func cancel() { note(.cancelled) }

    /// Ends the reads as if their time were over.
    public func giveUp() { note(.time) }

    /// Called where a read begins.
    public func begin() {
        if case .each = span { deadline.store(Self.now &+ time, ordering: .relaxed) }
    }

    /// Whether a read may go on; a store asks this often.
    public var mayGoOn: Bool {
        guard end == nil else { return false }
        let now = Self.now
        if now > deadline.load(ordering: .relaxed) {
            note(.time)
            return false
        }
        if let closing, now > closing.last {
            note(.cancelled)
            return false
        }
        return true
    }

    /// What a read that was ended throws.
    public var error: StorageError {
        end == .cancelled
            ? StorageError(.cancelled, "nobody is waiting for the query any more")
            : StorageError(.tooLong, "the query exceeded the time limit for reads")
    }

    private func note(_ end: End) {
        _ = reason.compareExchange(expected: 0, desired: end.rawValue, ordering: .relaxed)
    }

    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

/// The end of all long reads of a server that shuts down.
public final class ReadClosing: Sendable {
    private let time = Atomic<UInt64>(.max)

    /// Not begun.
    public init() {}

    /// Leaves reads so much time, and no more.
    public func begin(within patience: Duration) {
        time.store(ReadLimit.now &+ UInt64(clamping: Int64(patience / .nanoseconds(1))), ordering: .relaxed)
    }

    var last: UInt64 { time.load(ordering: .relaxed) }
}
