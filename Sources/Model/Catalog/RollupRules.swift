/// A value that sums up the records which look a record up; stored with it and kept right by every write of theirs.
public struct RollupRules: Sendable, Hashable {
    /// How the values become one.
    public enum Function: String, Sendable, Hashable, CaseIterable {
        case count, sum, min, max, average
    }

    /// How the values become one.
    public var function: Function
    /// Whose records are summed up.
    public var source: String
    /// Their lookup that leads here.
    public var lookup: String
    /// Their attribute that is summed up; nil for a count.
    public var attribute: String?
    /// Which of them count, in the query language; nil for all.
    public var condition: String?
    /// What it yields.
    public var result: AttributeType

    /// A rollup over the records of an entity type that look this one up.
    public init(
        function: Function, source: String, lookup: String, attribute: String?, condition: String?,
        result: AttributeType
    ) {
        self.function = function
        self.source = source
        self.lookup = lookup
        self.attribute = attribute
        self.condition = condition
        self.result = result
    }
}
