/// Bounds on what is read as one row, so that a text with a forgotten quote cannot fill the memory.
public struct CSVLimits: Sendable, Hashable {
    /// Size of one cell: the longest text that an attribute can hold, in letters of four bytes.
    public var cellBytes = 4_194_304
    /// Size of all cells of a row.
    public var rowBytes = 16_777_216
    /// Cells of a row: as many as the columns of a spreadsheet.
    public var cells = 16_384

    /// The limits that hold unless others are given.
    public init() {}
}
