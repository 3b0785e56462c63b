import Model
import SQLText

/// Writes expressions as SQL whose results are the evaluator's.
///
/// A condition may be wanted *exact* (true, false or null as the language defines them) or only to select rows, where null
/// and false are the same; the latter leaves comparisons in the bare form that an index serves.
struct SQLTranslator {
    var joins: Joins
    let dialect: SQLDialect
    let context: EvaluationContext
    /// Whose row filters narrow what paths lead to; nil reads everything.
    let visibility: QueryVisibility?
    /// The tables of the lists that the expression is inside of, by the numbers of their variables.
    var lists: [Int: Joins] = [:]

    init(joins: Joins, dialect: SQLDialect, context: EvaluationContext, visibility: QueryVisibility?) {
        self.joins = joins
        self.dialect = dialect
        self.context = context
        self.visibility = visibility
    }

    /// A truth value that selects rows or is an operand of `NOT`, `AND`, `OR`.
    mutating func condition(_ expression: QueryExpression, exact: Bool) -> SQLFragment {
        switch expression.node {
        case .constant(.boolean(let value)): return SQLFragment(value ? "1 = 1" : "1 = 0")
        case .constant: return SQLFragment(dialect == .sqlite ? "NULL" : "NULL::boolean")
        case .not(let operand): return "NOT (" + condition(operand, exact: true) + ")"
        case .and(let operands): return joined(operands, " AND ", exact)
        case .or(let operands): return joined(operands, " OR ", exact)
        case .comparison(let comparison, let left, let right): return self.comparison(comparison, left, right, exact)
        case .membership(let operand, let list): return membership(operand, list, exact)
        case .call(let function, let operands) where function.isPredicate: return call(function, operands)
        case .related(let related): return self.related(related)
        case .under(let tree): return under(tree)
        default: return value(expression) + " = 1"
        }
    }

    private mutating func joined(_ operands: [QueryExpression], _ separator: String, _ exact: Bool) -> SQLFragment {
        var parts: [SQLFragment] = []
        for operand in operands {
            let part = condition(operand, exact: exact)
            switch operand.node {
            case .and, .or: parts.append("(" + part + ")")
            default: parts.append(part)
            }
        }
        return parts.joined(separator: separator)
    }

    /// A value that is compared, computed with or read.
    mutating func value(_ expression: QueryExpression) -> SQLFragment {
        switch expression.node {
        case .constant(let value): return value.isNull ? SQLFragment("NULL") : .value(SQLValue(value))
        case .context(let value): return .value(SQLValue(context.value(value)))
        case .attribute(let path): return column(path)
        case .formula(_, let computed): return conceals(computed) ? SQLFragment("NULL") : exact(computed)
        case .call(let function, let operands) where function.isRounding:
            if let computed = computed(expression) { return computed }
            return whole(function, value(operands[0]), operands[0].type, expression.type)
        case .call(let function, let operands) where !function.isPredicate: return call(function, operands)
        case .scaled(let operand, let power):
            if let computed = computed(expression) { return computed }
            let factor = "1" + String(repeating: "0", count: power)
            return "(" + value(operand) + (dialect == .sqlite ? " * " : "::numeric * ") + factor + ")"
        case .arithmetic where expression.type == .duration: return guarded(span: number(expression))
        case .arithmetic: return computed(expression) ?? guarded(number(expression))
        default:
            let truth = condition(expression, exact: true)
            return dialect == .sqlite ? "(" + truth + ")" : "(" + truth + ")::integer"
        }
    }

    /// A value that is wanted as it is, and not only for its place among others: null where it has no room in 64 bits.
    mutating func exact(_ expression: QueryExpression) -> SQLFragment {
        guard case .scaled = expression.node else { return value(expression) }
        return computed(expression) ?? guarded(number(expression))
    }

    /// Whether a formula reads what the query's author may not see: it is null for him then.
    private func conceals(_ computed: QueryExpression) -> Bool {
        visibility.map { visibility in computed.paths.contains { visibility.conceals($0) } } ?? false
    }

    /// A column of the table that a path ends at.
    mutating func column(_ path: AttributePath) -> SQLFragment {
        // Where every target may be seen, its id is what the lookup holds: no join needed.
        if let last = path.steps.last, path.position == SystemAttribute.id.position,
            visibility?[last.target].rowFilter == nil, path.lastLookup?.targetType == nil
        {
            let lookup = AttributePath(
                root: path.root, variable: path.variable, steps: path.steps.dropLast(), position: last.position)
            return column(lookup)
        }
        let alias = alias(of: path)
        return SQLFragment("\(alias).\(quotedIdentifier(path.attribute.name))")
    }
}

extension SQLTranslator {
    private mutating func comparison(
        _ comparison: Comparison, _ left: QueryExpression, _ right: QueryExpression, _ exact: Bool
    ) -> SQLFragment {
        if let computed = computedComparison(comparison, left, right) { return computed }
        var (first, second) = (value(left), value(right))
        if comparison.isOrdering {
            (first, second) = (ordered(first, left), ordered(second, right))
        } else {
            (first, second) = (indexed(first, left), indexed(second, right))
        }
        let bothPresent = left.isNeverNull && right.isNeverNull
        let onePresent = left.isNeverNull || right.isNeverNull
        switch comparison {
        case .equal:
            if right.isNull { return first + " IS NULL" }
            if left.isNull { return second + " IS NULL" }
            if bothPresent || (onePresent && !exact) { return first + " = " + second }
            return first + (dialect == .sqlite ? " IS " : " IS NOT DISTINCT FROM ") + second
        case .notEqual:
            if right.isNull { return first + " IS NOT NULL" }
            if left.isNull { return second + " IS NOT NULL" }
            if bothPresent { return first + " <> " + second }
            return first + (dialect == .sqlite ? " IS NOT " : " IS DISTINCT FROM ") + second
        case .greater, .less:
            let bare = first + (comparison == .greater ? " > " : " < ") + second
            if !exact, let band = band(comparison, left, right) { return "(" + band + " AND " + bare + ")" }
            return certain(bare, bothPresent || !exact)
        case .greaterOrEqual, .lessOrEqual:
            let bare = first + (comparison == .greaterOrEqual ? " >= " : " <= ") + second
            if !exact, onePresent, let band = band(comparison, left, right) {
                return "(" + band + " AND " + bare + ")"
            }
            if onePresent { return certain(bare, bothPresent || !exact) }
            return "(" + certain(bare, !exact) + " OR (" + first + " IS NULL AND " + second + " IS NULL))"
        }
    }

    private mutating func membership(
        _ operand: QueryExpression, _ list: [QueryExpression], _ exact: Bool
    ) -> SQLFragment {
        let tested = indexed(value(operand), operand)
        // `IN` would miss a null; constants that may compute to one are compared singly.
        let present = list.filter { !$0.isNull }
        let includesNull = present.count < list.count
        guard !present.isEmpty else { return tested + " IS NULL" }
        guard present.allSatisfy(\.isNeverNull) else {
            var alternatives: [SQLFragment] = []
            for item in list { alternatives.append(comparison(.equal, operand, item, exact)) }
            return "(" + alternatives.joined(separator: " OR ") + ")"
        }
        var items: [SQLFragment] = []
        for item in present { items.append(value(item)) }
        let bare = certain(
            tested + " IN (" + items.joined(separator: ", ") + ")", operand.isNeverNull || !exact)
        return includesNull ? "(" + bare + " OR " + tested + " IS NULL)" : bare
    }

    /// False where a comparison would be null.
    private func certain(_ condition: SQLFragment, _ isCertain: Bool) -> SQLFragment {
        isCertain ? condition : "coalesce(" + condition + (dialect == .sqlite ? ", 0)" : ", false)")
    }

    /// Arithmetic without the check for its range, for the inside of larger arithmetic.
    private mutating func number(_ expression: QueryExpression) -> SQLFragment {
        switch expression.node {
        case .scaled(let operand, let power):
            let factor = String(repeating: "0", count: power)
            return "(" + number(operand) + " * 1\(factor))"
        case .arithmetic(let operation, let left, let right):
            let (first, second) = (operand(left), operand(right))
            switch (operation, dialect) {
            case (.add, _): return "(" + first + " + " + second + ")"
            case (.sub, _): return "(" + first + " - " + second + ")"
            case (.mul, _): return "(" + first + " * " + second + ")"
            case (.div, .sqlite), (.divby, .sqlite): return "(" + first + " / nullif(" + second + ", 0))"
            case (.div, .postgresql), (.divby, .postgresql):
                return "div(" + first + ", nullif(" + second + ", 0))"
            case (.mod, .sqlite): return "(" + first + " % nullif(" + second + ", 0))"
            case (.mod, .postgresql): return "mod(" + first + ", nullif(" + second + ", 0))"
            }
        default: return dialect == .sqlite ? value(expression) : value(expression) + "::numeric"
        }
    }

    /// An operand of arithmetic. Durations have a limit that is below that of numbers, so each sum of them is looked at.
    private mutating func operand(_ expression: QueryExpression) -> SQLFragment {
        guard case .arithmetic = expression.node, expression.type == .duration else { return number(expression) }
        return dialect == .sqlite ? value(expression) : value(expression) + "::numeric"
    }

    /// Null where the result has no room in 64 bits. SQLite goes on in floating point there, and stays in it.
    private func guarded(_ number: SQLFragment) -> SQLFragment {
        switch dialect {
        case .sqlite:
            "(SELECT CASE WHEN typeof(v.n) = 'integer' THEN v.n END FROM (SELECT " + number + " AS n) AS v)"
        case .postgresql:
            "(SELECT CASE WHEN v.n BETWEEN -9223372036854775808 AND 9223372036854775807 THEN v.n::bigint END"
                + " FROM (SELECT " + number + " AS n) AS v)"
        }
    }
}

func + (left: String, right: SQLFragment) -> SQLFragment { SQLFragment(left) + right }
