import Synchronization

/// Counts requests across connections, so that each asks for another record.
final class RequestCounter: Sendable {
    private let count = Atomic(0)

    func next() -> Int { count.wrappingAdd(1, ordering: .relaxed).newValue }
}
