import Model

extension QueryExpression.Node {
    /// What it is made of; a formula, of what it computes.
    var operands: [QueryExpression] {
        switch self {
        case .constant, .context, .attribute: []
        case .call(_, let operands), .and(let operands), .or(let operands): operands
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right): [left, right]
        case .scaled(let operand, _), .not(let operand), .formula(_, let operand): [operand]
        case .membership(let operand, let list): [operand] + list
        case .related(let related): related.condition.map { [$0] } ?? []
        case .under(let tree): [tree.top]
        }
    }

    /// How many nodes there are, and how high they stand above one another.
    var extent: (size: Int, height: Int) {
        let operands = operands
        let size = operands.reduce(1) { $0 + $1.size }
        let highest = operands.map(\.height).max() ?? 0
        switch self {
        case .constant, .context, .attribute: return (size, 0)
        case .scaled: return (size, highest)
        case .call(let function, let operands):
            var endsInChoice = false
            if case .call(.choose, _)? = operands.last?.node { endsInChoice = true }
            return (size, SyntaxNode.height(of: function, operands.map(\.height), endsInChoice: endsInChoice))
        case .related, .under: return (size, highest + 6)
        default: return (size, highest + 1)
        }
    }
}

extension QueryExpression {
    /// The expression about the record that a path's lookups lead to, told from where the path starts.
    func moved(to path: AttributePath) -> QueryExpression {
        let move = { (expression: QueryExpression) in expression.moved(to: path) }
        let moved: Node =
            switch node {
            case .constant, .context: node
            case .attribute(let own): .attribute(own.moved(behind: path))
            case .formula(let own, let computed): .formula(own.moved(behind: path), move(computed))
            case .call(let function, let operands): .call(function, operands.map(move))
            case .arithmetic(let operation, let left, let right): .arithmetic(operation, move(left), move(right))
            case .scaled(let operand, let power): .scaled(move(operand), power: power)
            case .comparison(let comparison, let left, let right): .comparison(comparison, move(left), move(right))
            case .membership(let operand, let list): .membership(move(operand), list.map(move))
            case .not(let operand): .not(move(operand))
            case .and(let operands): .and(operands.map(move))
            case .or(let operands): .or(operands.map(move))
            case .related(let related):
                .related(
                    RelatedCondition(
                        related.quantifier, owner: related.owner.moved(behind: path), lookup: related.lookup,
                        related.condition.map(move)))
            case .under(let tree):
                .under(
                    TreeCondition(
                        record: tree.record.moved(behind: path), top: move(tree.top), tree: tree.tree,
                        position: tree.position))
            }
        return QueryExpression(moved, type)
    }
}

extension AttributePath {
    /// The path behind the lookups of another one, from where that starts; one that begins at a member of a list stays.
    func moved(behind path: AttributePath) -> AttributePath {
        guard variable == nil else { return self }
        return AttributePath(root: path.root, variable: path.variable, steps: path.steps + steps, position: position)
    }
}
