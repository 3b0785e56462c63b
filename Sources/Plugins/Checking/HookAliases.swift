import Definitions
import Model

/// Attributes that a hook speaks of by another name for the record: `local after = change.after; after.noote`.
struct HookAliases {
    let file: String
    let catalog: Catalog

    func diagnostics(in tokens: [LuaToken]) -> [Diagnostic] {
        hooks(in: tokens).flatMap { hook -> [Diagnostic] in
            let aliases = aliases(of: hook.change, in: hook.body, tokens)
            return unknownMembers(in: hook, tokens)
                + hook.body.compactMap { index in
                    guard let name = tokens[index].name, aliases.contains(name), !tokens.isMember(index),
                        let member = tokens.member(after: index)
                    else { return nil }
                    // A method of a text, or a table inside a JSON attribute, comes one member later.
                    return .unknownAttribute(tokens[member], of: hook.type, in: file)
                }
        }
    }

    struct Hook {
        var type: EntityType
        /// How the function calls the change.
        var change: String
        /// How it calls the transition, where it takes one.
        var transition: String?
        var body: Range<Int>
    }

    private static let registrars: Set<String> = ["before_save", "after_transition"]

    private func hooks(in tokens: [LuaToken]) -> [Hook] {
        tokens.indices.compactMap { index in
            guard tokens[index].name == "kontor", !tokens.isMember(index), let registrar = tokens.member(after: index),
                let name = tokens[registrar].name, Self.registrars.contains(name), registrar + 4 < tokens.count,
                tokens[registrar + 1].isMark("("), let entity = tokens[registrar + 2].text,
                let type = catalog.entityType(named: entity), let function = tokens[registrar + 4].name
            else { return nil }
            let start = function == "function" ? registrar + 4 : declaration(of: function, in: tokens)
            guard let start, let body = body(ofFunctionAt: start, tokens),
                let open = tokens[start...].firstIndex(where: { $0.isMark("(") }), open + 1 < tokens.count,
                let change = tokens[open + 1].name
            else { return nil }
            let takesTransition =
                name == "after_transition" && open + 3 < tokens.count && tokens[open + 2].isMark(",")
            return Hook(
                type: type, change: change, transition: takesTransition ? tokens[open + 3].name : nil, body: body)
        }
    }

    /// Where `function NAME(` or `local function NAME(` stands.
    private func declaration(of name: String, in tokens: [LuaToken]) -> Int? {
        tokens.indices.first { index in
            tokens[index].name == "function" && index + 2 < tokens.count && tokens[index + 1].name == name
                && tokens[index + 2].isMark("(")
        }
    }

    /// What stands between the function's parameters and its `end`.
    private func body(ofFunctionAt start: Int, _ tokens: [LuaToken]) -> Range<Int>? {
        var depth = 0
        for index in start..<tokens.count where !tokens.isMember(index) {
            switch tokens[index].name {
            case "function", "do", "then", "repeat": depth += 1
            // `elseif … then` goes on with the block of its `if`.
            case "elseif": depth -= 1
            case "end", "until": depth -= 1
            default: continue
            }
            if depth == 0 { return start..<index }
        }
        return nil
    }

    /// Locals that are one of the change's records and nothing else anywhere in the function.
    private func aliases(of change: String, in body: Range<Int>, _ tokens: [LuaToken]) -> Set<String> {
        var (found, others): (Set<String>, Set<String>) = ([], [])
        for index in body where tokens[index].name == "local" && index + 1 < tokens.count {
            var (names, position): ([String], Int) = ([], index + 1)
            while position < tokens.count, let name = tokens[position].name, name != "function" {
                names.append(name)
                position += 1
                guard position < tokens.count, tokens[position].isMark(",") else { break }
                position += 1
            }
            guard position < tokens.count, tokens[position].isMark("=") else {
                others.formUnion(names)
                continue
            }
            position += 1
            for name in names {
                let isRecord =
                    position < tokens.count && tokens[position].name == change
                    && tokens.member(after: position).map { ["after", "before"].contains(tokens[$0].name) } == true
                    && isEnd(position + 3, tokens)
                if isRecord { found.insert(name) } else { others.insert(name) }
                guard isRecord, position + 3 < tokens.count, tokens[position + 3].isMark(",") else {
                    if !isRecord { others.formUnion(names.drop { $0 != name }) }
                    break
                }
                position += 4
            }
        }
        return found.subtracting(others).subtracting(rebound(in: body, tokens))
    }

    /// Names that are something else somewhere in the function: parameters and loops' variables, and what is assigned anew.
    func rebound(in body: Range<Int>, _ tokens: [LuaToken]) -> Set<String> {
        var names: Set<String> = []
        for index in body.dropFirst() where tokens[index].name == "function" || tokens[index].name == "for" {
            let open = tokens[index].name == "for" ? index : tokens[index...].firstIndex { $0.isMark("(") }
            var position = (open ?? index) + 1
            while position < tokens.count, let name = tokens[position].name {
                names.insert(name)
                position += 1
                guard position < tokens.count, tokens[position].isMark(",") else { break }
                position += 1
            }
        }
        for index in body where tokens[index].name != nil && tokens.isAssigned(index) && !tokens.isMember(index) {
            if index > 0, tokens[index - 1].name != "local", !tokens[index - 1].isMark(","),
                let name = tokens[index].name
            {
                names.insert(name)
            }
        }
        return names
    }

    /// Whether an expression has ended: nothing that would make something else of it follows.
    private func isEnd(_ index: Int, _ tokens: [LuaToken]) -> Bool {
        guard index < tokens.count else { return true }
        switch tokens[index].kind {
        case .name(let name): return !["and", "or"].contains(name)
        case .mark: return tokens[index].isMark(",") || tokens[index].isMark(";")
        case .text: return false
        }
    }
}
