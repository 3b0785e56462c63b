public import Model

/// An expression whose names are resolved and whose types fit: what is evaluated or translated to SQL.
///
/// Decimals are integers of their type's scale from here on (`12.50` of scale 2 is 1250), aligned by explicit
/// ``Node/scaled(_:power:)`` nodes, so that both backends compute with whole numbers only.
public struct QueryExpression: Sendable, Hashable {
    /// The kinds of expression.
    public indirect enum Node: Sendable, Hashable {
        case constant(AttributeValue)
        case context(ContextValue)
        case attribute(AttributePath)
        case call(Function, [QueryExpression])
        case arithmetic(Arithmetic, QueryExpression, QueryExpression)
        /// A number times ten to a power ≥ 1.
        case scaled(QueryExpression, power: Int)
        case comparison(Comparison, QueryExpression, QueryExpression)
        /// Whether a value is one of several constants.
        case membership(QueryExpression, [QueryExpression])
        case not(QueryExpression)
        case and([QueryExpression])
        case or([QueryExpression])
        /// A formula attribute, with what it computes from the record that the query is about.
        case formula(AttributePath, QueryExpression)
        /// A condition over the records that look one up: `tasks/any(…)`.
        case related(RelatedCondition)
        /// A condition over a tree: `under(territory, …)`.
        case under(TreeCondition)
    }

    /// What the request supplies.
    public enum ContextValue: String, Sendable, Hashable, CaseIterable {
        case now, today, me
    }

    /// What it computes.
    public let node: Node
    /// What it yields.
    public let type: ValueType
    /// How many nodes it has, those of formulas included.
    let size: Int
    /// Operators and functions on the longest way down, those of formulas included.
    let height: Int

    init(_ node: Node, _ type: ValueType) {
        self.node = node
        self.type = type
        (size, height) = node.extent
    }

    /// Every attribute path that it reads, in the order of the text: formulas and what they read.
    public var paths: [AttributePath] {
        switch node {
        case .formula(let path, let computed): [path] + computed.paths
        case .constant, .context: []
        case .attribute(let path): [path]
        case .call(_, let operands), .and(let operands), .or(let operands): operands.flatMap(\.paths)
        case .arithmetic(_, let left, let right), .comparison(_, let left, let right): left.paths + right.paths
        case .scaled(let operand, _), .not(let operand): operand.paths
        case .membership(let operand, let list): operand.paths + list.flatMap(\.paths)
        case .related(let related): related.paths
        case .under(let tree): tree.paths
        }
    }

    /// The paths that stand in its text, formulas for themselves.
    var writtenPaths: [AttributePath] {
        if case .formula(let path, _) = node { return [path] }
        let own: [AttributePath] =
            switch node {
            case .attribute(let path): [path]
            case .related(let related): [related.owner, related.lookup]
            case .under(let tree): tree.paths
            default: []
            }
        return own + node.operands.flatMap(\.writtenPaths)
    }

    /// Whether its value depends on the request and not on records alone: `now()`, `today()`, `me()`.
    public var isVolatile: Bool {
        if case .context = node { return true }
        return node.operands.contains(where: \.isVolatile)
    }

    /// Whether it can never be null.
    var isNeverNull: Bool {
        switch node {
        case .constant(let value): !value.isNull
        case .context, .comparison, .membership, .related: true
        case .attribute(let path): path.isNeverNull
        case .formula: false
        case .call(.coalesce, let operands): operands.contains(where: \.isNeverNullInPlace)
        case .call(.choose, let operands): operands.dropFirst().allSatisfy(\.isNeverNullInPlace)
        case .call(.min, let operands), .call(.max, let operands): operands.allSatisfy(\.isNeverNullInPlace)
        case .call(.abs, _): false
        case .call(let function, let operands):
            !function.mayLeaveTheCalendar && operands.allSatisfy(\.isNeverNull)
        case .and(let operands), .or(let operands): operands.allSatisfy(\.isNeverNull)
        case .scaled(let operand, _), .not(let operand): operand.isNeverNull
        case .arithmetic, .under: false
        }
    }

    /// The same for an operand whose value is needed as it is: bringing a number to another scale may leave 64 bits.
    private var isNeverNullInPlace: Bool {
        if case .scaled = node { return false }
        return isNeverNull
    }

    var isNull: Bool { node == .constant(.null) }

    /// Whether it reads no attribute.
    var isConstant: Bool { paths.isEmpty }
}
