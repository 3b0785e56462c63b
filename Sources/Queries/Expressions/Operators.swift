/// A comparison of two values.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "eq"
    case notEqual = "ne"
    case greater = "gt"
    case greaterOrEqual = "ge"
    case less = "lt"
    case lessOrEqual = "le"

    /// Whether it asks which value comes first, so that both must have an order.
    public var isOrdering: Bool { self != .equal && self != .notEqual }
}

/// An operation on two numbers.
public enum Arithmetic: String, Sendable, Hashable, CaseIterable {
    case add, sub, mul
    /// Of two integers the integer quotient, towards zero; otherwise a decimal.
    case div
    /// Always a decimal.
    case divby
    /// The remainder, with the sign of the dividend.
    case mod
}
