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

    init(_ node: Node, _ type: ValueType) {
        self.node = node
        self.type = type
    }

    /// Every attribute path in it, in the order of the text, repeated as often as it is written.
    public var paths: [AttributePath] {
        switch node {
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

    /// Whether it can never be null.
    var isNeverNull: Bool {
        switch node {
        case .constant(let value): !value.isNull
        case .context, .comparison, .membership, .related: true
        case .attribute(let path): path.isNeverNull
        case .call(let function, let operands):
            !function.mayLeaveTheCalendar && operands.allSatisfy(\.isNeverNull)
        case .and(let operands), .or(let operands): operands.allSatisfy(\.isNeverNull)
        case .scaled(let operand, _), .not(let operand): operand.isNeverNull
        case .arithmetic, .under: false
        }
    }

    var isNull: Bool { node == .constant(.null) }

    /// Whether it reads no attribute.
    var isConstant: Bool { paths.isEmpty }
}
