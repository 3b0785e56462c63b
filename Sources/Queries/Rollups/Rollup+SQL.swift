import Model
public import SQLText

extension Rollup {
    /// Values are summed up in two parts: a sum of 64-bit numbers can leave 64 bits, and a database fails then.
    public static let sumUnit: Int64 = 1_000_000_000

    /// A statement that gives a row for each record with something to sum up: its id, then the columns that ``RollupTotal`` is
    /// made of.
    ///
    /// - Parameter condition: which owners, on the column that `owner` stands for; nil for all.
    public func totals(
        where condition: ((_ owner: String) -> SQLFragment)? = nil, dialect: SQLDialect
    ) -> SQLFragment {
        var translator = SQLTranslator(
            joins: Joins(root: source), dialect: dialect, context: context, visibility: nil)
        let key = "\(translator.joins.rootAlias).\(quotedIdentifier(source.attributes[lookup].name))"
        var conditions = [condition?(key) ?? SQLFragment("\(key) IS NOT NULL")]
        if let filter = self.condition {
            conditions.append("(" + translator.condition(filter.expression, exact: false) + ")")
        }
        let value = operand.map { translator.exact($0.expression) } ?? SQLFragment("NULL")
        let present: SQLFragment = "count(" + value + ")"
        var columns = [SQLFragment(key), SQLFragment("count(*)"), present]
        columns += aggregates(of: value)
        return "SELECT " + columns.joined(separator: ", ") + " FROM " + translator.joins.fragment + " WHERE "
            + conditions.joined(separator: " AND ") + " GROUP BY \(key)"
    }

    /// The sums of the high and low parts, and the extremum, as far as the function needs them.
    private func aggregates(of value: SQLFragment) -> [SQLFragment] {
        switch rules.function {
        case .count: return [SQLFragment("0"), SQLFragment("0"), SQLFragment("NULL")]
        case .sum, .average:
            return [
                "coalesce(sum(" + value + " / \(Self.sumUnit)), 0)",
                "coalesce(sum(" + value + " % \(Self.sumUnit)), 0)",
                SQLFragment("NULL"),
            ]
        case .min, .max:
            return [SQLFragment("0"), SQLFragment("0"), SQLFragment("\(rules.function.rawValue)(") + value + ")"]
        }
    }
}
