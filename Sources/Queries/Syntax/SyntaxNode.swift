import Model

/// An expression as it was written, before names and types are known. Chains of `and` and `or` are flat.
struct SyntaxNode: Sendable {
    indirect enum Kind: Sendable {
        case literal(AttributeValue)
        case path([Name])
        case call(Name, [SyntaxNode])
        case not(SyntaxNode)
        case negated(SyntaxNode)
        case and([SyntaxNode])
        case or([SyntaxNode])
        case comparison(Comparison, SyntaxNode, SyntaxNode)
        case membership(SyntaxNode, [SyntaxNode])
        case arithmetic(Arithmetic, SyntaxNode, SyntaxNode)
        /// `path/any(variable: condition)`; without a variable there is no condition either.
        case quantified(Quantifier, [Name], variable: Name?, SyntaxNode?)
    }

    /// A word and where it stands.
    struct Name: Sendable {
        var text: String
        var start: Int
    }

    let kind: Kind
    /// First byte of the expression; for an operator, of the operator.
    let start: Int
    /// Operators and functions on the longest way down.
    let height: Int

    init(kind: Kind, start: Int) {
        self.kind = kind
        self.start = start
        switch kind {
        case .literal, .path: height = 0
        case .call(let name, let nodes): height = Self.weight(name.text) + (nodes.map(\.height).max() ?? 0)
        case .and(let nodes), .or(let nodes): height = 1 + (nodes.map(\.height).max() ?? 0)
        case .not(let node), .negated(let node): height = 1 + node.height
        case .comparison(_, let left, let right), .arithmetic(_, let left, let right):
            height = 1 + max(left.height, right.height)
        case .membership(let node, let list): height = 1 + max(node.height, list.map(\.height).max() ?? 0)
        // Becomes a subquery.
        case .quantified(_, _, _, let condition): height = 6 + (condition?.height ?? 0)
        }
    }
    /// Rounding, and computed places in a text, become subqueries, which take more of a database's parser.
    private static func weight(_ function: String) -> Int {
        switch function.lowercased() {
        case "round", "floor", "ceiling": 5
        case "substring", "under": 6
        case "geo.distance": 12
        default: 1
        }
    }
}
