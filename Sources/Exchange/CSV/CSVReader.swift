public import Model

/// Reads delimited text as RFC 4180 describes it, row by row and in bounded memory.
///
/// Quoted cells, doubled quotes, cells of several lines, CRLF and LF, a byte-order mark; comma, semicolon or tab. The text
/// must be UTF-8. What is wrong with one row (``CSVRow/problem``) leaves the others readable; what makes the rest
/// unreadable is thrown. SwiftCSV was looked at and is not used: it holds the whole text in memory, and tells neither row
/// nor column of what it cannot read.
///
///     var reader = try CSVReader(BytesInMemory("id,name\n1,Ada\n"))
///     var row = CSVRow()
///     while try reader.read(into: &row) { print(row.number, row.text(1)) }   // 2 Ada
public struct CSVReader: ~Copyable {
    /// The cells of the first row, trimmed.
    public private(set) var header: [String] = []
    /// The separator in use: the one that was asked for, or the likeliest in the first row.
    public private(set) var separator: CSVSeparator
    /// Bytes taken from the source so far, for showing progress.
    public private(set) var bytesRead = 0

    private var source: any ByteSource
    private let limits: CSVLimits
    private var chunk: [UInt8] = []
    private var position = 0
    private var rowNumber = 0
    private var line = 1

    /// Reads the first row.
    ///
    /// - Parameter separator: nil to take the one that occurs most often in the first row.
    /// - Throws: `Refusal` when there is no first row, when it has no name or one name twice, or the source cannot be read.
    public init(
        _ source: consuming any ByteSource, separator: CSVSeparator? = nil, limits: CSVLimits = CSVLimits()
    ) throws(Refusal) {
        self.source = source
        self.limits = limits
        self.separator = separator ?? .comma
        _ = try fill()
        if chunk.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        if separator == nil { self.separator = .likeliest(in: chunk[position...]) }
        var first = CSVRow()
        guard try scan(&first), first.cellCount > 0 else { throw CSVProblem.noHeader.refusal(row: 1, line: 1) }
        if let problem = first.problem { throw problem.refusal(row: 1, line: 1) }
        header = (0..<first.cellCount).map { trimmed(first.text($0)) }
        var seen: Set<String> = []
        for (index, name) in header.enumerated() {
            if name.isEmpty { throw CSVProblem.namelessColumn(column: index + 1).refusal(row: 1, line: 1) }
            if !seen.insert(name).inserted { throw CSVProblem.columnTwice(name: name).refusal(row: 1, line: 1) }
        }
    }

    /// Reads the next row into a row that is used again and again; empty lines are passed over.
    ///
    /// - Returns: false at the end of the text.
    /// - Throws: `Refusal` when a quoted cell never ends, a limit is exceeded, or the source cannot be read.
    public mutating func read(into row: inout CSVRow) throws(Refusal) -> Bool {
        guard try scan(&row) else { return false }
        if row.problem == nil, row.cellCount != header.count {
            row.problem = .width(found: row.cellCount, expected: header.count)
        }
        return true
    }

    private mutating func fill() throws(Refusal) -> Bool {
        chunk = try source.next()
        position = 0
        bytesRead += chunk.count
        return !chunk.isEmpty
    }

    /// Scans one row; false at the end.
    private mutating func scan(_ row: inout CSVRow) throws(Refusal) -> Bool {
        row.removeAll()
        var scanner = RowScanner(separator: separator.byte, limits: limits)
        while true {
            if position == chunk.count, try !fill() {
                if scanner.isInsideQuotes {
                    throw CSVProblem.unclosedQuote.refusal(row: rowNumber + 1, line: line)
                }
                guard scanner.hasAnything(row) else { return false }
                scanner.endRow(&row)
                return try finish(&row, linesInside: scanner.lineBreaks)
            }
            var reached = position
            let outcome = scanner.scan(chunk.span, from: &reached, into: &row)
            position = reached
            switch outcome {
            case .needsMore: continue
            case .tooLarge(let problem): throw problem.refusal(row: rowNumber + 1, line: line)
            case .row:
                if row.cellCount == 1, row.bytes.isEmpty, !scanner.sawQuote {
                    line += 1
                    row.removeAll()
                    scanner = RowScanner(separator: separator.byte, limits: limits)
                    continue
                }
                return try finish(&row, linesInside: scanner.lineBreaks)
            }
        }
    }

    private mutating func finish(_ row: inout CSVRow, linesInside: Int) throws(Refusal) -> Bool {
        rowNumber += 1
        row.number = rowNumber
        row.line = line
        line += linesInside + 1
        row.checkEncoding()
        return true
    }
}
