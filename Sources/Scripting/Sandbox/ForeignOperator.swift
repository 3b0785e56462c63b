/// Operators that other languages have and Lua writes in another way.
enum ForeignOperator {
    /// What to write instead, where a message of Lua's compiler stumbles over one: `')' expected near '!'`.
    static func hint(for message: String) -> String? {
        if message.contains("near '!'") { return "Lua writes 'not equal' as ~= and 'not' as not" }
        if message.contains("near '&'") { return "Lua writes it as and" }
        if message.contains("near '|'") { return "Lua writes it as or" }
        return nil
    }
}
