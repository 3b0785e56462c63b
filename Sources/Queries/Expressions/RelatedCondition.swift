public import Model

/// Whether a condition must hold for one member of a list or for each.
public enum Quantifier: String, Sendable, Hashable, CaseIterable {
    /// True where the condition is true for at least one; false for an empty list.
    case any
    /// True where the condition is true for each; true for an empty list.
    case all
}

/// A condition on the records that look a record up: `contracts/any(c: c/value gt 1000)`.
///
/// It is never null: members for which the condition is null count as those for which it is false.
public struct RelatedCondition: Sendable, Hashable {
    /// How many of the records must meet the condition.
    public let quantifier: Quantifier
    /// Leads to the id of the record that the list belongs to.
    public let owner: AttributePath
    /// The lookup by which the listed records lead to it; its ``AttributePath/variable`` stands for one of them.
    public let lookup: AttributePath
    /// What is asked of each; nil where it is enough that there is one.
    public let condition: QueryExpression?

    init(_ quantifier: Quantifier, owner: AttributePath, lookup: AttributePath, _ condition: QueryExpression?) {
        self.quantifier = quantifier
        self.owner = owner
        self.lookup = lookup
        self.condition = condition
    }

    /// The entity type of the listed records.
    public var related: EntityType { lookup.root }

    /// Everything that it reads.
    var paths: [AttributePath] { [owner, lookup] + (condition?.paths ?? []) }
}
