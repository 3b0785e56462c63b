/// Builds delimited text as RFC 4180 describes it: a cell is quoted only where it must be.
struct CSVWriter {
    private(set) var bytes: [UInt8] = []
    private let separator: UInt8
    private let lineEnd: [UInt8]

    init(separator: CSVSeparator, lineEnd: [UInt8]) {
        self.separator = separator.byte
        self.lineEnd = lineEnd
    }

    /// - Parameter misquoted: cells that are written as they are.
    mutating func append(_ cells: [[UInt8]], misquoted: Set<Int> = []) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(separator) }
            if misquoted.contains(index) { bytes += cell } else { append(cell) }
        }
        bytes += lineEnd
    }

    /// Adds a line as it is.
    mutating func appendLine(_ text: String) { bytes += Array(text.utf8) + lineEnd }

    private mutating func append(_ cell: [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let mustQuote = cell.contains { byte in
            byte == separator || byte == quote || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
        }
        guard mustQuote else {
            bytes += cell
            return
        }
        bytes.append(quote)
        for byte in cell {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
