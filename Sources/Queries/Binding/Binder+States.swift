import Model

// What is asked of a state attribute with eq, ne and in: whether a record is in a state.

extension Binder {
    /// The condition that a comparison of a state attribute with the id of a state means; nil where it is no such comparison.
    ///
    /// The id has been found to be one of the chart's.
    func stateCondition(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression
    ) -> QueryExpression? {
        guard !comparison.isOrdering else { return nil }
        let (attribute, value) = left.isConstant ? (right, left) : (left, right)
        guard let states = chartStates(of: attribute), let state = named(value, in: states) else { return nil }
        let isIn = Self.isIn([state], attribute)
        return comparison == .equal ? isIn : QueryExpression(.not(isIn), .boolean)
    }

    /// The same for `in`; nil where the attribute is none of a chart's.
    func stateMembership(_ attribute: QueryExpression, _ items: [QueryExpression]) -> QueryExpression? {
        guard let states = chartStates(of: attribute) else { return nil }
        let wanted = items.compactMap { named($0, in: states) }
        guard !wanted.isEmpty, items.allSatisfy({ $0.isNull || named($0, in: states) != nil }) else { return nil }
        let isIn = Self.isIn(wanted, attribute)
        guard let null = items.first(where: \.isNull) else { return isIn }
        return QueryExpression(
            .or([isIn, QueryExpression(.comparison(.equal, attribute, null), .boolean)]), .boolean)
    }

    private func chartStates(of attribute: QueryExpression) -> ChartStates? {
        guard case .attribute(let path) = attribute.node, case .state(let chart) = path.attribute.type else {
            return nil
        }
        return catalog.states(ofChart: chart)
    }

    private func named(_ value: QueryExpression, in states: ChartStates) -> ChartStates.State? {
        guard case .constant(.text(let id)) = value.node else { return nil }
        return states[id]
    }

    /// Where no other state is active beside the asked ones, the attribute is compared as a whole, which an index serves; else one of
    /// its words must be theirs.
    private static func isIn(_ states: [ChartStates.State], _ attribute: QueryExpression) -> QueryExpression {
        var leaves: [String] = []
        for leaf in states.flatMap(\.leaves) where !leaves.contains(leaf) { leaves.append(leaf) }
        let constants = leaves.map { QueryExpression(.constant(.text($0)), .text) }
        guard states.allSatisfy(\.standsAlone) else {
            return QueryExpression(.call(.includes, [attribute] + constants), .boolean)
        }
        if constants.count == 1 { return QueryExpression(.comparison(.equal, attribute, constants[0]), .boolean) }
        return QueryExpression(.membership(attribute, constants), .boolean)
    }
}
