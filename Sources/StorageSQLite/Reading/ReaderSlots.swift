import Dispatch
import Glibc
import Storage
import Synchronization

/// The reading connections. Each thread tries one of its own first, so that threads seldom meet and caches stay warm; where all are
/// taken, it takes the next one that becomes free, whichever that is.
final class ReaderSlots: Sendable {
    private let slots: [ReaderSlot]
    private let waiting = Atomic<Int>(0)
    private let freed = DispatchSemaphore(value: 0)

    /// A signal may come between the look for a free slot and the wait: then the wait is no longer than this.
    private static let pause = DispatchTimeInterval.milliseconds(20)

    init(_ slots: [ReaderSlot]) {
        precondition(!slots.isEmpty, "there is something to read with")
        self.slots = slots
    }

    func read<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        defer { if waiting.load(ordering: .relaxed) > 0 { freed.signal() } }
        if let result = try readIfFree(body) { return result }
        waiting.wrappingAdd(1, ordering: .relaxed)
        defer { waiting.wrappingSubtract(1, ordering: .relaxed) }
        while true {
            if let result = try readIfFree(body) { return result }
            if let limit = ReadLimit.current, !limit.mayGoOn { throw limit.error }
            _ = freed.wait(timeout: .now() + Self.pause)
        }
    }

    private func readIfFree<T>(_ body: (any SQLReader) throws -> T) throws -> T? {
        // Thread descriptors lie at least a page apart.
        let first = Int(truncatingIfNeeded: (pthread_self() >> 12) % UInt(slots.count))
        for offset in slots.indices {
            if let result = try slots[(first + offset) % slots.count].readIfFree(body) { return result }
        }
        return nil
    }

    /// Ends the reads that began before an instant. Returns how many there were.
    func end(begunBefore instant: ContinuousClock.Instant) -> Int {
        slots.count { $0.end(begunBefore: instant) }
    }

    func close() { slots.forEach { $0.close() } }
}
