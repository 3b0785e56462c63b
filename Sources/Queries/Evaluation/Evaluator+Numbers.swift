import Model

extension Evaluator {
    /// A number with room for what lies between: only the value of an attribute, a formula or a whole expression has to fit 64 bits.
    /// Nil for null, a division by zero, and where 128 bits are not enough.
    func wide(_ expression: QueryExpression) -> Int128? {
        switch expression.node {
        case .scaled(let operand, let power):
            return wide(operand).flatMap { WideOperation.scale.result($0, Int128(power)) }
        case .arithmetic(let operation, let left, let right) where expression.type != .duration:
            guard let one = wide(left), let other = wide(right) else { return nil }
            return operation.wide.result(one, other)
        case .call(let function, let operands) where function.isRounding:
            return wide(operands[0]).flatMap {
                function.rounding.result($0, Int128(expression.digitsTaken(from: operands[0])))
            }
        default: return whole(expression).map { Int128($0) }
        }
    }

    /// A number as it is kept; null where it has no room in 64 bits.
    func narrow(_ expression: QueryExpression) -> AttributeValue {
        wide(expression).flatMap { Int64(exactly: $0) }.map { .integer($0) } ?? .null
    }
}

extension Arithmetic {
    var wide: WideOperation {
        switch self {
        case .add: .add
        case .sub: .sub
        case .mul: .mul
        case .div, .divby: .div
        case .mod: .mod
        }
    }
}

extension Function {
    /// What takes the digits away.
    var rounding: WideOperation {
        switch self {
        case .floor: .floor
        case .ceiling: .ceiling
        default: .round
        }
    }
}

extension QueryExpression {
    /// How many digits after the point a rounding takes from its operand.
    func digitsTaken(from operand: QueryExpression) -> Int { (operand.type.scale ?? 0) - (type.scale ?? 0) }

    /// Whether it is computed from numbers, so that it may have no room though its parts have.
    var isComputation: Bool {
        switch node {
        case .arithmetic: type != .duration
        case .scaled: true
        case .call(let function, _): function.isRounding
        default: false
        }
    }

    /// Whether arithmetic has a part in it, apart from bringing a number to another scale.
    var hasArithmetic: Bool {
        switch node {
        case .arithmetic: type != .duration
        case .scaled(let operand, _): operand.hasArithmetic
        case .call(let function, let operands): function.isRounding && operands[0].hasArithmetic
        default: false
        }
    }

    /// Whether what lies between could leave 64 bits though the result has room: several operations on one another.
    var isWide: Bool {
        switch node {
        case .arithmetic(_, let left, let right): type != .duration && (left.isComputation || right.isComputation)
        case .scaled(let operand, _): operand.isComputation
        case .call(let function, let operands): function.isRounding && operands[0].isComputation
        default: false
        }
    }
}
