import Model

/// What names of definitions look like. They become names in SQL, Lua, OData and addresses, so that the rule is the
/// intersection of theirs.
enum NameRules {
    /// Names that mean something else in scripts or queries.
    static let reserved: Set<String> = [
        // Lua 5.4 §3.1
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
        "not", "or", "repeat", "return", "then", "true", "until", "while",
        // OData 4.01 URL conventions §5.1.1
        "eq", "ne", "gt", "ge", "lt", "le", "has", "null", "asc", "desc", "add", "sub", "mul", "div", "divby", "mod",
        "any", "all",
        // SQL: what SQLite and PostgreSQL take for a word of the language wherever it stands
        "alter", "analyse", "analyze", "array", "as", "autoincrement", "between", "both", "case", "cast", "check",
        "collate", "column", "commit", "constraint", "create", "default", "deferrable", "delete", "distinct", "drop",
        "escape", "except", "exists", "fetch", "foreign", "from", "grant", "group", "having", "index", "initially",
        "insert", "intersect", "into", "is", "isnull", "join", "lateral", "leading", "limit", "notnull", "offset", "on",
        "only", "order", "placing", "primary", "references", "select", "set", "some", "symmetric", "table", "to",
        "trailing", "transaction", "union", "unique", "update", "user", "using", "values", "variadic", "when", "where",
        "window", "with",
        // Our own
        "kontor", "record", "event",
    ]

    /// Checks the form of a name that appears in no query and no script, where a reserved word such as `all` is a good one:
    /// of an option, a view, a role, a pack.
    static func checkForm(_ name: Located<String>, of thing: String, _ findings: inout Findings) -> Bool {
        if isWellFormed(name.value) { return true }
        findings.error(
            "KTR-D120", "'\(visible(name.value))' cannot be the name of \(thing)",
            hint: wellFormed(name.value).map { "write '\($0)'" }
                ?? "use up to 63 characters a-z, 0-9 and _, beginning with a letter", at: name.location)
        return false
    }

    /// Checks the name of an entity type, a set, an attribute or an inverse.
    ///
    /// - Returns: whether it can be used.
    static func check(
        _ name: Located<String>, of thing: String, also forbidden: Set<String> = [], _ findings: inout Findings
    ) -> Bool {
        guard checkForm(name, of: thing, &findings) else { return false }
        if reserved.contains(name.value) || forbidden.contains(name.value) || name.value.hasPrefix("kontor_")
            || name.value.hasPrefix("sqlite_") || name.value.hasPrefix("pg_")
        {
            findings.error(
                "KTR-D121", "'\(name.value)' is reserved and cannot be the name of \(thing)",
                hint: "choose another name",
                at: name.location)
            return false
        }
        return true
    }

    static func isWellFormed(_ name: String) -> Bool {
        let bytes = name.utf8
        guard let first = bytes.first, bytes.count <= 63, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
        else { return false }
        return bytes.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "_")
        }
    }

    /// The name that was probably meant: in lower case, with `_` for blanks, hyphens and dots.
    private static func wellFormed(_ name: String) -> String? {
        let result = String(name.lowercased().map { " -.".contains($0) ? "_" : $0 })
        return isWellFormed(result) ? result : nil
    }

    /// `ö`, `é`, `ß`: what people write in their own names for things, and nobody takes for another letter.
    private static func isLatinLetter(_ scalar: Unicode.Scalar) -> Bool {
        (0xC0...0x24F).contains(scalar.value) && scalar.properties.isAlphabetic
    }

    /// The name with characters that cannot be seen, or look like others, written by number.
    private static func visible(_ name: String) -> String {
        name.unicodeScalars.prefix(70).map { scalar in
            scalar.isASCII && scalar.value >= 0x20 || isLatinLetter(scalar)
                ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        }.joined()
    }
}
