public import Model

/// A condition on the records of one entity type.
///
///     let open = try Filter("status ne 'closed' and claim gt 1000", on: complaint, in: catalog)
///     open.matches(record, in: context)   // true or false, as SQL would have it
public struct Filter: Sendable, Hashable {
    /// Whose records it is about.
    public let type: EntityType
    /// As it was written.
    public let text: String
    /// What it says, checked.
    public let expression: QueryExpression

    /// Reads a condition in the query language (`docs/queries.md`).
    ///
    /// - Throws: what is wrong with it, with its place in the text.
    public init(_ text: String, on type: EntityType, in catalog: any QueryCatalog) throws(QueryError) {
        let syntax = try Parser.parse(text)
        self.type = type
        self.text = text
        let binder = Binder(text: text, root: type, catalog: catalog)
        expression = try binder.condition(syntax)
        try binder.checkExtent(of: expression)
    }

    init(type: EntityType, text: String, expression: QueryExpression) {
        self.type = type
        self.text = text
        self.expression = expression
    }

    /// True where at least one of the filters is; all are on the same entity type.
    public static func anyOf(_ first: Filter, _ others: [Filter]) -> Filter {
        guard !others.isEmpty else { return first }
        let all = [first] + others
        return Filter(
            type: first.type, text: all.map { "(\($0.text))" }.joined(separator: " or "),
            expression: QueryExpression(.or(all.map(\.expression)), .boolean))
    }

    /// True where all of the filters are; all are on the same entity type.
    public static func allOf(_ first: Filter, _ others: [Filter]) -> Filter {
        guard !others.isEmpty else { return first }
        let all = [first] + others
        return Filter(
            type: first.type, text: all.map { "(\($0.text))" }.joined(separator: " and "),
            expression: QueryExpression(.and(all.map(\.expression)), .boolean))
    }
}
