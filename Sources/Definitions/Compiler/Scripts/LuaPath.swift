/// What an expression of a Lua text leads to, by whatever local names it is called there: `k.create` and `kontor["create"]` after
/// `local k = kontor` are both `kontor`, `create`.
package struct LuaPath: Hashable {
    package enum Head: Hashable {
        case global(String)
        /// What is handed to a function: the change of a hook, the transition that was taken.
        case given(String, of: String)
        /// A table that is written out, by the token that opens it.
        case table(Int)
        /// A function of the text, by the token that begins it.
        case function(Int)
        /// What a call gives, by the path that is called.
        case result(String)
    }

    package var head: Head
    package var members: [String] = []

    package init(_ head: Head, _ members: [String] = []) {
        self.head = head
        self.members = members
    }

    /// A path that begins with a global: `kontor`, `create`.
    package static func global(_ name: String, _ members: String...) -> LuaPath { LuaPath(.global(name), members) }
}

/// A value that stands in a text, or that a local name stands for.
package enum LuaConstant: Hashable {
    case path(LuaPath)
    case text(String)
}

/// One place where a text speaks of something.
package struct LuaUse {
    package let path: LuaPath
    /// The token of each part: of the head first, then of each member.
    package let tokens: [Int]
    /// The first token behind the path.
    package let end: Int
    /// The call that it is, where it is one.
    package let arguments: [LuaArgument]?
    /// Whether it is given a value here.
    package let isAssigned: Bool
    /// The token of the text that it is given, or compared with.
    package let comparedWith: Int?
}

/// What is handed to a call: its tokens, and what it is where that is certain.
package struct LuaArgument {
    package let range: Range<Int>
    package let value: LuaConstant?
}
