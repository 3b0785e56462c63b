import Model

// What stands for a value in the order of a list, where people expect another one than that of what is stored.

extension Binder {
    /// How many lookups a title may show through one another.
    private static let titlesWithin = 2

    /// The declared options of a choice, or states of a chart, in their order; nil for anything else.
    func places(of path: AttributePath) -> [String]? {
        switch path.attribute.type {
        case .choice(let options): options.options.map(\.name)
        case .state(let chart): catalog.states(ofChart: chart).map(\.leaves)
        default: nil
        }
    }

    /// The title of the record that a lookup leads to, as it is shown; nil for a path that does not end at a lookup.
    ///
    /// It is a formula of the lookup: null for a principal who may not see what it reads.
    ///
    /// - Parameter names: the path as it was written.
    func title(of path: AttributePath, _ names: [SyntaxNode.Name]) -> QueryExpression? {
        switch path.attribute.type {
        case .lookup, .tree, .polymorphic:
            title(at: names, of: path.attribute, Self.titlesWithin).map { QueryExpression(.formula(path, $0), .text) }
        default: nil
        }
    }

    /// The title of the record that a lookup leads to, null where it leads nowhere; nil where nothing can be said.
    private func title(at names: [SyntaxNode.Name], of lookup: Attribute, _ depth: Int) -> QueryExpression? {
        guard depth > 0, let start = names.first?.start, let targets = lookup.type.reference?.targets else {
            return nil
        }
        let titles = targets.compactMap { target -> QueryExpression? in
            guard let type = catalog.entityType(named: target) else { return nil }
            let isOneOf = lookup.type.isPolymorphic
            let way = names + (isOneOf ? [SyntaxNode.Name(text: target, start: start)] : [])
            guard let identity = try? attribute(way + [SyntaxNode.Name(text: SystemAttribute.id.name, start: start)])
            else { return nil }
            let parts = type.title.parts.compactMap { part -> QueryExpression? in
                switch part {
                case .literal(let text): return constant(text)
                case .attribute(let name): return shown(name, of: type, at: way, start, depth)
                }
            }
            guard !parts.isEmpty else { return nil }
            let text = parts.count == 1 ? parts[0] : QueryExpression(.call(.concat, parts), .text)
            let isThere = QueryExpression(
                .comparison(.notEqual, identity, QueryExpression(.constant(.null), .null)), .boolean)
            return QueryExpression(.call(.choose, [isThere, text, QueryExpression(.constant(.null), .null)]), .text)
        }
        guard let first = titles.first else { return nil }
        return titles.count == 1 ? first : QueryExpression(.call(.coalesce, titles), .text)
    }

    /// An attribute as a title shows it; empty where it has no value.
    private func shown(
        _ name: String, of type: EntityType, at way: [SyntaxNode.Name], _ start: Int, _ depth: Int
    ) -> QueryExpression? {
        guard let declared = type.attribute(named: name) else { return nil }
        let names = way + [SyntaxNode.Name(text: name, start: start)]
        let text: QueryExpression?
        if declared.type.reference != nil {
            text = title(at: names, of: declared, depth - 1)
        } else if let value = try? attribute(names) {
            switch value.type {
            case .text: text = value
            case .integer, .decimal, .date: text = QueryExpression(.call(.text, [value]), .text)
            default: text = nil
            }
        } else {
            text = nil
        }
        return text.map { QueryExpression(.call(.coalesce, [$0, constant("")]), .text) }
    }

    private func constant(_ text: String) -> QueryExpression { QueryExpression(.constant(.text(text)), .text) }
}
