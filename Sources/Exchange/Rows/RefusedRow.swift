public import Model

/// A row that was not imported, and why.
public struct RefusedRow: Sendable {
    /// As a spreadsheet counts: the header is row 1.
    public var number: Int
    /// The line of the text that the row begins in.
    public var line: Int
    /// The column to blame, where there is one.
    public var column: String?
    /// The stable identifier of the reason.
    public var code: String
    /// Why, for the person who has the file.
    public var reason: LocalizedText
    /// The row's cells as they were.
    public var cells: [String]

    /// What a file of refused rows has behind the columns of the text; passed over when that file is imported.
    static let addedColumns = ["kontor_row", "kontor_column", "kontor_code", "kontor_reason"]
}
