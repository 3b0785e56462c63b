import Definitions
import Model
import StateCharts

/// Names that are written out in calls of `kontor.create`, `update`, `delete` and `send`.
struct CallArguments {
    let file: String
    let catalog: Catalog

    func diagnostics(in tokens: [LuaToken]) -> [Diagnostic] {
        tokens.indices.flatMap { index -> [Diagnostic] in
            guard tokens[index].name == "kontor", !tokens.isMember(index), let function = tokens.member(after: index),
                let name = tokens[function].name, ["create", "update", "delete", "send"].contains(name),
                function + 1 < tokens.count, tokens[function + 1].isMark("(")
            else { return [] }
            return check(name, arguments(from: function + 2, tokens), tokens)
        }
    }

    private func check(_ function: String, _ arguments: [Range<Int>], _ tokens: [LuaToken]) -> [Diagnostic] {
        guard let first = arguments.first, first.count == 1, let entity = tokens[first.lowerBound].text else {
            return []
        }
        guard let type = catalog.entityType(named: entity) else {
            return [
                Diagnostic(
                    .error, "KTR-L602", "kontor.\(function): there is no entity type '\(entity)'",
                    hint: nearestName(to: entity, among: catalog.entityTypes.map(\.name)).map {
                        "did you mean '\($0)'?"
                    },
                    at: place(tokens[first.lowerBound]))
            ]
        }
        switch function {
        case "create": return attributes(arguments, 1, of: type, tokens)
        case "update": return attributes(arguments, 2, of: type, tokens)
        case "send": return event(arguments, of: type, tokens)
        default: return []
        }
    }

    private func attributes(
        _ arguments: [Range<Int>], _ index: Int, of type: EntityType, _ tokens: [LuaToken]
    ) -> [Diagnostic] {
        guard arguments.indices.contains(index), tokens[arguments[index].lowerBound].isMark("{") else { return [] }
        var depth = 0
        return arguments[index].compactMap { position in
            if ["{", "(", "["].contains(where: { tokens[position].isMark($0) }) { depth += 1 }
            if ["}", ")", "]"].contains(where: { tokens[position].isMark($0) }) { depth -= 1 }
            let startsField = position > 0 && ["{", ",", ";"].contains { tokens[position - 1].isMark($0) }
            guard depth == 1, startsField, tokens[position].name != nil, tokens.isAssigned(position) else { return nil }
            return .unknownAttribute(tokens[position], of: type, in: file)
        }
    }

    private func event(_ arguments: [Range<Int>], of type: EntityType, _ tokens: [LuaToken]) -> [Diagnostic] {
        guard arguments.count > 2, arguments[2].count == 1, let event = tokens[arguments[2].lowerBound].text else {
            return []
        }
        let place = place(tokens[arguments[2].lowerBound])
        guard let chart = catalog.chart(of: type) else {
            return [
                Diagnostic(
                    .error, "KTR-L604", "kontor.send: '\(type.name)' has no chart that '\(event)' could be sent to",
                    at: place)
            ]
        }
        guard !chart.listens(to: event) else { return [] }
        let known = chart.transitions.flatMap { $0.events.filter { !$0.isWildcard }.map(\.prefix) }
        return [
            Diagnostic(
                .error, "KTR-L604", "kontor.send: the chart '\(chart.name)' has no event '\(event)'",
                hint: nearestName(to: event, among: known).map { "did you mean '\($0)'?" }, at: place)
        ]
    }

    /// Where each argument of a call stands, from behind the opening parenthesis.
    private func arguments(from start: Int, _ tokens: [LuaToken]) -> [Range<Int>] {
        var (found, depth, begin): ([Range<Int>], Int, Int) = ([], 0, start)
        for index in start..<tokens.count {
            let token = tokens[index]
            if depth == 0, token.isMark(",") || token.isMark(")") {
                if begin < index { found.append(begin..<index) }
                begin = index + 1
                if token.isMark(")") { break }
            }
            if ["(", "{", "["].contains(where: { token.isMark($0) }) { depth += 1 }
            if [")", "}", "]"].contains(where: { token.isMark($0) }) { depth -= 1 }
        }
        return found
    }

    private func place(_ token: LuaToken) -> SourceLocation {
        SourceLocation(file: file, line: token.line, column: token.column)
    }
}
