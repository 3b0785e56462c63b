/// The state between two bytes of one row: what has been opened and not closed yet.
struct RowScanner {
    enum Outcome {
        case needsMore
        case row
        case tooLarge(CSVProblem)
    }

    private enum Place {
        case cellStart, plain, quoted, quoteInQuoted, afterQuoted, carriageReturn
    }

    private let separator: UInt8
    private let limits: CSVLimits
    private var place = Place.cellStart
    private var cellStart = 0
    private(set) var sawQuote = false
    /// Line breaks inside quoted cells.
    private(set) var lineBreaks = 0

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
                if byte == carriageReturn {
                    place = .carriageReturn
                } else {
                    endCell(&row)
                    if byte == newline { return .row }
                }
            case .quoted:
                let start = position
                while position < end {
                    let byte = chunk[position]
                    if byte == quote { break }
                    if byte == newline { lineBreaks += 1 }
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
                } else if byte == newline {
                    endCell(&row)
                    return .row
                } else if byte == carriageReturn {
                    place = .carriageReturn
                } else {
                    row.note(.afterQuote(column: row.cellCount + 1))
                    row.append(byte)
                    place = .plain
                }
            case .carriageReturn:
                // A lone CR ends no row: it is part of the cell, as old exports have it inside unquoted text.
                if chunk[position] == newline {
                    position += 1
                    endCell(&row)
                    return .row
                }
                row.append(carriageReturn)
                place = .plain
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
        if row.cellCount > limits.cells { return .tooManyCells(limit: limits.cells) }
        return nil
    }
}
