// What stands around a token: lists of names, calls, assignments, comparisons.

extension LuaReading {
    /// The names of a list that begins at a token, and the token behind it: `a <const>, b`.
    func names(from start: Int) -> (names: [String], next: Int) {
        var (found, index): ([String], Int) = ([], start)
        while index < tokens.count, let name = tokens[index].name, !LuaGlobals.words.contains(name) {
            found.append(name)
            index += 1
            if index + 2 < tokens.count, tokens[index].isMark("<"), tokens[index + 2].isMark(">") { index += 3 }
            guard index < tokens.count, tokens[index].isMark(",") else { break }
            index += 1
        }
        return (found, index)
    }

    /// The arguments of the call that begins at a token, `(…)`, `{…}` or a text, and the token behind it.
    func call(at start: Int) -> (arguments: [Range<Int>], end: Int)? {
        guard start < tokens.count else { return nil }
        if tokens[start].text != nil { return ([start..<(start + 1)], start + 1) }
        if tokens[start].isMark("{") {
            let close = close(of: start)
            return ([start..<(close + 1)], close + 1)
        }
        guard tokens[start].isMark("("), start == 0 || tokens[start - 1].line == tokens[start].line else { return nil }
        let close = close(of: start)
        return (items(from: start + 1, to: close, separators: [","]), close + 1)
    }

    /// What stands between two tokens, cut at separators that are not inside of brackets or functions.
    func items(from start: Int, to end: Int, separators: [Unicode.Scalar]) -> [Range<Int>] {
        var (found, index, begin): ([Range<Int>], Int, Int) = ([], start, start)
        while index < end {
            if separators.contains(where: { tokens[index].isMark($0) }) {
                if begin < index { found.append(begin..<index) }
                begin = index + 1
                index += 1
            } else if ["(", "{", "["].contains(where: { tokens[index].isMark($0) }) {
                index = close(of: index) + 1
            } else if tokens[index].name == "function", !tokens.isMember(index) {
                index = self.end(ofFunctionAt: index)
            } else {
                index += 1
            }
        }
        if begin < end { found.append(begin..<end) }
        return found
    }

    /// The token that closes the bracket at a token; the last one of the text where none does.
    func close(of open: Int) -> Int {
        var depth = 0
        for index in open..<tokens.count {
            if ["(", "{", "["].contains(where: { tokens[index].isMark($0) }) { depth += 1 }
            if [")", "}", "]"].contains(where: { tokens[index].isMark($0) }) { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count - 1
    }

    /// The token behind the `end` of a function.
    func end(ofFunctionAt start: Int) -> Int {
        var depth = 0
        for index in start..<tokens.count where !tokens.isMember(index) {
            switch tokens[index].name {
            case "function", "do", "then", "repeat": depth += 1
            // `elseif … then` goes on with the block of its `if`.
            case "elseif", "end", "until": depth -= 1
            default: continue
            }
            if depth == 0 { return index + 1 }
        }
        return tokens.count
    }

    /// Whether an expression has ended: nothing that would make something else of it follows.
    func isEnd(_ index: Int) -> Bool {
        guard index < tokens.count else { return true }
        switch tokens[index].kind {
        case .name(let name): return !["and", "or"].contains(name)
        case .mark: return [",", ";", ")", "}", "]"].contains { tokens[index].isMark($0) }
        case .text: return false
        }
    }

    /// Whether the name at a token is the key of a table that is written out: `{ subject = … }`.
    func isField(_ index: Int) -> Bool {
        guard index > 0, ["{", ",", ";"].contains(where: { tokens[index - 1].isMark($0) }), tokens.isAssigned(index)
        else {
            return false
        }
        var depth = 0
        for place in stride(from: index - 1, through: 0, by: -1) {
            if [")", "}", "]"].contains(where: { tokens[place].isMark($0) }) { depth += 1 }
            if ["(", "{", "["].contains(where: { tokens[place].isMark($0) }) {
                if depth == 0 { return tokens[place].isMark("{") }
                depth -= 1
            }
        }
        return false
    }

    /// Whether what ends before a token is given a value.
    func isAssignment(_ end: Int) -> Bool { end > 0 && tokens.isAssigned(end - 1) }

    /// The token of the text that an expression is compared with or given: `… == "x"`, `"x" ~= …`, `… = "x"`.
    func compared(from start: Int, to end: Int) -> Int? {
        if isAssignment(end) {
            return end + 1 < tokens.count && tokens[end + 1].text != nil && isEnd(end + 2) ? end + 1 : nil
        }
        if end + 2 < tokens.count, tokens[end].isMark("=") || tokens[end].isMark("~"), tokens[end + 1].isMark("="),
            tokens[end + 2].text != nil, end + 3 == tokens.count || !tokens[end + 3].isMark(".")
        {
            return end + 2
        }
        guard start > 2, tokens[start - 1].isMark("="), tokens[start - 2].isMark("=") || tokens[start - 2].isMark("~"),
            tokens[start - 3].text != nil, start == 3 || !tokens[start - 4].isMark("."),
            end == tokens.count || !tokens[end].isMark(".")
        else { return nil }
        return start - 3
    }

    /// The keys of a table that is written out, each with its token and the text that it is given.
    package func fields(ofTableAt open: Int) -> [(key: Int, name: String, text: Int?)] {
        items(from: open + 1, to: close(of: open), separators: [",", ";"]).compactMap { item in
            let start = item.lowerBound
            let (key, name, equals): (Int, String, Int)
            if let field = tokens[start].name, tokens.isAssigned(start) {
                (key, name, equals) = (start, field, start + 1)
            } else if start + 3 < tokens.count, tokens[start].isMark("["), let text = tokens[start + 1].text,
                tokens[start + 2].isMark("]"), tokens[start + 3].isMark("=")
            {
                (key, name, equals) = (start + 1, text, start + 3)
            } else {
                return nil
            }
            let isText = equals + 2 == item.upperBound && tokens[equals + 1].text != nil
            return (key, name, isText ? equals + 1 : nil)
        }
    }

    /// Names that are given a value after they were declared, anywhere in the text.
    static func changedNames(in tokens: [LuaToken]) -> Set<String> {
        var found: Set<String> = []
        for index in tokens.indices {
            guard let name = tokens[index].name, !tokens.isMember(index) else { continue }
            // In `a, b = …` without local, and `a = …`.
            guard tokens.isAssigned(index) || index + 1 < tokens.count && tokens[index + 1].isMark(",") else {
                continue
            }
            var start = index
            while start > 1, tokens[start - 1].isMark(","), tokens[start - 2].name != nil { start -= 2 }
            var end = index
            while end + 2 < tokens.count, tokens[end + 1].isMark(","), tokens[end + 2].name != nil { end += 2 }
            guard tokens.isAssigned(end) else { continue }
            let before = start > 0 ? tokens[start - 1] : nil
            if before?.name == "local" || before?.name == "for" { continue }
            if let before, ["{", ",", ";", "(", ">"].contains(where: { before.isMark($0) }) { continue }
            found.insert(name)
        }
        return found
    }

    static func isDeclaredOnce(_ name: String, in tokens: [LuaToken]) -> Bool {
        tokens.indices.filter { tokens[$0].name == "function" && $0 + 1 < tokens.count && tokens[$0 + 1].name == name }
            .count
            == 1
    }
}
