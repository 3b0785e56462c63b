/// Operators that other languages have and Lua writes in another way.
enum ForeignOperator {
    /// What to write instead, where a message of Lua's compiler stumbles over one: `')' expected near '!'`.
    static func hint(for message: String) -> String? {
        if message.contains("near '!'") { return "in Lua, 'not equal' is written ~= and 'not' is written not" }
        if message.contains("near '&'") { return "in Lua, it is written and" }
        if message.contains("near '|'") { return "in Lua, it is written or" }
        return nil
    }
}
