import Model
import SQLText

/// A search as a condition on the rows of a table, in the attributes that the principal may see.
///
/// SQLite's FTS5 knows `NOT` only between two searches, and a search of nothing that it knows finds nothing: what it can do in
/// one question to its index is put together, the rest is done by SQL around it.
struct SearchCondition {
    let type: EntityType
    /// The attributes that are searched.
    let columns: [String]
    let alias: String
    let dialect: SQLDialect

    /// The condition. Signs that are no words are passed over beside words; alone they find nothing.
    func condition(_ expression: SearchExpression) -> SQLFragment {
        switch part(expression.node) {
        case .nothing: SQLFragment("1 = 0")
        case .question(let question): lookup(question)
        case .condition(let condition): condition
        }
    }

    private enum Part {
        /// Signs that are no words: they are passed over.
        case nothing
        /// Something that the index can be asked.
        case question(String)
        case condition(SQLFragment)
    }

    private func part(_ node: SearchExpression.Node) -> Part {
        switch node {
        case .word(let word):
            guard SearchWords.areIn(word) else { return .nothing }
            return .question(term(word, isPrefix: true))
        case .phrase(let phrase):
            guard SearchWords.areIn(phrase) else { return .nothing }
            return .question(term(phrase, isPrefix: false))
        case .not(let inner):
            switch part(inner) {
            case .nothing: return .nothing
            case .question(let question): return .condition("NOT " + lookup(question))
            case .condition(let condition): return .condition("NOT (" + condition + ")")
            }
        case .and(let parts): return joined(parts, by: dialect == .sqlite ? " AND " : " & ", " AND ")
        case .or(let parts): return joined(parts, by: dialect == .sqlite ? " OR " : " | ", " OR ")
        }
    }

    private func joined(_ nodes: [SearchExpression.Node], by operation: String, _ sqlOperation: String) -> Part {
        var questions: [String] = []
        var conditions: [SQLFragment] = []
        for node in nodes {
            switch part(node) {
            case .nothing: break
            case .question(let question): questions.append(question)
            case .condition(let condition): conditions.append("(" + condition + ")")
            }
        }
        let question = questions.count == 1 ? questions[0] : questions.map { "(\($0))" }.joined(separator: operation)
        if conditions.isEmpty { return questions.isEmpty ? .nothing : .question(question) }
        if !questions.isEmpty { conditions.insert(lookup(question), at: 0) }
        return .condition(conditions.joined(separator: sqlOperation))
    }

    /// A term as the index's own language quotes it.
    private func term(_ text: String, isPrefix: Bool) -> String {
        switch dialect {
        case .sqlite: "\"" + text.replacing("\"", with: "\"\"") + "\"" + (isPrefix ? " *" : "")
        case .postgresql:
            "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "''") + "'" + (isPrefix ? ":*" : "")
        }
    }

    private func lookup(_ question: String) -> SQLFragment {
        switch dialect {
        case .sqlite:
            let table = quotedIdentifier(searchIndexName(of: type.name))
            let restricted = "{" + columns.map(quotedIdentifier).joined(separator: " ") + "} : (" + question + ")"
            return SQLFragment(
                "\(alias).\(searchIndexRow) IN (SELECT rowid FROM \(table) WHERE \(table) MATCH ?)", .text(restricted))
        case .postgresql:
            let text = columns.map { "coalesce(\(alias).\(quotedIdentifier($0)), '')" }.joined(separator: " || ' ' || ")
            return SQLFragment("to_tsvector('simple', \(text)) @@ to_tsquery('simple', ?)", .text(question))
        }
    }
}
