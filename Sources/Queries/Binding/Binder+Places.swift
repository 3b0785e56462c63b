import Model

// Options and states come in the order in which they are declared: in lists, and so for gt, ge, lt and le.

extension Binder {
    /// The condition that a comparison of a choice or a state with a name means: the attribute holds one of those that are declared
    /// behind it, or before it. Nil where it is no such comparison.
    ///
    /// The name has been found to be one of them.
    func placeCondition(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression
    ) -> QueryExpression? {
        guard comparison.isOrdering else { return nil }
        let isTurned = left.isConstant
        let (attribute, value) = isTurned ? (right, left) : (left, right)
        guard case .attribute(let path) = attribute.node, case .constant(.text(let name)) = value.node,
            let places = places(of: path), let asked = extent(of: name, among: places, of: path)
        else { return nil }
        let fitting = places.enumerated().filter {
            (isTurned ? comparison.turned : comparison).admits($0.offset, asked)
        }
        return Self.beginsWith(one: fitting.map(\.element), attribute, isState: path.attribute.type.isState)
    }

    /// The same where a variable stands for a choice, `tags/any(t: t gt 'vip')`: then it is known.
    func placeCondition(
        _ comparison: Comparison, _ left: (SyntaxNode, QueryExpression), _ right: (SyntaxNode, QueryExpression)
    ) -> QueryExpression? {
        guard comparison.isOrdering, let places = declared(left.0) ?? declared(right.0),
            case .constant(.text(let one)) = left.1.node, case .constant(.text(let other)) = right.1.node,
            let place = places.firstIndex(of: one), let asked = places.firstIndex(of: other)
        else { return nil }
        return QueryExpression(.constant(.boolean(comparison.admits(place, asked...asked))), .boolean)
    }

    private func declared(_ operand: SyntaxNode) -> [String]? {
        guard case .path(let names) = operand.kind, names.count == 1 else { return nil }
        return choices.last { $0.name == names[0].text }?.options.options.map(\.name)
    }

    /// The places of a name: one, but for a state with others in it.
    private func extent(of name: String, among places: [String], of path: AttributePath) -> ClosedRange<Int>? {
        var names = [name]
        if case .state(let chart) = path.attribute.type { names = catalog.states(ofChart: chart)?[name]?.leaves ?? [] }
        let found = names.compactMap { places.firstIndex(of: $0) }
        guard let first = found.min(), let last = found.max() else { return nil }
        return first...last
    }

    /// Of several states that are active side by side the first one decides, as in lists.
    private static func beginsWith(one names: [String], _ attribute: QueryExpression, isState: Bool) -> QueryExpression
    {
        guard !names.isEmpty else { return QueryExpression(.constant(.boolean(false)), .boolean) }
        let constants = names.map { QueryExpression(.constant(.text($0)), .text) }
        let isOne = QueryExpression(.membership(attribute, constants), .boolean)
        guard isState else { return isOne }
        let isThere = QueryExpression(
            .comparison(.notEqual, attribute, QueryExpression(.constant(.null), .null)), .boolean)
        let isFirst = names.map { name in
            let start = QueryExpression(.constant(.text(name + " ")), .text)
            return QueryExpression(.call(.startswith, [attribute, start]), .boolean)
        }
        let any = isFirst.count == 1 ? isFirst[0] : QueryExpression(.or(isFirst), .boolean)
        return QueryExpression(.or([isOne, QueryExpression(.and([isThere, any]), .boolean)]), .boolean)
    }
}

extension Comparison {
    /// The comparison of the same two the other way round.
    fileprivate var turned: Comparison {
        switch self {
        case .equal, .notEqual: self
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        }
    }

    fileprivate func admits(_ place: Int, _ asked: ClosedRange<Int>) -> Bool {
        switch self {
        case .equal: asked.contains(place)
        case .notEqual: !asked.contains(place)
        case .greater: place > asked.upperBound
        case .greaterOrEqual: place >= asked.lowerBound
        case .less: place < asked.lowerBound
        case .lessOrEqual: place <= asked.upperBound
        }
    }
}

extension AttributeType {
    fileprivate var isState: Bool { if case .state = self { true } else { false } }
}
