/// A name in a Lua text that nothing in the text declares: a global, or a member of one.
package struct LuaGlobal: Hashable {
    /// The global.
    package let name: String
    /// The member that is asked for right behind it: `after` of `change.after`.
    package let member: String?
    /// Where it stands, from 1.
    package let line: Int
    /// Where it stands, in bytes from 1.
    package let column: Int
}

/// Finds the globals that a Lua text speaks of. Names that are local anywhere in the text are local everywhere: what is found is
/// certain, what is not found may be there.
package enum LuaGlobals {
    /// Globals that are read or called, in their order; those that the text itself assigns are left out.
    package static func uses(in tokens: [LuaToken]) -> [LuaGlobal] {
        let own = locals(in: tokens).union(assigned(in: tokens))
        return indices(in: tokens).compactMap { index in
            guard let name = tokens[index].name, !own.contains(name) else { return nil }
            return LuaGlobal(
                name: name, member: tokens.member(after: index).flatMap { tokens[$0].name }, line: tokens[index].line,
                column: tokens[index].column)
        }
    }

    /// Globals that the text gives a value.
    package static func assigned(in tokens: [LuaToken]) -> Set<String> {
        let locals = locals(in: tokens)
        var found: Set<String> = []
        for index in indices(in: tokens) {
            guard let name = tokens[index].name, !locals.contains(name) else { continue }
            if tokens.isAssigned(index) || index > 0 && tokens[index - 1].name == "function" { found.insert(name) }
        }
        return found
    }

    /// Positions of names that are neither words of the language nor members nor keys of a table.
    private static func indices(in tokens: [LuaToken]) -> [Int] {
        var brackets: [UInt8] = []
        var found: [Int] = []
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .mark(let mark):
                if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(mark) { brackets.append(mark) }
                if [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(mark) { _ = brackets.popLast() }
            case .name(let name):
                guard !words.contains(name), !tokens.isMember(index), !tokens.isLabel(index) else { continue }
                let startsField = index > 0 && ["{", ",", ";"].contains { tokens[index - 1].isMark($0) }
                if brackets.last == UInt8(ascii: "{"), startsField, tokens.isAssigned(index) { continue }
                found.append(index)
            case .text: break
            }
        }
        return found
    }

    /// Names of local variables, parameters and loop variables.
    package static func locals(in tokens: [LuaToken]) -> Set<String> {
        var found: Set<String> = ["self"]
        for (index, token) in tokens.enumerated() {
            switch token.name {
            case "local":
                if index + 1 < tokens.count, tokens[index + 1].name == "function" {
                    found.formUnion(tokens.names(from: index + 2))
                } else {
                    found.formUnion(tokens.names(from: index + 1))
                }
            case "for": found.formUnion(tokens.names(from: index + 1))
            case "function":
                guard let open = tokens[index...].firstIndex(where: { $0.isMark("(") }) else { break }
                found.formUnion(tokens.names(from: open + 1))
            default: break
            }
        }
        return found
    }

    /// Words of the language.
    static let words: Set<String> = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
    ]
}

extension [LuaToken] {
    /// The names in a list that begins at a position: `a, b <const>, c`.
    fileprivate func names(from start: Int) -> [String] {
        var found: [String] = []
        var index = start
        while index < count, let name = self[index].name {
            found.append(name)
            index += 1
            // An attribute: <const>.
            if index + 2 < count, self[index].isMark("<"), self[index + 2].isMark(">") { index += 3 }
            guard index < count, self[index].isMark(",") else { break }
            index += 1
        }
        return found
    }

    /// Whether the name at a position is a member of something: `other.record`.
    package func isMember(_ index: Int) -> Bool {
        guard index > 0, self[index - 1].isMark(".") || self[index - 1].isMark(":") else { return false }
        // `.. record` joins texts; `:: label ::` is a place to go to.
        return !(index > 1 && self[index - 2] == LuaToken(kind: self[index - 1].kind, before: self[index - 1]))
    }

    /// The position of the member that stands right behind the name at a position.
    package func member(after index: Int) -> Int? {
        guard index + 2 < count, self[index + 1].isMark("."), self[index + 2].name != nil else { return nil }
        return index + 2
    }

    /// Whether the name at a position is given a value: an equals sign follows that compares nothing.
    package func isAssigned(_ index: Int) -> Bool {
        guard index + 1 < count, self[index + 1].isMark("=") else { return false }
        return
            !(index + 2 < count && self[index + 2].isMark("=") && self[index + 2].column == self[index + 1].column + 1)
    }

    fileprivate func isLabel(_ index: Int) -> Bool {
        if index > 0, self[index - 1].name == "goto" { return true }
        return index > 1 && self[index - 1].isMark(":") && self[index - 2].isMark(":")
    }
}

extension LuaToken {
    /// A mark of a kind, one byte before another.
    fileprivate init(kind: Kind, before other: LuaToken) {
        self.init(kind: kind, line: other.line, column: other.column - 1)
    }
}
