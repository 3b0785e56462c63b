public import Queries

/// A formula attribute, compiled.
public struct FormulaAttribute: Sendable, Hashable {
    /// Its position in the attributes of its entity type.
    public let position: Int
    /// What it computes.
    public let formula: Formula
    /// Whether it reads records that lookups lead to.
    public let readsOthers: Bool

    /// A compiled formula at its place.
    public init(position: Int, formula: Formula) {
        self.position = position
        self.formula = formula
        readsOthers = formula.expression.readsOthers
    }
}
