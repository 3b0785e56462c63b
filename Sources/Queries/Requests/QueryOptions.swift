public import Model

/// Reads the system query options of an OData address (OData 4.01 part 2 §5.1) as a ``Query``.
///
///     let options = try QueryOptions([("$filter", "status ne 'closed'"), ("$top", "50")], on: complaint, in: catalog)
///     options.query.top   // 50
public struct QueryOptions: Sendable {
    /// What the options ask for.
    public var query: Query
    /// What `$select` names; nil where it is not given.
    public var selection: Selection?
    /// What is not for the query: `$format` and custom options without `$`, as they came.
    public var others: [(name: String, value: String)] = []

    /// - Parameters:
    ///   - pairs: names and values, percent-decoded.
    ///   - condition: what the address itself demands, beside `$filter`: page marks belong to both together.
    ///   - selectable: what `$select` may name; nil where that is everything.
    /// - Throws: a refusal that names the option and the place in it.
    public init(
        _ pairs: [(name: String, value: String)], on type: EntityType, in catalog: any QueryCatalog,
        within condition: Filter? = nil, selecting selectable: Selectable? = nil
    ) throws(Refusal) {
        query = Query(type)
        let (values, others) = try SystemQueryOption.values(of: pairs)
        self.others = others
        if let text = values["filter"] {
            query.filter = try Self.reading("$filter") { () throws(QueryError) in
                try Filter(text, on: type, in: catalog)
            }
        }
        if let condition { query.filter = query.filter.map { Filter.allOf(condition, [$0]) } ?? condition }
        if let text = values["search"] {
            query.search = try Self.reading("$search") { () throws(QueryError) in
                guard
                    catalog.attributeNames(of: type).contains(where: {
                        type.attribute(named: $0)?.isSearchable == true
                    })
                else {
                    throw SearchColumns.nothingSearchable(in: type, text)
                }
                return try SearchExpression(text)
            }
        }
        if let text = values["orderby"] {
            query.order = try Self.reading("$orderby") { () throws(QueryError) in
                try OrderTerm.list(text, on: type, in: catalog)
            }
        }
        if let text = values["select"] {
            let selection = try Self.reading("$select") { () throws(QueryError) in
                try Selection(
                    text, on: type, among: selectable ?? Selectable(everythingOf: type, in: catalog))
            }
            self.selection = selection
            query.projection = selection.positions
        }
        query.top = try values["top"].map { (text) throws(Refusal) in
            try SystemQueryOption.number(text, "$top", limit: QueryLimits.top)
        }
        query.skip = try values["skip"].map { (text) throws(Refusal) in
            try SystemQueryOption.number(text, "$skip", limit: .max)
        }
        if let text = values["count"] { query.count = try SystemQueryOption.boolean(text, "$count") }
        if let text = values["skiptoken"] {
            let current = query
            query.after = try Self.reading("$skiptoken") { () throws(QueryError) in
                try KeysetCursor(text, for: current)
            }
        }
        if let format = values["format"] { self.others.append(("$format", format)) }
    }

    private static func reading<Value>(
        _ option: String, _ read: () throws(QueryError) -> Value
    ) throws(Refusal) -> Value {
        do {
            return try read()
        } catch {
            throw error.refusal(in: option)
        }
    }
}
