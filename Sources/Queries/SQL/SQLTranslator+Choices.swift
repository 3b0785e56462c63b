import Model
import SQLText

extension SQLTranslator {
    /// `CASE … END`; a choice in the place of the last value continues it instead of standing inside.
    mutating func choice(_ operands: [QueryExpression]) -> SQLFragment {
        var result = SQLFragment("CASE")
        var rest = operands
        while true {
            result += " WHEN " + condition(rest[0], exact: false) + " THEN " + exact(rest[1])
            guard case .call(.choose, let next) = rest[2].node else {
                return result + " ELSE " + exact(rest[2]) + " END"
            }
            rest = next
        }
    }

    /// The least or greatest of several values, null where one of them is.
    func extremum(_ function: Function, _ values: [SQLFragment]) -> SQLFragment {
        let list = values.joined(separator: ", ")
        if dialect == .sqlite { return SQLFragment("\(function.rawValue)(") + list + ")" }
        // PostgreSQL's own leaves nulls out.
        let names = values.indices.map { "v\($0)" }
        let columns = names.joined(separator: ", ")
        let missing = names.map { "v.\($0) IS NULL" }.joined(separator: " OR ")
        let chosen = function == .min ? "least" : "greatest"
        return SQLFragment("(SELECT CASE WHEN \(missing) THEN NULL ELSE \(chosen)(\(columns)) END FROM (VALUES (")
            + list + ")) AS v(\(columns)))"
    }

    /// The magnitude of a number; the least one of 64 bits has none.
    func absolute(_ number: SQLFragment) -> SQLFragment {
        "(SELECT CASE WHEN v.n >= 0 THEN v.n WHEN v.n > -9223372036854775808 THEN -v.n END FROM (SELECT " + number
            + " AS n) AS v)"
    }

    /// A number with all its digits, or a date as its column holds it.
    func text(_ value: SQLFragment, _ type: ValueType) -> SQLFragment {
        guard let scale = type.scale else { return value }
        guard scale > 0 else { return "CAST(" + value + " AS TEXT)" }
        let unit = "1" + String(repeating: "0", count: scale)
        let zeros = String(repeating: "0", count: scale)
        let whole = "replace(CAST(v.n / \(unit) AS TEXT), '-', '')"
        let part = "'\(zeros)' || replace(CAST(v.n % \(unit) AS TEXT), '-', '')"
        let digits = dialect == .sqlite ? "substr(\(part), -\(scale))" : "right(\(part), \(scale))"
        return SQLFragment(
            "(SELECT CASE WHEN v.n < 0 THEN '-' ELSE '' END || \(whole) || '.' || \(digits) FROM (SELECT ") + value
            + " AS n) AS v)"
    }

    /// Whole months from the second day to the first.
    func months(_ later: SQLFragment, _ earlier: SQLFragment) -> SQLFragment {
        func part(_ name: String, _ start: Int, _ count: Int) -> String {
            "CAST(substr(u.\(name), \(start), \(count)) AS INTEGER)"
        }
        let months =
            "(\(part("a", 1, 4)) - \(part("b", 1, 4))) * 12 + \(part("a", 6, 2)) - \(part("b", 6, 2))"
        let rest = "\(part("a", 9, 2)) - \(part("b", 9, 2))"
        return SQLFragment(
            "(SELECT CASE WHEN v.m > 0 AND v.e < 0 THEN v.m - 1 WHEN v.m < 0 AND v.e > 0 THEN v.m + 1 ELSE v.m END "
                + "FROM (SELECT \(months) AS m, \(rest) AS e FROM (SELECT ") + later + " AS a, " + earlier
            + " AS b) AS u) AS v)"
    }
}
