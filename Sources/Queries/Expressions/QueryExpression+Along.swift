public import Model

extension Filter {
    /// The same condition, asked of the record that a lookup leads to: `active eq true` of accounts becomes `account/active eq
    /// true` of their contracts.
    ///
    /// - Parameters:
    ///   - lookup: the position of a lookup that leads to the filter's entity type.
    ///   - type: the entity type that has the lookup.
    public func along(_ lookup: Int, of type: EntityType) -> Filter {
        let step = AttributePath.Step(position: lookup, target: self.type)
        return Filter(
            type: type, text: "\(type.attributes[lookup].name): (\(text))",
            expression: expression.along(step, from: type))
    }
}

extension QueryExpression {
    fileprivate func along(_ step: AttributePath.Step, from type: EntityType) -> QueryExpression {
        let inner = { (expression: QueryExpression) in expression.along(step, from: type) }
        let node: Node =
            switch self.node {
            case .constant, .context: self.node
            case .attribute(let path): .attribute(path.along(step, from: type))
            case .call(let function, let operands): .call(function, operands.map(inner))
            case .arithmetic(let operation, let left, let right): .arithmetic(operation, inner(left), inner(right))
            case .scaled(let operand, let power): .scaled(inner(operand), power: power)
            case .comparison(let comparison, let left, let right): .comparison(comparison, inner(left), inner(right))
            case .membership(let operand, let list): .membership(inner(operand), list.map(inner))
            case .not(let operand): .not(inner(operand))
            case .and(let operands): .and(operands.map(inner))
            case .or(let operands): .or(operands.map(inner))
            case .related(let related):
                .related(
                    RelatedCondition(
                        related.quantifier, owner: related.owner.along(step, from: type), lookup: related.lookup,
                        related.condition.map(inner)))
            case .under(let tree):
                .under(
                    TreeCondition(
                        record: tree.record.along(step, from: type), top: inner(tree.top), tree: tree.tree,
                        position: tree.position))
            }
        return QueryExpression(node, self.type)
    }
}

extension AttributePath {
    /// The path with a lookup before it; one that begins at a member of a list stays.
    fileprivate func along(_ step: Step, from type: EntityType) -> AttributePath {
        guard variable == nil else { return self }
        return AttributePath(root: type, steps: [step] + steps, position: position)
    }
}
