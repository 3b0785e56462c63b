import Model
import SQLText

/// The tables that a statement reads: the query's own and one for each distinct path over lookups.
struct Joins {
    private struct Key: Hashable {
        var steps: [AttributePath.Step]
        var isTrusted: Bool
    }

    let root: EntityType
    /// Begins every alias, so that a statement inside another one does not take its names.
    let prefix: String
    private var aliases: [Key: String] = [:]
    private var clauses: [SQLFragment] = []

    init(root: EntityType, prefix: String = "t") {
        self.root = root
        self.prefix = prefix
    }

    var rootAlias: String { prefix + "0" }

    /// `"complaint" AS t0 LEFT JOIN …`
    var fragment: SQLFragment {
        ([SQLFragment("\(quotedIdentifier(root.name)) AS \(rootAlias)")] + clauses).joined(separator: " ")
    }

    /// The alias of the table that the steps lead to.
    ///
    /// - Parameter visibility: whose row filters narrow the joined tables; nil reads them whole.
    mutating func alias(
        of steps: [AttributePath.Step], seenBy visibility: QueryVisibility?, dialect: SQLDialect,
        context: EvaluationContext
    ) -> String {
        guard let step = steps.last else { return rootAlias }
        let key = Key(steps: steps, isTrusted: visibility == nil)
        if let alias = aliases[key] { return alias }
        let parent = Array(steps.dropLast())
        let parentAlias = alias(of: parent, seenBy: visibility, dialect: dialect, context: context)
        let owner = parent.last?.target ?? root
        let alias = prefix + String(aliases.count + 1)
        aliases[key] = alias
        let lookup = "\(parentAlias).\(quotedIdentifier(owner.attributes[step.position].name))"
        var clause = SQLFragment(
            "LEFT JOIN \(quotedIdentifier(step.target.name)) AS \(alias) ON \(alias).\"id\" = \(lookup)")
        if let told = owner.targetTypePosition(of: owner.attributes[step.position]) {
            let column = "\(parentAlias).\(quotedIdentifier(owner.attributes[told].name))"
            clause += SQLFragment(" AND \(column) = ?", .text(step.target.name))
        }
        if let filter = visibility?[step.target].rowFilter {
            clause += " AND " + Self.condition(filter, onRowOf: alias, dialect: dialect, context: context)
        }
        clauses.append(clause)
        return alias
    }

    /// A filter as a condition on the row that an alias stands for; lookups inside it are joined in a statement of its own.
    static func condition(
        _ filter: Filter, onRowOf alias: String, dialect: SQLDialect, context: EvaluationContext
    ) -> SQLFragment {
        var inner = SQLTranslator(
            joins: Joins(root: filter.type, prefix: alias + "_"), dialect: dialect, context: context, visibility: nil)
        let condition = inner.condition(filter.expression, exact: false)
        return SQLFragment("EXISTS (SELECT 1 FROM ") + inner.joins.fragment
            + " WHERE \(inner.joins.rootAlias).\"id\" = \(alias).\"id\" AND (" + condition + "))"
    }
}
