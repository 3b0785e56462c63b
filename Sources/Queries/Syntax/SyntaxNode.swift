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
        case .call(let name, let nodes):
            let function = Function(written: name.text)
            guard name.text.lowercased() != "under" else {
                height = 6 + (nodes.map(\.height).max() ?? 0)
                return
            }
            height = Self.height(of: function, nodes.map(\.height), endsInChoice: nodes.last?.isChoice == true)
        case .and(let nodes), .or(let nodes): height = 1 + (nodes.map(\.height).max() ?? 0)
        case .not(let node), .negated(let node): height = 1 + node.height
        case .comparison(_, let left, let right), .arithmetic(_, let left, let right):
            height = 1 + max(left.height, right.height)
        case .membership(let node, let list): height = 1 + max(node.height, list.map(\.height).max() ?? 0)
        // Becomes a subquery.
        case .quantified(_, _, _, let condition): height = 6 + (condition?.height ?? 0)
        }
    }

    /// Whether it is an `if(…)`.
    private var isChoice: Bool {
        guard case .call(let name, _) = kind else { return false }
        return Function(written: name.text) == .choose
    }

    /// How high a call stands above its operands. Some functions become subqueries or several words in SQL, which take more of a
    /// database's parser; a chain of choices, one in the place of the other's last value, is one of them in SQL.
    static func height(of function: Function?, _ operands: [Int], endsInChoice: Bool) -> Int {
        let highest = operands.max() ?? 0
        switch function {
        case .round, .floor, .ceiling, .abs, .text: return 5 + highest
        case .substring, .months, .years: return 6 + highest
        case .distance: return 12 + highest
        case .choose where operands.count == 3 && endsInChoice:
            return max(4 + max(operands[0], operands[1]), operands[2])
        case .choose: return 4 + highest
        default: return 1 + highest
        }
    }
}
