import Model
import SQLText

/// Puts the parts of a statement together.
struct StatementBuilder {
    let query: Query
    let order: [OrderTerm]
    let columns: [AttributePath]
    let cursorColumns: [Int]
    /// What the columns hold that no attribute does: formulas and expressions that are sorted by.
    let computed: [Int: QueryExpression]
    /// The columns that hold places among these options or states.
    let places: [Int: [String]]
    let dialect: SQLDialect
    let context: EvaluationContext
    let rowFilter: Filter?
    let visibility: QueryVisibility

    /// How a part of the statement sees lookups' targets.
    private enum View { case principal, system }

    func count() -> SQLFragment {
        var joins = Joins(root: query.type)
        let conditions = filters(&joins)
        let from = joins.fragment + clause(" WHERE ", conditions)
        guard let most = query.countLimit else { return "SELECT count(*) FROM " + from }
        return "SELECT count(*) FROM (SELECT 1 AS found FROM " + from + limit(most, skip: nil) + ") AS counted"
    }

    /// What reads the rows in their order, without limits: statements whose rows follow each other.
    ///
    /// After a cursor each is one range of an index on the order's attributes. Together in one statement (`UNION ALL`) all of them
    /// would be read, and sorted again.
    func parts() -> [SQLFragment] {
        var joins = Joins(root: query.type)
        let conditions = filters(&joins)
        let read = columns.indices.map { column($0, &joins) }
        let sort = order.enumerated().map { index, term in sorted(read[cursorColumns[index]], term) }
            .joined(separator: ", ")
        let selected = "SELECT " + read.joined(separator: ", ") + " FROM " + joins.fragment
        let segments = query.after.map { cursor in
            KeysetSegments.conditions(
                zip(order, cursor.values).enumerated().map { index, pair in
                    KeysetSegments.Term(
                        column: ordered(read[cursorColumns[index]], pair.0), isDescending: pair.0.isDescending,
                        isNeverNull: pair.0.isNeverNull, value: SQLValue(pair.1))
                }
            ).map { [$0] }
        }
        return (segments ?? [[]]).map { segment in
            selected + clause(" WHERE ", conditions + segment) + " ORDER BY " + sort
        }
    }

    private func clause(_ keyword: String, _ conditions: [SQLFragment]) -> SQLFragment {
        conditions.isEmpty ? SQLFragment("") : keyword + conditions.joined(separator: " AND ")
    }

    /// The principal's row filter, then the query's own filter and search.
    private func filters(_ joins: inout Joins) -> [SQLFragment] {
        var result: [SQLFragment] = []
        for (filter, view) in [(rowFilter, View.system), (query.filter, .principal)] {
            guard let filter else { continue }
            var translator = translator(joins, view)
            result.append("(" + translator.condition(filter.expression, exact: false) + ")")
            joins = translator.joins
        }
        if let search = query.search {
            let condition = SearchCondition(
                type: query.type, columns: SearchColumns.names(of: query.type, visibility), alias: joins.rootAlias,
                dialect: dialect
            ).condition(search)
            result.append("(" + condition + ")")
        }
        return result
    }

    private func column(_ index: Int, _ joins: inout Joins) -> SQLFragment {
        let path = columns[index]
        if let computed = computed[index] {
            var translator = translator(joins, .principal)
            defer { joins = translator.joins }
            return translator.exact(computed)
        }
        if path.isComputed { return SQLFragment("NULL") }
        if let names = places[index] {
            let held = stored(path, &joins)
            if case .state = path.attribute.type { return place(of: firstWord(held), among: names) }
            return place(of: held, among: names)
        }
        return stored(path, &joins)
    }

    private func stored(_ path: AttributePath, _ joins: inout Joins) -> SQLFragment {
        // The record's own attributes need no join, and are most of what is read.
        guard !path.steps.isEmpty else {
            return SQLFragment("\(joins.rootAlias).\(quotedIdentifier(path.attribute.name))")
        }
        var translator = translator(joins, .principal)
        defer { joins = translator.joins }
        return translator.column(path)
    }

    /// Texts in the order of the language.
    private func ordered(_ column: SQLFragment, _ term: OrderTerm) -> SQLFragment {
        term.isOrderedText ? SQLTranslator.ordered(column, dialect) : column
    }

    /// Of several states that are active side by side the first one, which stands for them in the order.
    private func firstWord(_ states: SQLFragment) -> SQLFragment {
        switch dialect {
        case .sqlite: "substr(" + states + ", 1, instr(" + states + " || ' ', ' ') - 1)"
        case .postgresql: "split_part(" + states + ", ' ', 1)"
        }
    }

    /// The place of a name among the declared ones; others come last.
    private func place(of value: SQLFragment, among names: [String]) -> SQLFragment {
        let places = names.enumerated().map { place, name in
            " WHEN '\(name.replacing("'", with: "''"))' THEN \(place)"
        }
        return "CASE " + value + places.joined() + " ELSE CASE WHEN " + value
            + " IS NOT NULL THEN \(names.count) END END"
    }

    private func translator(_ joins: Joins, _ view: View) -> SQLTranslator {
        // What the query itself says holds as of its first page; rights hold as of now.
        var asked = context
        if view == .principal, let instant = query.after?.instant {
            asked = EvaluationContext(principal: context.principal, now: instant, zone: context.zone)
        }
        return SQLTranslator(
            joins: joins, dialect: dialect, context: asked, visibility: view == .principal ? visibility : nil)
    }

    /// SQLite sorts null lowest by itself; PostgreSQL has to be told.
    private func sorted(_ column: SQLFragment, _ term: OrderTerm) -> SQLFragment {
        let direction = term.isDescending ? " DESC" : ""
        let place = ordered(column, term)
        guard dialect == .postgresql, !term.isNeverNull else { return place + direction }
        return place + direction + (term.isDescending ? " NULLS LAST" : " NULLS FIRST")
    }

    func limit(_ top: Int?, skip: Int?) -> SQLFragment {
        var result = SQLFragment("")
        if let top {
            result += " LIMIT " + .value(.integer(Int64(top)))
        } else if skip != nil, dialect == .sqlite {
            result += " LIMIT -1"
        }
        if let skip { result += " OFFSET " + .value(.integer(Int64(skip))) }
        return result
    }
}
