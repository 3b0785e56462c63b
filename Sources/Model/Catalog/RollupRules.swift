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
    /// The formulas of the other entity type that it uses, as `name=expression`: when one changes, the values do.
    public var formulas: [String]

    /// A rollup over the records of an entity type that look this one up.
    public init(
        function: Function, source: String, lookup: String, attribute: String?, condition: String?,
        result: AttributeType, formulas: [String] = []
    ) {
        self.function = function
        self.source = source
        self.lookup = lookup
        self.attribute = attribute
        self.condition = condition
        self.result = result
        self.formulas = formulas
    }

    /// Everything that the values depend on, in words that are the same as long as they do not have to be computed anew:
    /// `sum of claim of complaint.customer where status eq 'open'`.
    public var summary: String {
        var text = function.rawValue + (attribute.map { " of \($0)" } ?? "") + " of \(source).\(lookup)"
        if let condition { text += " where \(condition)" }
        return formulas.isEmpty ? text : text + " with " + formulas.joined(separator: "; ")
    }
}
