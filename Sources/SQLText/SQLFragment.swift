/// A piece of SQL with its bound values: values never become text, identifiers come only from the catalog.
///
///     SQLFragment("\"claim\" > ?", .integer(1000)) + " ORDER BY \"id\""
///
/// Placeholders are `?` in their order of appearance; an adapter whose database counts them (`$1`) rewrites them.
public struct SQLFragment: Sendable, Hashable {
    public private(set) var text: String
    public private(set) var bindings: [SQLValue]

    public init(_ text: String, _ bindings: SQLValue...) {
        self.text = text
        self.bindings = bindings
    }

    public init(_ text: String, bindings: [SQLValue]) {
        self.text = text
        self.bindings = bindings
    }

    /// A value as a placeholder.
    public static func value(_ value: SQLValue) -> SQLFragment { SQLFragment("?", value) }

    /// A name from the catalog, quoted so that no keyword and no character of it can be read as SQL.
    public static func identifier(_ name: String) -> SQLFragment { SQLFragment(quotedIdentifier(name)) }

    public var isEmpty: Bool { text.isEmpty }

    public static func + (left: SQLFragment, right: SQLFragment) -> SQLFragment {
        var result = left
        result += right
        return result
    }

    public static func += (left: inout SQLFragment, right: SQLFragment) {
        left.text += right.text
        left.bindings += right.bindings
    }

    public static func + (left: SQLFragment, right: String) -> SQLFragment { left + SQLFragment(right) }
    public static func += (left: inout SQLFragment, right: String) { left.text += right }
}

extension Sequence<SQLFragment> {
    /// The fragments one after another with a separator: `a AND b AND c`.
    public func joined(separator: String) -> SQLFragment {
        var result = SQLFragment("")
        for (index, fragment) in enumerated() {
            if index > 0 { result += separator }
            result += fragment
        }
        return result
    }
}

/// A name in double quotes, quotes in it doubled (SQL:2016 §5.2 delimited identifier).
public func quotedIdentifier(_ name: String) -> String {
    // Every statement quotes dozens of names, and hardly any name has a quote in it.
    guard name.utf8.contains(UInt8(ascii: "\"")) else { return "\"" + name + "\"" }
    return "\"" + name.replacing("\"", with: "\"\"") + "\""
}
