/// Bounds on what is read as one row, so that a text with a forgotten quote cannot fill the memory.
public struct CSVLimits: Sendable, Hashable {
    /// Size of one cell.
    public var cellBytes = 1_048_576
    /// Size of all cells of a row.
    public var rowBytes = 16_777_216
    /// Cells of a row.
    public var cells = 4096

    /// The limits that hold unless others are given.
    public init() {}
}
