extension QueryExpression {
    /// The expressions directly inside this one, those about members of lists left out.
    private var operands: [QueryExpression] {
        switch node {
        case .constant, .context, .attribute, .related: []
        case .call(_, let operands), .and(let operands), .or(let operands): operands
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right): [left, right]
        case .scaled(let operand, _), .not(let operand), .formula(_, let operand): [operand]
        case .membership(let operand, let list): [operand] + list
        case .under(let tree): [tree.top]
        }
    }

    /// The paths in it that are not about members of its lists.
    var ownPaths: [AttributePath] {
        switch node {
        case .attribute(let path): [path]
        case .under(let tree): [tree.record] + tree.top.ownPaths
        default: operands.flatMap(\.ownPaths)
        }
    }

    /// The conditions on lists in it, not those inside others.
    var lists: [RelatedCondition] {
        if case .related(let related) = node { return [related] }
        return operands.flatMap(\.lists)
    }

    /// The conditions on trees in it, not those about members of lists.
    var trees: [TreeCondition] {
        if case .under(let tree) = node { return [tree] + tree.top.trees }
        return operands.flatMap(\.trees)
    }

    /// Whether evaluating it for a record takes other records.
    public var readsOthers: Bool {
        ownPaths.contains { !$0.steps.isEmpty } || !lists.isEmpty || !trees.isEmpty
    }
}
