import Model
import SQLText

extension SQLTranslator {
    /// The alias of the table at the end of a path's lookups, in the statement or subquery that the path starts in.
    mutating func alias(of path: AttributePath) -> String {
        guard let variable = path.variable else {
            return joins.alias(of: path.steps, seenBy: visibility, dialect: dialect, context: context)
        }
        var tables = lists[variable.number] ?? Joins(root: path.root, prefix: prefix(of: variable))
        defer { lists[variable.number] = tables }
        return tables.alias(of: path.steps, seenBy: visibility, dialect: dialect, context: context)
    }

    private func prefix(of variable: AttributePath.Variable) -> String { "\(joins.prefix)v\(variable.number)_" }

    /// A subquery over the records that look one up, those outside the asker's row filter left out.
    mutating func related(_ related: RelatedCondition) -> SQLFragment {
        guard let variable = related.lookup.variable else { return SQLFragment("1 = 0") }
        let owner = column(related.owner)
        let outer = lists[variable.number]
        lists[variable.number] = Joins(root: related.related, prefix: prefix(of: variable))
        let alias = alias(of: related.lookup)
        var conditions = [column(related.lookup) + " = " + owner]
        if let told = related.related.targetTypePosition(of: related.lookup.attribute) {
            let name = quotedIdentifier(related.related.attributes[told].name)
            conditions.append(SQLFragment("\(alias).\(name) = ?", .text(related.owner.owner.name)))
        }
        if let filter = visibility?[related.related].rowFilter {
            conditions.append(Joins.condition(filter, onRowOf: alias, dialect: dialect, context: context))
        }
        if let asked = related.condition {
            switch related.quantifier {
            case .any: conditions.append("(" + condition(asked, exact: false) + ")")
            case .all: conditions.append("(" + condition(asked, exact: true) + ") IS NOT TRUE")
            }
        }
        let tables = lists[variable.number]?.fragment ?? SQLFragment("")
        lists[variable.number] = outer
        let quantifier = related.quantifier == .any ? "EXISTS" : "NOT EXISTS"
        return "\(quantifier) (SELECT 1 FROM " + tables + " WHERE " + conditions.joined(separator: " AND ") + ")"
    }
}
