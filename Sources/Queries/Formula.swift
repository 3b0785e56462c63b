public import Model

/// A value computed from a record: `days(today(), received_on)`.
public struct Formula: Sendable, Hashable {
    /// Whose records it is about.
    public let type: EntityType
    /// As it was written.
    public let text: String
    /// What it says, checked.
    public let expression: QueryExpression

    /// Reads an expression of any type in the query language (`docs/queries.md`).
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public init(_ text: String, on type: EntityType, in catalog: any QueryCatalog) throws(QueryError) {
        let syntax = try Parser.parse(text)
        self.type = type
        self.text = text
        expression = try Binder(text: text, root: type, catalog: catalog).bind(syntax)
    }
}
