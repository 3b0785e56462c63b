/// What a full-text search takes for words: runs of letters and digits, folded (``FoldedText``). Everything else parts them.
public enum SearchWords {
    /// Whether there is a word in a text.
    public static func areIn(_ text: String) -> Bool {
        var found = false
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            forEach(in: bytes) { _, _ in
                found = true
                return false
            }
        }
        return found
    }

    /// Gives each word with the place that it has in the text, until the closure says no.
    public static func forEach(
        in text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>, Range<Int>) -> Bool
    ) {
        var word: [UInt8] = []
        var (start, place) = (0, 0)
        /// Whether to go on.
        func end(at place: Int) -> Bool {
            guard !word.isEmpty else { return true }
            defer { word.removeAll(keepingCapacity: true) }
            return word.withUnsafeBufferPointer { body($0, start..<place) }
        }
        while place < text.count {
            let byte = text[place]
            if byte < 0x80 {
                switch byte {
                case 0x30...0x39, 0x61...0x7A:
                    if word.isEmpty { start = place }
                    word.append(byte)
                case 0x41...0x5A:
                    if word.isEmpty { start = place }
                    word.append(byte + 0x20)
                default: if !end(at: place) { return }
                }
                place += 1
                continue
            }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
            let next = min(place + length, text.count)
            let scalar = String(decoding: text[place..<next], as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
            switch kind(of: scalar) {
            case .letters(let letters):
                if word.isEmpty { start = place }
                word += letters
            case .mark: break
            case .sign: if !end(at: place) { return }
            }
            place = next
        }
        _ = end(at: text.count)
    }

    private enum Kind {
        case letters([UInt8])
        /// Belongs to the letter before it.
        case mark
        case sign
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        if let known = LetterTable.letters[scalar.value] { return .letters(known.base) }
        if FoldedText.isMark(scalar) || scalar.properties.isDefaultIgnorableCodePoint { return .mark }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .privateUse:
            return .letters(Array(scalar.properties.lowercaseMapping.utf8))
        default: return .sign
        }
    }
}
