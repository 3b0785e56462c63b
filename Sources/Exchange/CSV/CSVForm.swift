/// How a delimited text is written, so that another one can be written in the same way.
public struct CSVForm: Sendable {
    /// How its bytes stand for letters.
    public internal(set) var encoding: TextEncoding
    /// Whether it begins with the mark of its encoding.
    public internal(set) var hasByteOrderMark: Bool
    /// What stands between two cells.
    public internal(set) var separator: CSVSeparator
    /// Whether its first line tells the separator to spreadsheets: `sep=;`.
    public internal(set) var hasSeparatorLine = false
    /// What ends a row.
    var lineEnd: [UInt8] = [0x0D, 0x0A]
    /// The cells of the rows above the header, as UTF-8.
    var preamble: [[[UInt8]]] = []
    /// The cells of the header, as UTF-8.
    var header: [[UInt8]] = []
    /// The names of the columns: the header's cells with blanks made even, empty where a column has no name.
    public internal(set) var names: [String] = []
}
