/// One row: its cells without quotes, in one buffer that the next row uses again.
public struct CSVRow: Sendable {
    /// Counts rows as a spreadsheet does: the header is 1.
    public internal(set) var number = 0
    /// The line of the text that the row begins in; differs from ``number`` once cells have several lines.
    public internal(set) var line = 0
    /// What makes this row unusable; the cells that could be read are there nevertheless.
    public internal(set) var problem: CSVProblem?

    private(set) var bytes: [UInt8] = []
    /// Cells that are kept as they are written, quotes included, because their quoting is wrong.
    private(set) var misquoted: Set<Int> = []
    private var ends: [Int] = []

    /// A row without cells, to be read into.
    public init() {}

    /// How many cells the row has.
    public var cellCount: Int { ends.count }

    /// A cell as text; empty where the row has no such cell.
    public func text(_ index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

    /// A cell's bytes; empty where the row has no such cell.
    public func bytes(_ index: Int) -> ArraySlice<UInt8> { bytes[range(index)] }

    /// Whether a cell has no bytes; true where the row has no such cell.
    public func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

    /// The cells' bytes, one by one.
    var cells: [[UInt8]] { (0..<cellCount).map { Array(bytes(_: $0)) } }

    /// Whether no cell holds anything that can be seen.
    var isBlank: Bool {
        // Nearly every row begins with a visible character of ASCII.
        if let first = bytes.first, (0x21..<0x7F).contains(first) { return false }
        return isInvisible(String(decoding: bytes, as: UTF8.self))
    }

    /// Whether a cell holds nothing that can be seen.
    func isBlank(_ index: Int) -> Bool { isEmpty(index) || isInvisible(text(index)) }

    /// Changes every cell.
    mutating func replaceCells(_ change: (ArraySlice<UInt8>) -> ArraySlice<UInt8>) {
        var (changed, places): ([UInt8], [Int]) = ([], [])
        for index in 0..<cellCount {
            changed += change(bytes(index))
            places.append(changed.count)
        }
        (bytes, ends) = (changed, places)
    }

    private func range(_ index: Int) -> Range<Int> {
        guard index < ends.count else { return 0..<0 }
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        if !misquoted.isEmpty { misquoted.removeAll() }
        problem = nil
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ chunk: Span<UInt8>, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        bytes.reserveCapacity(bytes.count + range.count)
        chunk.extracting(range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    }

    mutating func endCell() { ends.append(bytes.count) }

    /// Puts the quotes back around what the open cell has so far: text follows the closing one.
    mutating func requote(from start: Int) {
        let quote = UInt8(ascii: "\"")
        let inside = bytes[start...].flatMap { $0 == quote ? [quote, quote] : [$0] }
        bytes.replaceSubrange(start..., with: [quote] + inside + [quote])
        misquoted.insert(cellCount)
    }

    /// Keeps the first problem of the row.
    mutating func note(_ found: CSVProblem) { if problem == nil { problem = found } }

    /// Notes the first cell that is not UTF-8 or holds a NUL.
    mutating func checkEncoding() {
        guard let place = firstUnusableByte(in: bytes.span) else { return }
        let column = (ends.firstIndex { place < $0 } ?? 0) + 1
        note(bytes[place] == 0 ? .zeroByte(column: column) : .encoding(column: column, byte: bytes[place]))
    }
}

/// The first byte that begins no valid UTF-8 sequence (RFC 3629), or is NUL; nil when all is well.
func firstUnusableByte(in bytes: Span<UInt8>) -> Int? {
    var index = 0
    let end = bytes.count
    func continuation(_ at: Int, _ allowed: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
        at < end && allowed.contains(bytes[at])
    }
    while index < end {
        switch bytes[index] {
        case 0x01...0x7F: index += 1
        case 0xC2...0xDF where continuation(index + 1): index += 2
        case 0xE0 where continuation(index + 1, 0xA0...0xBF) && continuation(index + 2): index += 3
        case 0xED where continuation(index + 1, 0x80...0x9F) && continuation(index + 2): index += 3
        case 0xE1...0xEF where bytes[index] != 0xED && continuation(index + 1) && continuation(index + 2): index += 3
        case 0xF0 where continuation(index + 1, 0x90...0xBF) && continuation(index + 2) && continuation(index + 3):
            index += 4
        case 0xF1...0xF3 where continuation(index + 1) && continuation(index + 2) && continuation(index + 3): index += 4
        case 0xF4 where continuation(index + 1, 0x80...0x8F) && continuation(index + 2) && continuation(index + 3):
            index += 4
        default: return index
        }
    }
    return nil
}
