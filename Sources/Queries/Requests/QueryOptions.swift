public import Model

/// Reads the system query options of an OData address (OData 4.01 part 2 §5.1) as a ``Query``.
///
///     let options = try QueryOptions([("$filter", "status ne 'closed'"), ("$top", "50")], on: complaint, in: catalog)
///     options.query.top   // 50
public struct QueryOptions: Sendable {
    /// What the options ask for.
    public var query: Query
    /// What is not for the query: `$format` and custom options without `$`, as they came.
    public var others: [(name: String, value: String)] = []

    private static let known = ["filter", "search", "orderby", "top", "skip", "select", "count", "skiptoken", "format"]
    private static let unsupported = [
        "expand", "apply", "compute", "levels", "index", "deltatoken", "id", "schemaversion",
    ]

    /// - Parameter pairs: names and values, percent-decoded.
    /// - Throws: a refusal that names the option and the place in it.
    public init(
        _ pairs: [(name: String, value: String)], on type: EntityType, in catalog: any QueryCatalog
    ) throws(Refusal) {
        query = Query(type)
        var values: [String: String] = [:]
        for (name, value) in pairs {
            guard let option = try Self.option(name) else {
                others.append((name, value))
                continue
            }
            guard values.updateValue(value, forKey: option) == nil else {
                throw Refusal(
                    .malformed, "KTR-Q143",
                    LocalizedText("$\(option) is given twice", german: "$\(option) kommt zweimal vor"))
            }
        }
        if let text = values["filter"] {
            query.filter = try Self.reading("$filter") { () throws(QueryError) in
                try Filter(text, on: type, in: catalog)
            }
        }
        if let text = values["search"] {
            query.search = try Self.reading("$search") { () throws(QueryError) in
                guard catalog.attributeNames(of: type).contains(where: { type.attribute(named: $0)?.isSearchable == true })
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
            query.projection = try Self.reading("$select") { () throws(QueryError) in try Self.projection(text, type, catalog) }
        }
        query.top = try values["top"].map { (text) throws(Refusal) in
            try Self.number(text, "$top", limit: QueryLimits.top)
        }
        query.skip = try values["skip"].map { (text) throws(Refusal) in
            try Self.number(text, "$skip", limit: .max)
        }
        if let text = values["count"] { query.count = try Self.boolean(text) }
        if let text = values["skiptoken"] {
            let current = query
            query.after = try Self.reading("$skiptoken") { () throws(QueryError) in
                try KeysetCursor(text, for: current)
            }
        }
        if let format = values["format"] { others.append(("$format", format)) }
    }

    /// The option without its `$`, which OData 4.01 lets be left out, in lower case; nil where the query has no part in it.
    private static func option(_ name: String) throws(Refusal) -> String? {
        let isPrefixed = name.hasPrefix("$")
        let bare = (isPrefixed ? String(name.dropFirst()) : name).lowercased()
        if known.contains(bare) { return bare }
        guard isPrefixed else { return nil }
        if unsupported.contains(bare) {
            throw Refusal(
                .malformed, "KTR-Q141",
                LocalizedText("$\(bare) is not supported", german: "$\(bare) wird nicht unterstützt"),
                hint: LocalizedText(
                    "supported: $filter, $search, $orderby, $top, $skip, $select, $count, $skiptoken",
                    german: "Unterstützt: $filter, $search, $orderby, $top, $skip, $select, $count, $skiptoken"))
        }
        throw Refusal(
            .malformed, "KTR-Q140",
            LocalizedText("there is no query option '\(name)'", german: "Es gibt keine Abfrageoption „\(name)“"),
            hint: suggestion(for: "$" + bare, among: known.map { "$" + $0 }))
    }

    private static func projection(
        _ text: String, _ type: EntityType, _ catalog: any QueryCatalog
    ) throws(QueryError) -> [Int]? {
        let names = try Parser.parseNames(text)
        guard !names.isEmpty else { return nil }
        let binder = Binder(text: text, root: type, catalog: catalog)
        var positions: Set<Int> = []
        for name in names { positions.insert(try binder.path([name]).position) }
        return positions.sorted()
    }

    private static func number(_ text: String, _ option: String, limit: Int) throws(Refusal) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text), number <= limit
        else {
            let most = limit == .max ? "" : " ≤ \(limit)"
            throw Refusal(
                .malformed, "KTR-Q142",
                LocalizedText(
                    "\(option) must be a whole number\(most), not '\(text.prefix(40))'",
                    german: "\(option) muss eine ganze Zahl\(most) sein, nicht „\(text.prefix(40))“"))
        }
        return number
    }

    private static func boolean(_ text: String) throws(Refusal) -> Bool {
        switch text.lowercased() {
        case "true": return true
        case "false": return false
        default:
            throw Refusal(
                .malformed, "KTR-Q142",
                LocalizedText("$count must be true or false", german: "$count muss true oder false sein"))
        }
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
