/// A computation with whole numbers, what lies between having 128 bits: a formula as a database function takes it.
///
///     WideProgram("a0 k3 * r2")?.result { [150][$0] }   // 150 × 3, rounded to hundreds: 5
public struct WideProgram: Sendable {
    private enum Step {
        case argument(Int)
        case constant(Int64)
        case missing
        case operation(WideOperation)
        case digits(WideOperation, Int128)
    }

    private let steps: [Step]

    /// Reads steps in the order in which a stack machine does them, separated by blanks: `a0` an argument, `k-5` a constant, `n` no
    /// value, `+ - * / %`, and `s2 r2 f2 c2` with a number of digits. Nil for anything else.
    public init?(_ text: String) {
        var steps: [Step] = []
        var height = 0
        for word in text.utf8.split(separator: UInt8(ascii: " ")) {
            guard let first = word.first else { return nil }
            let rest = String(Substring(word.dropFirst()))
            switch first {
            case UInt8(ascii: "a"):
                guard let index = Int(rest), index >= 0 else { return nil }
                steps.append(.argument(index))
                height += 1
            case UInt8(ascii: "k"):
                guard let number = Int64(rest) else { return nil }
                steps.append(.constant(number))
                height += 1
            case UInt8(ascii: "n"):
                steps.append(.missing)
                height += 1
            default:
                guard let operation = WideOperation(rawValue: first) else { return nil }
                if operation.takesDigits {
                    guard let digits = Int128(rest), height >= 1 else { return nil }
                    steps.append(.digits(operation, digits))
                } else {
                    guard height >= 2 else { return nil }
                    steps.append(.operation(operation))
                    height -= 1
                }
            }
        }
        guard height == 1 else { return nil }
        self.steps = steps
    }

    /// The result; nil where an operand is missing, a divisor is zero, or 128 bits are not enough.
    public func result(_ argument: (Int) -> Int64?) -> Int128? {
        var stack: [Int128] = []
        for step in steps {
            switch step {
            case .argument(let index):
                guard let value = argument(index) else { return nil }
                stack.append(Int128(value))
            case .constant(let value): stack.append(Int128(value))
            case .missing: return nil
            case .operation(let operation):
                guard let right = stack.popLast(), let left = stack.popLast(),
                    let result = operation.result(left, right)
                else { return nil }
                stack.append(result)
            case .digits(let operation, let digits):
                guard let value = stack.popLast(), let result = operation.result(value, digits) else { return nil }
                stack.append(result)
            }
        }
        return stack.last
    }
}

/// An operation of a computation with 128 bits; the raw value is its sign in a ``WideProgram``.
public enum WideOperation: UInt8, Sendable {
    case add = 0x2B
    case sub = 0x2D
    case mul = 0x2A
    /// Towards zero.
    case div = 0x2F
    case mod = 0x25
    /// Times ten to a power.
    case scale = 0x73
    /// Divided by ten to a power: halves away from zero.
    case round = 0x72
    /// Divided by ten to a power: down.
    case floor = 0x66
    /// Divided by ten to a power: up.
    case ceiling = 0x63

    var takesDigits: Bool {
        switch self {
        case .scale, .round, .floor, .ceiling: true
        default: false
        }
    }

    /// The result; nil for a division by zero, and where 128 bits are not enough.
    public func result(_ left: Int128, _ right: Int128) -> Int128? {
        let (value, overflow): (Int128, Bool)
        switch self {
        case .add: (value, overflow) = left.addingReportingOverflow(right)
        case .sub: (value, overflow) = left.subtractingReportingOverflow(right)
        case .mul: (value, overflow) = left.multipliedReportingOverflow(by: right)
        case .div: (value, overflow) = left.dividedReportingOverflow(by: right)
        case .mod:
            if right == -1 { return 0 }
            (value, overflow) = left.remainderReportingOverflow(dividingBy: right)
        case .scale, .round, .floor, .ceiling:
            guard let unit = Self.power(right) else { return left == 0 ? 0 : nil }
            if self == .scale {
                (value, overflow) = left.multipliedReportingOverflow(by: unit)
            } else {
                (value, overflow) = (whole(left, unit), false)
            }
        }
        return overflow ? nil : value
    }

    private func whole(_ number: Int128, _ unit: Int128) -> Int128 {
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
        return switch self {
        case .floor: quotient - (rest < 0 ? 1 : 0)
        case .ceiling: quotient + (rest > 0 ? 1 : 0)
        default: quotient + (rest.magnitude >= (unit.magnitude + 1) / 2 ? rest.signum() : 0)
        }
    }

    private static func power(_ exponent: Int128) -> Int128? {
        guard (0...38).contains(exponent) else { return nil }
        return (0..<Int(exponent)).reduce(Int128(1)) { power, _ in power * 10 }
    }
}
