/// A value that is computed from others whenever it is asked for, and never stored.
public struct FormulaRules: Sendable, Hashable {
    /// What it yields.
    public var result: AttributeType
    /// The expression in the query language (`docs/queries.md`), as it was written.
    public var expression: String

    /// A formula by its text.
    public init(result: AttributeType, expression: String) {
        self.result = result
        self.expression = expression
    }
}
