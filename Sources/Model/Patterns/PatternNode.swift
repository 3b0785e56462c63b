/// A pattern as it was understood.
indirect enum PatternNode: Sendable, Hashable {
    /// One character of a set.
    case set(ScalarSet)
    /// One after the other; none is the empty text.
    case sequence([PatternNode])
    case alternatives([PatternNode])
    /// `maximum` nil: as often as one likes.
    case repeated(PatternNode, minimum: Int, maximum: Int?)

    /// How many instructions it becomes, at most `limit + 1`: repetitions are written out.
    func size(limit: Int) -> Int {
        func bounded(_ value: Int) -> Int { min(value, limit + 1) }
        switch self {
        case .set: return 1
        case .sequence(let parts): return parts.reduce(0) { bounded($0 + $1.size(limit: limit)) }
        case .alternatives(let branches):
            return branches.reduce((branches.count - 1) * 2) { bounded($0 + $1.size(limit: limit)) }
        case .repeated(let part, let minimum, let maximum):
            let size = part.size(limit: limit)
            // Nothing, however often, is nothing.
            if size == 0 { return 0 }
            let optional = maximum.map { ($0 - minimum) * (size + 1) } ?? size + 2
            return bounded(minimum * size + optional)
        }
    }
}
