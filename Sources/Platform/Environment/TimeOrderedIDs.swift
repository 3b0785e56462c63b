public import Model
import Synchronization

/// Makes UUIDs of version 7 (RFC 9562 §6.2, method 2): within one millisecond the random part counts up, so that ids of one
/// process sort strictly in the order they were made, also when the clock steps back.
public final class TimeOrderedIDs: IDSource {
    private struct Last {
        var milliseconds: Int64 = 0
        var high: UInt64 = 0
        var low: UInt64 = 0
    }

    private let last = Mutex(Last())
    private let clock: any WallClock

    /// Ids whose time is told by a clock.
    public init(clock: any WallClock) { self.clock = clock }

    /// An id greater than every one before it.
    public func next() -> RecordID {
        let now = clock.now().microseconds / 1000
        return last.withLock { last in
            if now > last.milliseconds {
                var generator = SystemRandomNumberGenerator()
                // The top bit of the counter starts clear, so that it has room to count.
                last = Last(milliseconds: now, high: generator.next() & 0x7FF, low: generator.next() >> 2)
            } else {
                var generator = SystemRandomNumberGenerator()
                let step = generator.next() & 0xFFFF_FFFF | 1
                last.low &+= step
                if last.low > 0x3FFF_FFFF_FFFF_FFFF {
                    last.low &= 0x3FFF_FFFF_FFFF_FFFF
                    last.high += 1
                }
                if last.high > 0xFFF { last = Last(milliseconds: last.milliseconds + 1, high: 0, low: last.low) }
            }
            return RecordID(milliseconds: last.milliseconds, random: (last.high, last.low))
        }
    }
}
