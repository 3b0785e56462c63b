import Model

/// The bytes of a text as UTF-8, whatever encoding it has.
///
/// A byte-order mark says more than what was declared: no text begins with one by chance.
final class DecodedBytes: ByteSource {
    /// What ``begin()`` found.
    private(set) var encoding: TextEncoding
    private(set) var hasByteOrderMark = false
    /// Bytes taken from the source so far.
    private(set) var bytesRead = 0
    private let source: any ByteSource
    private let declared: TextEncoding?
    private var first: [UInt8]?
    private var decoding: TextDecoding
    private var isAtEnd = false

    /// - Parameter declared: nil for UTF-8, unless a byte-order mark says otherwise.
    init(_ source: any ByteSource, declared: TextEncoding?) {
        self.source = source
        self.declared = declared
        encoding = declared ?? .utf8
        decoding = TextDecoding(encoding)
    }

    /// Finds out the encoding; to be called before anything is read.
    ///
    /// - Throws: `KTR-I680` where it is a workbook, `KTR-I560` where the text is UTF-16 and neither declared nor marked so.
    func begin() throws(Refusal) {
        var beginning: [UInt8] = []
        while beginning.count < 64 {
            let piece = try source.next()
            if piece.isEmpty { break }
            beginning += piece
        }
        bytesRead = beginning.count
        if Self.isWorkbook(beginning) { throw Self.workbook }
        if let marked = TextEncoding.marked(in: beginning) {
            encoding = marked
            hasByteOrderMark = true
            beginning.removeFirst(marked.byteOrderMark.count)
        } else if declared == nil, let likely = Self.likelyUTF16(beginning) {
            throw Self.unmarked(likely)
        }
        first = beginning
        decoding = TextDecoding(encoding)
    }

    /// The next piece; empty at the end.
    func next() throws(Refusal) -> [UInt8] {
        while !isAtEnd {
            let piece: [UInt8]
            if let first, !first.isEmpty {
                piece = first
            } else {
                piece = try source.next()
                bytesRead += piece.count
                isAtEnd = piece.isEmpty
            }
            first = nil
            let text = isAtEnd ? decoding.end() : decoding.utf8(of: piece)
            if !text.isEmpty { return text }
        }
        return []
    }

    /// Every second byte of a western text is zero in UTF-16.
    private static func likelyUTF16(_ bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count >= 4 else { return nil }
        if bytes[1] == 0, bytes[3] == 0, bytes[0] != 0, bytes[2] != 0 { return .utf16LittleEndian }
        if bytes[0] == 0, bytes[2] == 0, bytes[1] != 0, bytes[3] != 0 { return .utf16BigEndian }
        return nil
    }

    /// Archives, as workbooks of spreadsheets are today, and the files of older ones.
    private static func isWorkbook(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    private static let workbook = Refusal(
        .malformed, "KTR-I680",
        LocalizedText(
            "the file is a workbook or an archive, not a text file",
            german: "die Datei ist eine Arbeitsmappe oder ein Archiv, keine Textdatei"),
        hint: LocalizedText(
            "save the sheet as CSV and import that file",
            german: "Speichern Sie das Blatt als CSV und importieren Sie diese Datei"))

    private static func unmarked(_ encoding: TextEncoding) -> Refusal {
        Refusal(
            .malformed, "KTR-I560",
            LocalizedText(
                "the file is in UTF-16 and has no byte-order mark",
                german: "die Datei ist in UTF-16 und hat keine Byte-Order-Marke"),
            hint: LocalizedText(
                "declare it: encoding=\"\(encoding.rawValue)\" in the map, or --encoding \(encoding.rawValue)",
                german:
                    "Geben Sie sie an: encoding=\"\(encoding.rawValue)\" in der Zuordnung, oder --encoding \(encoding.rawValue)"
            ))
    }
}
