public import Model

/// Reads delimited text as RFC 4180 describes it and as programs write it, row by row and in bounded memory.
///
/// Quoted cells, doubled quotes, cells of several lines; CRLF, LF or CR; UTF-8, or the encoding that is declared or that a
/// byte-order mark tells; comma, semicolon, tab or bar, told by a line `sep=;`, declared or found. Rows and columns without content
/// are passed over. What is wrong with one row (``CSVRow/problem``) leaves the others readable; what makes the rest unreadable
/// is thrown. SwiftCSV was looked at and is not used: it holds the whole text in memory, and tells neither row nor column of what
/// it cannot read.
///
///     var reader = try CSVReader(BytesInMemory("id,name\n1,Ada\n"))
///     var row = CSVRow()
///     while try reader.read(into: &row) { print(row.number, row.text(1)) }   // 2 Ada
public struct CSVReader: ~Copyable {
    /// How the text is written.
    public private(set) var form: CSVForm
    /// Rows of separators that hold nothing; they were passed over.
    public private(set) var emptyRows = 0
    /// The names of the columns; empty where a column has none.
    public var header: [String] { form.names }
    /// Bytes taken from the source so far, for showing progress.
    public var bytesRead: Int { source.bytesRead }

    private let source: DecodedBytes
    private let limits: CSVLimits
    private var chunk: [UInt8] = []
    private var position = 0
    private var rowNumber = 0
    private var line = 1
    private var headerNumber = 0
    private var lastEndedByCarriageReturn = false
    /// Columns without a name.
    private var nameless: [Int] = []
    /// Cells that a row must have: up to the last column with a name.
    private var needed = 0
    /// Whether the text is one of refused rows, which we wrote.
    private var isOfRefusedRows = false

    /// Reads up to the row with the names of the columns.
    ///
    /// - Parameters:
    ///   - separator: nil to take the one that occurs most often in that row. A line `sep=;` says it anyway.
    ///   - encoding: nil for UTF-8. A byte-order mark says it anyway.
    ///   - headerRow: the row with the names, counted as a spreadsheet does; nil for the first that is not empty.
    /// - Throws: `Refusal` when there is no such row, when it has no name or one name twice, or the source cannot be read.
    public init(
        _ source: consuming any ByteSource, separator: CSVSeparator? = nil, encoding: TextEncoding? = nil,
        headerRow: Int? = nil, limits: CSVLimits = CSVLimits()
    ) throws(Refusal) {
        self.source = DecodedBytes(source, declared: encoding)
        self.limits = limits
        form = CSVForm(
            encoding: self.source.encoding, hasByteOrderMark: false, separator: separator ?? .comma)
        try self.source.begin()
        form.encoding = self.source.encoding
        form.hasByteOrderMark = self.source.hasByteOrderMark
        let told = try separatorLine()
        if let told {
            form.separator = told
            form.hasSeparatorLine = true
        }
        var row = CSVRow()
        repeat {
            if told == nil, separator == nil { form.separator = .likeliest(in: try lineAhead()) }
            guard try scan(&row) else { throw CSVProblem.noHeader.refusal(row: max(1, rowNumber), line: line) }
            if let headerRow, row.number < headerRow { form.preamble.append(row.cells) }
        } while headerRow.map { row.number < $0 } ?? row.isBlank
        try takeHeader(&row)
    }

    private mutating func takeHeader(_ row: inout CSVRow) throws(Refusal) {
        if let problem = row.problem { throw problem.refusal(row: row.number, line: row.line) }
        headerNumber = row.number
        let added = Set(RefusedRow.addedColumns)
        isOfRefusedRows = added.isSubset(of: (0..<row.cellCount).map(row.text))
        if isOfRefusedRows { row.replaceCells(CellGuard.unguarded) }
        form.header = row.cells
        form.names = (0..<row.cellCount).map { tidied(row.text($0)) }
        var seen: Set<String> = []
        for (index, name) in form.names.enumerated() {
            guard !name.isEmpty else {
                nameless.append(index)
                continue
            }
            needed = index + 1
            if !seen.insert(name).inserted {
                throw CSVProblem.columnTwice(name: name).refusal(row: row.number, line: row.line)
            }
        }
        guard needed > 0 else { throw CSVProblem.noHeader.refusal(row: row.number, line: row.line) }
    }

    /// Reads the next row that holds anything into a row that is used again and again.
    ///
    /// - Returns: false at the end of the text.
    /// - Throws: `Refusal` when a quoted cell never ends, a limit is exceeded, or the source cannot be read.
    public mutating func read(into row: inout CSVRow) throws(Refusal) -> Bool {
        while try scan(&row) {
            if row.problem == nil, row.isBlank {
                if row.cellCount > 1 { emptyRows += 1 }
                continue
            }
            if row.problem == nil { row.problem = widthProblem(row) }
            if isOfRefusedRows { row.replaceCells(CellGuard.unguarded) }
            return true
        }
        return false
    }

    /// What is wrong with the number of cells; cells without content that are too many are no fault.
    private func widthProblem(_ row: CSVRow) -> CSVProblem? {
        let count = form.names.count
        if row.cellCount < needed { return .width(found: row.cellCount, expected: count) }
        if row.cellCount > count, (count..<row.cellCount).contains(where: { !row.isBlank($0) }) {
            return .width(found: row.cellCount, expected: count)
        }
        return nameless.first { !row.isBlank($0) }.map { .namelessColumn(column: $0 + 1) }
    }

    private mutating func fill() throws(Refusal) -> Bool {
        chunk = try source.next()
        position = 0
        return !chunk.isEmpty
    }

    /// The line that is read next, without taking it; what is not there by 64 KiB is left out.
    private mutating func lineAhead() throws(Refusal) -> ArraySlice<UInt8> {
        let isLineEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        // The line feed of the line before.
        if position == chunk.count { _ = try fill() }
        if lastEndedByCarriageReturn, position < chunk.count, chunk[position] == UInt8(ascii: "\n") { position += 1 }
        lastEndedByCarriageReturn = false
        while chunk.count - position < 65_536, !chunk[position...].contains(where: isLineEnd) {
            let next = try source.next()
            if next.isEmpty { break }
            chunk = Array(chunk[position...]) + next
            position = 0
        }
        return chunk[position...]
    }

    /// The separator that a first line `sep=;` tells; that line is no row.
    private mutating func separatorLine() throws(Refusal) -> CSVSeparator? {
        let ahead = try lineAhead()
        let first = ahead.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard let told = CSVSeparator.told(by: first) else { return nil }
        position += first.count
        if position < chunk.count {
            lastEndedByCarriageReturn = chunk[position] == UInt8(ascii: "\r")
            position += 1
        }
        line += 1
        return told
    }

    /// Scans one row, be it empty; false at the end.
    private mutating func scan(_ row: inout CSVRow) throws(Refusal) -> Bool {
        row.removeAll()
        var scanner = RowScanner(separator: form.separator.byte, limits: limits)
        while true {
            if position == chunk.count, try !fill() {
                if scanner.isInsideQuotes {
                    throw CSVProblem.unclosedQuote.refusal(row: rowNumber + 1, line: line)
                }
                guard scanner.hasAnything(row) else { return false }
                scanner.endRow(&row)
                finish(&row, linesInside: scanner.lineBreaks)
                return true
            }
            if lastEndedByCarriageReturn {
                lastEndedByCarriageReturn = false
                if chunk[position] == UInt8(ascii: "\n") {
                    if rowNumber == headerNumber { form.lineEnd = [0x0D, 0x0A] }
                    position += 1
                    continue
                }
            }
            var reached = position
            let outcome = scanner.scan(chunk.span, from: &reached, into: &row)
            position = reached
            switch outcome {
            case .needsMore: continue
            case .tooLarge(let problem): throw problem.refusal(row: rowNumber + 1, line: line)
            case .row:
                lastEndedByCarriageReturn = scanner.endedByCarriageReturn
                if headerNumber == 0 {
                    form.lineEnd = scanner.endedByCarriageReturn ? [0x0D] : [0x0A]
                }
                finish(&row, linesInside: scanner.lineBreaks)
                return true
            }
        }
    }

    private mutating func finish(_ row: inout CSVRow, linesInside: Int) {
        rowNumber += 1
        row.number = rowNumber
        row.line = line
        line += linesInside + 1
        row.checkEncoding()
    }
}
