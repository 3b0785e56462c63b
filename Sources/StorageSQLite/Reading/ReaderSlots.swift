import Glibc
import Storage

/// The reading connections. Each thread tries one of its own first, so that threads seldom meet and caches stay warm.
struct ReaderSlots: Sendable {
    private let slots: [ReaderSlot]

    init(_ slots: [ReaderSlot]) {
        precondition(!slots.isEmpty, "there is something to read with")
        self.slots = slots
    }

    func read<T>(_ body: (any SQLReader) throws -> T) throws -> T {
        // Thread descriptors lie at least a page apart.
        let first = Int(truncatingIfNeeded: (pthread_self() >> 12) % UInt(slots.count))
        for offset in slots.indices {
            let slot = slots[(first + offset) % slots.count]
            if let result = try slot.readIfFree(body) { return result }
        }
        return try slots[first].read(body)
    }

    /// Ends the reads that began before an instant. Returns how many there were.
    func end(begunBefore instant: ContinuousClock.Instant) -> Int {
        slots.count { $0.end(begunBefore: instant) }
    }

    func close() { slots.forEach { $0.close() } }
}
