/// A piece of SQL with its bound values: values never become text, identifiers come only from the catalog.
///
///     SQLFragment("\"claim\" > ?", .integer(1000)) + " ORDER BY \"id\""
///
/// Placeholders are `?` in their order of appearance; an adapter whose database counts them (`$1`) rewrites them.
public struct SQLFragment: Sendable, Hashable {
    /// SQL with one `?` per bound value.
    public private(set) var text: String
    /// The values, in the order of their placeholders.
    public private(set) var bindings: [SQLValue]

    /// A piece of SQL and the values of its placeholders.
    public init(_ text: String, _ bindings: SQLValue...) {
        self.text = text
        self.bindings = bindings
    }

    /// A piece of SQL and the values of its placeholders, as a list.
    public init(_ text: String, bindings: [SQLValue]) {
        self.text = text
        self.bindings = bindings
    }

    /// A value as a placeholder.
    public static func value(_ value: SQLValue) -> SQLFragment { SQLFragment("?", value) }

    /// A name from the catalog, quoted so that no keyword and no character of it can be read as SQL.
    public static func identifier(_ name: String) -> SQLFragment { SQLFragment(quotedIdentifier(name)) }

    /// Whether there is no SQL at all.
    public var isEmpty: Bool { text.isEmpty }

    /// Two pieces, one after the other.
    public static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        var result = left
        result += right
        return result
    }

    /// Appends a piece.
    public static func += (left: inout SQLFragment, right: SQLFragment) {
        left.text += right.text
        left.bindings += right.bindings
    }

    /// A piece followed by SQL without values.
    public static func + (left: SQLFragment, right: String) -> SQLFragment { left + SQLFragment(right) }
    /// Appends SQL without values.
    public static func += (left: inout SQLFragment, right: String) { left.text += right }
}

extension Sequence<SQLFragment> {
    /// The fragments one after another with a separator: `a AND b AND c`.
    public func joined(separator: String) -> SQLFragment {
        var text = ""
        var bindings: [SQLValue] = []
        var isFirst = true
        for fragment in self {
            if !isFirst { text += separator }
            isFirst = false
            text += fragment.text
            if !fragment.bindings.isEmpty { bindings += fragment.bindings }
        }
        return SQLFragment(text, bindings: bindings)
    }
}

/// A name in double quotes, quotes in it doubled (SQL:2016 §5.2 delimited identifier).
public func quotedIdentifier(_ name: String) -> String {
    // Every statement quotes dozens of names, and hardly any name has a quote in it.
    guard name.utf8.contains(UInt8(ascii: "\"")) else { return "\"" + name + "\"" }
    return "\"" + name.replacing("\"", with: "\"\"") + "\""
}
