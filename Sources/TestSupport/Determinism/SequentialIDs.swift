public import Model
import Synchronization

/// Ids that count up from 1, the same in every run.
///
///     let ids = SequentialIDs()
///     ids.next()   // 00000000-0001-7000-8000-000000000001
public final class SequentialIDs: IDSource {
    private let last: Mutex<UInt64>

    /// Begins to count.
    ///
    /// - Parameter number: the first id comes after this one.
    public init(startingAfter number: UInt64 = 0) { last = Mutex(number) }

    /// The next id.
    public func next() -> RecordID {
        let number = last.withLock { last in
            last += 1
            return last
        }
        return RecordID(milliseconds: Int64(number), random: (0, number))
    }
}
