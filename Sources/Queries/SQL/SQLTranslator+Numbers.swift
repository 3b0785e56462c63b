import Model
import SQLText

// Numbers with room for what lies between. On SQLite a function of ours computes with 128 bits what takes several operations, and
// compares what may have no room in 64; a single operation is SQLite's own. PostgreSQL's numeric has room by itself.

extension SQLTranslator {
    /// Steps for ``WideProgram``, and the values that they take.
    struct Program {
        var text = ""
        var arguments: [SQLFragment] = []

        fileprivate mutating func add(_ word: String) { text += text.isEmpty ? word : " " + word }
    }

    /// SQLite takes a hundred arguments at least; two are programs.
    private static let largestArguments = 90

    /// A number that takes several operations; null where it has no room in 64 bits.
    mutating func computed(_ expression: QueryExpression) -> SQLFragment? {
        guard dialect == .sqlite, expression.isWide else { return nil }
        var program = Program()
        write(expression, into: &program)
        guard program.arguments.count <= Self.largestArguments else { return nil }
        return "\(SQLFunctions.compute)('\(program.text)'" + Self.list(program.arguments) + ")"
    }

    /// A comparison of what is computed; nil for one of values that are kept.
    mutating func computedComparison(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression
    ) -> SQLFragment? {
        guard dialect == .sqlite, left.hasArithmetic || right.hasArithmetic else {
            return nil
        }
        var program = Program()
        write(left, into: &program)
        let first = program.text
        program.text = ""
        write(right, into: &program)
        guard program.arguments.count <= Self.largestArguments else { return nil }
        let order = "\(SQLFunctions.compare)('\(first)', '\(program.text)'" + Self.list(program.arguments) + ")"
        return switch comparison {
        case .equal: order + " IN (0, 3)"
        case .notEqual: order + " IN (-1, 1, 4)"
        case .greater: order + " = 1"
        case .less: order + " = -1"
        case .greaterOrEqual: order + " IN (0, 1, 3)"
        case .lessOrEqual: order + " IN (-1, 0, 3)"
        }
    }

    private static func list(_ arguments: [SQLFragment]) -> SQLFragment {
        arguments.reduce(SQLFragment("")) { $0 + ", " + $1 }
    }

    private mutating func write(_ expression: QueryExpression, into program: inout Program) {
        switch expression.node {
        case .constant(.integer(let number)): program.add("k\(number)")
        case .constant(.null): program.add("n")
        case .scaled(let operand, let power):
            write(operand, into: &program)
            program.add("s\(power)")
        case .arithmetic(let operation, let left, let right) where expression.type != .duration:
            write(left, into: &program)
            write(right, into: &program)
            program.add(String(Character(Unicode.Scalar(operation.wide.rawValue))))
        case .call(let function, let operands) where function.isRounding:
            write(operands[0], into: &program)
            let sign = Character(Unicode.Scalar(function.rounding.rawValue))
            program.add("\(sign)\(expression.digitsTaken(from: operands[0]))")
        default:
            program.add("a\(program.arguments.count)")
            program.arguments.append(value(expression))
        }
    }
}
