import Model

extension Comparison {
    /// Compares as OData 4.01 §5.1.1.1 says: null equals null and nothing else, and has no place in the order.
    func holds(_ left: Evaluator.Comparable, _ right: Evaluator.Comparable) -> Bool {
        let order: ValueOrder
        switch (left, right) {
        case (.number(let one), .number(let other)): order = ValueOrder(one, other)
        case (.other(.null), .other(.null)): order = .same
        case (.other(let one), .other(let other)): order = ValueOrder(one, other)
        default: order = .none
        }
        return switch self {
        case .equal: order == .same
        case .notEqual: order != .same
        case .greater: order == .after
        case .greaterOrEqual: order == .after || order == .same
        case .less: order == .before
        case .lessOrEqual: order == .before || order == .same
        }
    }
}

/// How two values lie to each other.
enum ValueOrder {
    case before, same, after
    /// One of them is null, or they are not of one type.
    case none

    init<Value: Comparable>(_ left: Value, _ right: Value) {
        self = left < right ? .before : left == right ? .same : .after
    }

    init(_ left: AttributeValue, _ right: AttributeValue) {
        switch (left, right) {
        case (.integer(let one), .integer(let other)): self.init(one, other)
        case (.text(let one), .text(let other)):
            let order = one.hasSameBytes(as: other) ? 0 : TextOrder.compare(one, other)
            self = order < 0 ? .before : order == 0 ? .same : .after
        case (.date(let one), .date(let other)): self.init(one, other)
        case (.instant(let one), .instant(let other)): self.init(one, other)
        case (.time(let one), .time(let other)): self.init(one, other)
        case (.duration(let one), .duration(let other)): self.init(one, other)
        case (.point(let one), .point(let other)): self.init(one.packed, other.packed)
        case (.record(let one), .record(let other)): self.init(one, other)
        case (.boolean(let one), .boolean(let other)): self.init(one ? 1 : 0, other ? 1 : 0)
        default: self = .none
        }
    }
}

extension Arithmetic {
    /// The result in whole numbers; nil where there is none or it has no room.
    func result(_ left: Int64, _ right: Int64) -> Int64? {
        let (value, overflow): (Int64, Bool)
        switch self {
        case .add: (value, overflow) = left.addingReportingOverflow(right)
        case .sub: (value, overflow) = left.subtractingReportingOverflow(right)
        case .mul: (value, overflow) = left.multipliedReportingOverflow(by: right)
        case .div, .divby: (value, overflow) = left.dividedReportingOverflow(by: right)
        case .mod:
            if right == -1 { return 0 }
            (value, overflow) = left.remainderReportingOverflow(dividingBy: right)
        }
        return overflow ? nil : value
    }
}
