/// How the bytes of a text stand for letters.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case windows1252 = "windows-1252"
    case latin9 = "iso-8859-15"

    /// The encoding of a name, in any case. `utf-16` alone is read with the low byte first where no byte-order mark says otherwise;
    /// `iso-8859-1` is Windows-1252, as browsers read it.
    public init?(named name: String) {
        let word = name.lowercased()
        let others: [String: TextEncoding] = [
            "utf8": .utf8, "utf-16": .utf16LittleEndian, "utf16": .utf16LittleEndian, "cp1252": .windows1252,
            "iso-8859-1": .windows1252, "latin1": .windows1252, "latin9": .latin9,
        ]
        guard let found = TextEncoding(rawValue: word) ?? others[word] else { return nil }
        self = found
    }

    /// The bytes that begin a text and tell its encoding; empty where there are none.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .windows1252, .latin9: []
        }
    }

    /// The encoding whose mark some bytes begin with.
    static func marked(in bytes: some Collection<UInt8>) -> TextEncoding? {
        allCases.first { !$0.byteOrderMark.isEmpty && bytes.starts(with: $0.byteOrderMark) }
    }

    /// The letters of a single-byte encoding, by byte; nil for the others. Bytes without a letter are the control characters of
    /// their number, so that nothing is lost on the way there and back.
    var letters: [UInt16]? {
        switch self {
        case .windows1252: Self.windowsLetters
        case .latin9: Self.latin9Letters
        default: nil
        }
    }

    private static let windowsLetters: [UInt16] = {
        let special: [UInt16] = [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
            0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
            0x0153, 0x9D, 0x017E, 0x0178,
        ]
        return Array(0..<0x80) + special + Array(0xA0...0xFF)
    }()

    private static let latin9Letters: [UInt16] = {
        var letters = Array(UInt16(0)...0xFF)
        let changed: [(Int, UInt16)] = [
            (0xA4, 0x20AC), (0xA6, 0x0160), (0xA8, 0x0161), (0xB4, 0x017D), (0xB8, 0x017E), (0xBC, 0x0152),
            (0xBD, 0x0153), (0xBE, 0x0178),
        ]
        for (byte, letter) in changed { letters[byte] = letter }
        return letters
    }()
}
