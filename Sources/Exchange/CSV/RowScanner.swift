/// The state between two bytes of one row: what has been opened and not closed yet.
struct RowScanner {
    enum Outcome {
        case needsMore
        case row
        case tooLarge(CSVProblem)
    }

    private enum Place {
        case cellStart, plain, quoted, quoteInQuoted, afterQuoted
    }

    private let separator: UInt8
    private let limits: CSVLimits
    private var place = Place.cellStart
    private var cellStart = 0
    private(set) var sawQuote = false
    /// Line breaks inside quoted cells.
    private(set) var lineBreaks = 0
    /// Whether a carriage return ended the row: a line feed behind it belongs to it.
    private(set) var endedByCarriageReturn = false
    private var lastWasCarriageReturn = false

    init(separator: UInt8, limits: CSVLimits) {
        self.separator = separator
        self.limits = limits
    }

    var isInsideQuotes: Bool { place == .quoted }

    func hasAnything(_ row: CSVRow) -> Bool { row.cellCount > 0 || !row.bytes.isEmpty || sawQuote }

    mutating func endRow(_ row: inout CSVRow) { endCell(&row) }

    /// Reads bytes until the row ends or the chunk does.
    mutating func scan(_ chunk: Span<UInt8>, from position: inout Int, into row: inout CSVRow) -> Outcome {
        let quote = UInt8(ascii: "\"")
        let (newline, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
        let end = chunk.count
        while position < end {
            switch place {
            case .plain, .cellStart:
                let start = position
                if place == .cellStart, chunk[position] == quote {
                    place = .quoted
                    sawQuote = true
                    position += 1
                    continue
                }
                while position < end {
                    let byte = chunk[position]
                    if byte == separator || byte == newline || byte == carriageReturn { break }
                    position += 1
                }
                row.append(chunk, start..<position)
                if position > start { place = .plain }
                if let problem = excess(row) { return .tooLarge(problem) }
                guard position < end else { return .needsMore }
                let byte = chunk[position]
                position += 1
                endCell(&row)
                endedByCarriageReturn = byte == carriageReturn
                if byte != separator { return .row }
            case .quoted:
                let start = position
                while position < end {
                    let byte = chunk[position]
                    if byte == quote { break }
                    if byte == carriageReturn || (byte == newline && !lastWasCarriageReturn) { lineBreaks += 1 }
                    lastWasCarriageReturn = byte == carriageReturn
                    position += 1
                }
                row.append(chunk, start..<position)
                if let problem = excess(row) { return .tooLarge(problem) }
                guard position < end else { return .needsMore }
                position += 1
                place = .quoteInQuoted
            case .quoteInQuoted:
                if chunk[position] == quote {
                    row.append(quote)
                    position += 1
                    place = .quoted
                } else {
                    place = .afterQuoted
                }
            case .afterQuoted:
                let byte = chunk[position]
                position += 1
                if byte == separator {
                    endCell(&row)
                } else if byte == newline || byte == carriageReturn {
                    endCell(&row)
                    endedByCarriageReturn = byte == carriageReturn
                    return .row
                } else {
                    row.note(.afterQuote(column: row.cellCount + 1))
                    row.requote(from: cellStart)
                    row.append(byte)
                    place = .plain
                }
            }
        }
        return .needsMore
    }

    private mutating func endCell(_ row: inout CSVRow) {
        row.endCell()
        cellStart = row.bytes.count
        place = .cellStart
    }

    private func excess(_ row: CSVRow) -> CSVProblem? {
        if row.bytes.count - cellStart > limits.cellBytes {
            return .cellTooLarge(column: row.cellCount + 1, limit: limits.cellBytes)
        }
        if row.bytes.count > limits.rowBytes { return .rowTooLarge(limit: limits.rowBytes) }
        if row.cellCount >= limits.cells { return .tooManyCells(limit: limits.cells) }
        return nil
    }
}
