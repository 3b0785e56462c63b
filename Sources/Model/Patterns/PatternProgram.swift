/// A pattern as instructions of a machine that follows all possibilities at once (K. Thompson, "Regular Expression Search
/// Algorithm", 1968): its time grows with the length of the text times the number of instructions, whatever the pattern.
struct PatternProgram: Sendable, Hashable {
    enum Instruction: Sendable, Hashable {
        /// Takes a character of a set and goes on to the next instruction.
        case take(ScalarSet)
        /// Goes on in both places.
        case fork(Int, Int)
        case jump(Int)
        /// The text must end here.
        case end
    }

    private(set) var instructions: [Instruction] = []

    /// - Parameter node: one whose size is within the limit.
    init(_ node: PatternNode) {
        append(node)
        instructions.append(.end)
    }

    private mutating func append(_ node: PatternNode) {
        switch node {
        case .set(let set): instructions.append(.take(set))
        case .sequence(let parts): for part in parts { append(part) }
        case .alternatives(let branches): append(branches[...])
        case .repeated(let part, let minimum, let maximum):
            // An empty part leads nowhere, however often.
            guard part.size(limit: 1) > 0 else { return }
            for _ in 0..<minimum { append(part) }
            if let maximum {
                appendOptional(part, times: maximum - minimum)
            } else {
                let start = instructions.count
                instructions.append(.jump(0))
                append(part)
                instructions.append(.jump(start))
                instructions[start] = .fork(start + 1, instructions.count)
            }
        }
    }

    private mutating func append(_ branches: ArraySlice<PatternNode>) {
        guard let first = branches.first else { return }
        guard branches.count > 1 else { return append(first) }
        let start = instructions.count
        instructions.append(.jump(0))
        append(first)
        let end = instructions.count
        instructions.append(.jump(0))
        instructions[start] = .fork(start + 1, instructions.count)
        append(branches.dropFirst())
        instructions[end] = .jump(instructions.count)
    }

    /// The part up to so many times; each time may be the last.
    private mutating func appendOptional(_ part: PatternNode, times: Int) {
        var forks: [Int] = []
        for _ in 0..<times {
            forks.append(instructions.count)
            instructions.append(.jump(0))
            append(part)
        }
        for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
    }

    /// Whether the whole text is described.
    func matches(_ text: String) -> Bool {
        var current = PlaceSet(capacity: instructions.count)
        var next = PlaceSet(capacity: instructions.count)
        var pending: [Int] = []
        follow(0, into: &current, &pending)
        for scalar in text.unicodeScalars {
            next.removeAll()
            for place in current.places {
                guard case .take(let set) = instructions[place], set.contains(scalar) else { continue }
                follow(place + 1, into: &next, &pending)
            }
            if next.places.isEmpty { return false }
            swap(&current, &next)
        }
        return current.contains(instructions.count - 1)
    }

    /// Adds a place with all that can be reached from it without a character; each place once, so that loops of nothing end.
    private func follow(_ start: Int, into set: inout PlaceSet, _ pending: inout [Int]) {
        pending.append(start)
        while let place = pending.popLast() {
            guard set.insert(place) else { continue }
            switch instructions[place] {
            case .jump(let target): pending.append(target)
            case .fork(let first, let second):
                pending.append(second)
                pending.append(first)
            case .take, .end: break
            }
        }
    }
}

/// Places of a program, each at most once; emptied without touching its memory (P. Briggs and L. Torczon, "An efficient
/// representation for sparse sets", 1993).
private struct PlaceSet {
    private(set) var places: [Int] = []
    private var positions: [Int]

    init(capacity: Int) {
        positions = Array(repeating: 0, count: capacity)
        places.reserveCapacity(capacity)
    }

    func contains(_ place: Int) -> Bool { positions[place] < places.count && places[positions[place]] == place }

    mutating func insert(_ place: Int) -> Bool {
        guard !contains(place) else { return false }
        positions[place] = places.count
        places.append(place)
        return true
    }

    mutating func removeAll() { places.removeAll(keepingCapacity: true) }
}
