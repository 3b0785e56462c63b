/// A set of states of one chart, by their positions in document order.
///
/// The first 64 positions live in one word, so that the sets of an ordinary chart need no memory of their own.
public struct StateSet: Sendable, Hashable, Sequence {
    private var low: UInt64
    /// Words for the positions from 64 on; trailing zero words are not kept, so that equal sets are equal values.
    private var rest: [UInt64]

    /// The empty set.
    public init() {
        low = 0
        rest = []
    }

    /// The set of the given positions.
    public init(_ positions: some Sequence<Int>) {
        self.init()
        for position in positions { insert(position) }
    }

    /// Whether there is nothing in it.
    @inline(__always) public var isEmpty: Bool { low == 0 && rest.isEmpty }

    /// How many states are in it.
    public var count: Int { rest.reduce(low.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

    /// Whether a position is in it.
    @inline(__always) public func contains(_ position: Int) -> Bool {
        if position < 64 { return low & (1 << UInt64(position)) != 0 }
        let word = position >> 6 - 1
        return word < rest.count && rest[word] & (1 << UInt64(position & 63)) != 0
    }

    /// Adds a position.
    @inline(__always) public mutating func insert(_ position: Int) {
        if position < 64 {
            low |= 1 << UInt64(position)
        } else {
            let word = position >> 6 - 1
            while rest.count <= word { rest.append(0) }
            rest[word] |= 1 << UInt64(position & 63)
        }
    }

    /// Removes a position.
    @inline(__always) public mutating func remove(_ position: Int) {
        if position < 64 {
            low &= ~(1 << UInt64(position))
        } else if position >> 6 - 1 < rest.count {
            rest[position >> 6 - 1] &= ~(1 << UInt64(position & 63))
            trim()
        }
    }

    /// What is in both.
    @inline(__always) public func intersection(_ other: StateSet) -> StateSet {
        var result = StateSet()
        result.low = low & other.low
        if !rest.isEmpty && !other.rest.isEmpty {
            result.rest = zip(rest, other.rest).map { $0 & $1 }
            result.trim()
        }
        return result
    }

    /// Adds everything of another set.
    @inline(__always) public mutating func formUnion(_ other: StateSet) {
        low |= other.low
        if !other.rest.isEmpty {
            while rest.count < other.rest.count { rest.append(0) }
            for (word, bits) in other.rest.enumerated() { rest[word] |= bits }
        }
    }

    /// Takes away everything of another set.
    @inline(__always) public mutating func subtract(_ other: StateSet) {
        low &= ~other.low
        if !rest.isEmpty && !other.rest.isEmpty {
            for (word, bits) in other.rest.enumerated() where word < rest.count { rest[word] &= ~bits }
            trim()
        }
    }

    /// Whether anything is in both.
    @inline(__always) public func intersects(_ other: StateSet) -> Bool {
        if low & other.low != 0 { return true }
        return !rest.isEmpty && !other.rest.isEmpty && zip(rest, other.rest).contains { $0 & $1 != 0 }
    }

    /// Takes out the first position in document order.
    @inline(__always) public mutating func popFirst() -> Int? {
        if low != 0 {
            let position = low.trailingZeroBitCount
            low &= low &- 1
            return position
        }
        guard let word = rest.firstIndex(where: { $0 != 0 }) else { return nil }
        let position = (word + 1) << 6 + rest[word].trailingZeroBitCount
        remove(position)
        return position
    }

    /// Takes out the last position in document order.
    @inline(__always) public mutating func popLast() -> Int? {
        if let last = rest.last {
            let position = rest.count << 6 + 63 - last.leadingZeroBitCount
            remove(position)
            return position
        }
        guard low != 0 else { return nil }
        let position = 63 - low.leadingZeroBitCount
        low &= ~(1 << UInt64(position))
        return position
    }

    /// Walks the positions in document order.
    public struct Iterator: IteratorProtocol {
        var remaining: StateSet
        /// The next position.
        @inline(__always) public mutating func next() -> Int? { remaining.popFirst() }
    }

    /// The positions in document order.
    @inline(__always) public func makeIterator() -> Iterator { Iterator(remaining: self) }

    private mutating func trim() {
        while rest.last == 0 { rest.removeLast() }
    }
}
