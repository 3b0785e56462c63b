public import Model

extension Filter {
    /// Whether the condition is true for a record; where it is null (unknown), it is not.
    public func matches(_ record: Record, in context: EvaluationContext) -> Bool {
        Evaluator(record: record, context: context).truth(expression) == true
    }
}

extension Formula {
    /// The value for a record. A result that has no room in 64 bits, and a division by zero, are null.
    public func value(of record: Record, in context: EvaluationContext) -> AttributeValue {
        let value = Evaluator(record: record, context: context).value(expression)
        guard case .decimal(let scale) = expression.type, case .integer(let unscaled) = value else { return value }
        return .decimal(ExactDecimal(unscaled: unscaled, scale: scale))
    }
}

/// Computes expressions over a record in memory, with the results that the translated SQL has in the store.
struct Evaluator {
    let record: Record
    let context: EvaluationContext
    /// What the variables of `any` and `all` stand for at the moment, by their numbers.
    var variables: [Int: Record] = [:]

    init(record: Record, context: EvaluationContext) {
        self.record = record
        self.context = context
    }

    func value(_ expression: QueryExpression) -> AttributeValue {
        switch expression.node {
        case .constant(let value): return value
        case .context(let value): return context.value(value)
        case .attribute(let path): return value(at: path)
        case .formula(_, let computed): return value(computed)
        case .call(.choose, let operands): return value(truth(operands[0]) == true ? operands[1] : operands[2])
        case .call(let function, let operands) where function.isRounding:
            return rounded(function, operands[0], to: expression.type)
        case .call(let function, let operands): return call(function, operands)
        case .scaled(let operand, let power):
            guard case .integer(let value) = value(operand), let scaled = scaledInteger(value, power: power)
            else { return .null }
            return .integer(scaled)
        case .arithmetic(let operation, let left, let right):
            guard let leftValue = whole(left), let rightValue = whole(right),
                let result = operation.result(leftValue, rightValue)
            else { return .null }
            guard expression.type == .duration else { return .integer(result) }
            return TimeSpan(milliseconds: result).map { .duration($0) } ?? .null
        case .comparison, .membership, .not, .and, .or, .related, .under:
            return truth(expression).map { .boolean($0) } ?? .null
        }
    }

    /// The truth of a condition in three-valued logic; nil is unknown.
    func truth(_ expression: QueryExpression) -> Bool? {
        switch expression.node {
        case .not(let operand): return truth(operand).map { !$0 }
        case .and(let operands):
            var result: Bool? = true
            for operand in operands {
                switch truth(operand) {
                case false: return false
                case nil: result = nil
                default: break
                }
            }
            return result
        case .or(let operands):
            var result: Bool? = false
            for operand in operands {
                switch truth(operand) {
                case true: return true
                case nil: result = nil
                default: break
                }
            }
            return result
        case .comparison(let comparison, let left, let right):
            return comparison.holds(comparable(left), comparable(right))
        case .membership(let operand, let list):
            let value = comparable(operand)
            return list.contains { Comparison.equal.holds(value, comparable($0)) }
        case .related(let related): return holds(related)
        case .under(let tree): return holds(tree)
        default:
            guard case .boolean(let value) = value(expression) else { return nil }
            return value
        }
    }

    private func holds(_ related: RelatedCondition) -> Bool {
        var members: [Record] = []
        if case .record(let owner) = value(at: related.owner) {
            if let known = context.answered(related, owner) { return known }
            members = context.listed(ListedLookup(source: related.related, position: related.lookup.position), owner)
        }
        if let told = related.related.targetTypePosition(of: related.lookup.attribute) {
            members = members.filter { $0.values[told] == .text(related.owner.owner.name) }
        }
        guard let condition = related.condition, let variable = related.lookup.variable else { return !members.isEmpty }
        var inner = self
        let meets = { (member: Record) in
            inner.variables[variable.number] = member
            return inner.truth(condition) == true
        }
        return related.quantifier == .any ? members.contains(where: meets) : members.allSatisfy(meets)
    }

    private func holds(_ tree: TreeCondition) -> Bool? {
        guard case .record(var id) = value(at: tree.record), case .record(let top) = value(tree.top) else { return nil }
        var passed: Set<RecordID> = []
        while id != top {
            guard passed.insert(id).inserted,
                case .record(let above)? = context.related(tree.tree, id)?.values[tree.position]
            else { return false }
            id = above
        }
        return true
    }

    /// A number may leave 64 bits when it is brought to the other side's scale; it still has its place in the order.
    private func comparable(_ expression: QueryExpression) -> Comparable {
        if case .scaled(let operand, let power) = expression.node, case .integer(let value) = value(operand) {
            var wide = Int128(value)
            for _ in 0..<power { wide *= 10 }
            return .number(wide)
        }
        if case .integer(let value) = value(expression) { return .number(Int128(value)) }
        return .other(value(expression))
    }

    enum Comparable {
        case number(Int128)
        case other(AttributeValue)
    }

    private func value(at path: AttributePath) -> AttributeValue {
        var current = path.variable.flatMap { variables[$0.number] } ?? record
        for step in path.steps {
            guard let next = step.follow(from: current, context.related) else { return .null }
            current = next
        }
        let value = current.values[path.position]
        // A stored decimal has its attribute's scale; a value that was only just written may have fewer digits.
        if case .decimal(let decimal) = value, case .decimal(let scale) = path.type {
            return (decimal.rescaled(to: scale)).map { .integer($0.unscaled) } ?? .null
        }
        return value
    }
}
