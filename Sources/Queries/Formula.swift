public import Model

/// A value computed from a record: `days(today(), received_on)`.
public struct Formula: Sendable, Hashable {
    /// Whose records it is about.
    public let type: EntityType
    /// As it was written.
    public let text: String
    /// What it says, checked.
    public let expression: QueryExpression

    /// Reads an expression in the query language (`docs/queries.md`).
    ///
    /// - Parameter result: what it must yield; nil takes anything. Decimals are rounded to the digits of the result.
    /// - Throws: what is wrong with it, with its place in the text.
    public init(
        _ text: String, on type: EntityType, in catalog: any QueryCatalog, yielding result: ValueType? = nil
    ) throws(QueryError) {
        let syntax = try Parser.parse(text)
        let binder = Binder(text: text, root: type, catalog: catalog)
        var expression = try binder.bind(syntax)
        try binder.refuseLists(in: expression)
        if let result { expression = try binder.converted(expression, to: result) }
        try binder.checkExtent(of: expression)
        self.type = type
        self.text = text
        self.expression = expression
    }
}

extension Binder {
    /// A formula is computed for many records at once, and moved along paths: what it wants to know of lists, rollups keep.
    fileprivate func refuseLists(in expression: QueryExpression) throws(QueryError) {
        guard !expression.lists.isEmpty || !expression.trees.isEmpty else { return }
        throw error(
            "KTR-Q184", 0,
            LocalizedText(
                "a formula cannot have any(…), all(…) or under(…)",
                german: "Eine Formel kann any(…), all(…) und under(…) nicht enthalten"),
            hint: LocalizedText(
                "count the records in question with a rollup, and use that",
                german: "Zählen Sie die Datensätze mit einem Rollup und verwenden Sie dieses"))
    }

    /// The expression with the type that a formula declares.
    fileprivate func converted(_ expression: QueryExpression, to type: ValueType) throws(QueryError) -> QueryExpression
    {
        switch (expression.type, type) {
        case (let found, type) where found == type: return expression
        case (.integer, .decimal): return aligned(expression, to: type)
        case (.decimal(let scale), .decimal(let wanted)):
            return scale > wanted ? rounded(expression, to: wanted) : aligned(expression, to: type)
        default:
            let isWhole = type == .integer && expression.type.scale != nil
            throw error(
                "KTR-Q182", 0,
                LocalizedText(
                    "the formula yields \(expression.type.name.english), not \(type.name.english)",
                    german: "Die Formel ergibt \(expression.type.name[.german]), nicht \(type.name[.german])"),
                hint: isWhole
                    ? LocalizedText(
                        "write round(…), floor(…) or ceiling(…), or make it a decimal",
                        german: "Schreiben Sie round(…), floor(…) oder ceiling(…), oder wählen Sie eine Dezimalzahl")
                    : LocalizedText(
                        "change the type of the formula, or its value",
                        german: "Ändern Sie den Typ der Formel oder ihren Wert"))
        }
    }
}
