/// Calls with a colon: what a text can be asked, and what a Lua text gives its own tables.
package enum LuaMethods {
    /// The methods of texts (Lua 5.4 §6.4) that the sandbox has.
    package static let ofTexts: Set<String> = [
        "byte", "char", "find", "format", "gmatch", "gsub", "len", "lower", "match", "pack", "packsize", "rep",
        "reverse",
        "sub", "unpack", "upper",
    ]

    /// The names behind a colon that are neither a method of texts nor a member that the text itself defines.
    package static func unknown(in tokens: [LuaToken]) -> [Int] {
        let own = defined(in: tokens)
        return tokens.indices.filter { index in
            guard index > 1, let name = tokens[index].name, tokens[index - 1].isMark(":"),
                !tokens[index - 2].isMark(":"),
                index + 1 < tokens.count, !tokens[index + 1].isMark(":"),
                tokens[index + 1].isMark("(") || tokens[index + 1].isMark("{") || tokens[index + 1].text != nil
            else { return false }
            return !ofTexts.contains(name) && !own.contains(name)
        }
    }

    private static func defined(in tokens: [LuaToken]) -> Set<String> {
        var found: Set<String> = []
        for index in tokens.indices {
            guard let name = tokens[index].name else { continue }
            if tokens.isAssigned(index) { found.insert(name) }
            // function account:pay(…), function account.pay(…)
            if index > 2, tokens[index - 1].isMark(":") || tokens[index - 1].isMark("."),
                tokens[index - 3].name == "function"
            {
                found.insert(name)
            }
        }
        return found
    }
}
