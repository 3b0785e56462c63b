import Model

/// Where a delete has come to on its way along the lookups that lead to it.
///
/// Lookups may form rings, and a chain of records may be as long as people make it: a record under way is not entered again,
/// and depth and number have limits.
struct ReferenceWalk {
    /// How many records one delete may take along or unlink.
    static let largestCount = 10_000
    /// How long a chain of records that go with each other may be.
    static let largestDepth = 100

    private var underWay: Set<RecordKey> = []
    private var count = 0

    /// - Returns: whether the limits allow this record's references to be followed.
    mutating func enter(_ record: RecordKey) -> Bool {
        underWay.insert(record)
        return underWay.count <= Self.largestDepth
    }

    mutating func leave(_ record: RecordKey) { underWay.remove(record) }

    /// Whether a record is being deleted further up.
    func isUnderWay(_ record: RecordKey) -> Bool { underWay.contains(record) }

    /// Counts a record that a delete changes. Returns whether that is still within the limit.
    mutating func countOne() -> Bool {
        count += 1
        return count <= Self.largestCount
    }
}
