/// A place in a text that a person wrote: where a diagnostic points.
///
/// Lines and columns count from 1; a column counts bytes, as libxml2 and Lua report them.
public struct SourceLocation: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Path as people know it, relative to the project.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in bytes.
    public var column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The form that editors and terminals make clickable: `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// By file, then line, then column.
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
