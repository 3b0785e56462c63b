import Model

/// Walks forward over a text and knows line and column of where it stands. Columns count bytes from 1.
///
/// Lines are counted only when a location is asked for, so that walking itself costs nothing.
struct SourceCursor {
    let bytes: [UInt8]
    let file: String
    private(set) var offset: Int
    private var line = 1
    private var lineStart: Int
    private var countedTo: Int

    init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
        // The byte order mark belongs to the encoding, not to the first line.
        offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        lineStart = offset
        countedTo = offset
    }

    var location: SourceLocation {
        mutating get {
            for position in countedTo..<max(countedTo, offset) where bytes[position] == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + 1
            }
            countedTo = max(countedTo, offset)
            return SourceLocation(file: file, line: line, column: offset - lineStart + 1)
        }
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The byte here; 0, which no text contains, at the end.
    var byte: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    func looksAt(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset + count <= bytes.count else { return false }
        for position in 0..<count where bytes[offset + position] != text.utf8Start[position] { return false }
        return true
    }

    mutating func advance() { offset = min(offset + 1, bytes.count) }

    mutating func advance(by count: Int) { offset = min(offset + count, bytes.count) }

    /// Goes to the next such byte, or to the end.
    mutating func advance(to wanted: Unicode.Scalar) {
        let wanted = UInt8(ascii: wanted)
        while offset < bytes.count, bytes[offset] != wanted { offset += 1 }
    }

    /// Goes behind the next occurrence of a text, or to the end.
    mutating func advance(behind text: StaticString) {
        while !isAtEnd, !looksAt(text) { offset += 1 }
        advance(by: text.utf8CodeUnitCount)
    }

    mutating func skipWhiteSpace() {
        while isWhiteSpace(byte) { offset += 1 }
    }
}

func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
