import Model

/// Looks at every byte once before libxml2 sees any.
///
/// libxml2 2.9 ignores what follows a NUL, decodes UTF-7 and EBCDIC, and compares the attributes of a tag pairwise; so the
/// encoding, the size of tags and the DOCTYPE are settled here.
struct PreScan {
    private var cursor: SourceCursor
    private let limits: XMLLimits

    init(bytes: [UInt8], file: String, limits: XMLLimits) {
        cursor = SourceCursor(bytes: bytes, file: file)
        self.limits = limits
    }

    /// The first problem; nil when libxml2 may read the text.
    mutating func run() -> Diagnostic? {
        encodingProblem() ?? declarationProblem() ?? markupProblem()
    }

    private mutating func problem(_ code: String, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(.error, code, message, hint: hint, at: cursor.location)
    }

    private mutating func encodingProblem() -> Diagnostic? {
        let bytes = cursor.bytes
        let start = cursor
        if bytes.count > limits.bytes {
            return problem(
                "KTR-X102", "the text has \(bytes.count) bytes; the limit is \(limits.bytes)",
                hint: "split it into several files")
        }
        if cursor.isAtEnd { return problem("KTR-X101", "the text is empty", hint: "it needs one root element") }
        while !cursor.isAtEnd {
            let byte = cursor.byte
            if byte == 0 {
                return problem(
                    "KTR-X103", "there is a NUL byte in the text",
                    hint: "save it as UTF-8 text, not as UTF-16 or binary")
            }
            if byte < 0x80 {
                cursor.advance()
            } else if let length = sequenceLength(at: cursor.offset) {
                cursor.advance(by: length)
            } else {
                return problem("KTR-X104", "the text is not valid UTF-8 here", hint: "save the file as UTF-8")
            }
        }
        cursor = start
        return nil
    }

    /// Length of the well-formed multi-byte sequence at an offset (Unicode 15, table 3-7); nil where there is none.
    private func sequenceLength(at offset: Int) -> Int? {
        let bytes = cursor.bytes
        let first = bytes[offset]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard offset + length <= bytes.count, second.contains(bytes[offset + 1]) else { return nil }
        for position in (offset + 2)..<max(offset + 2, offset + length) where bytes[position] & 0xC0 != 0x80 {
            return nil
        }
        return length
    }

    /// Checks the encoding label of `<?xml … ?>` and leaves the cursor behind it.
    private mutating func declarationProblem() -> Diagnostic? {
        guard cursor.looksAt("<?xml") else { return nil }
        var end = cursor
        end.advance(behind: "?>")
        while cursor.offset < end.offset {
            if cursor.looksAt("encoding") {
                let place = cursor
                cursor.advance(by: 8)
                cursor.skipWhiteSpace()
                cursor.advance()
                cursor.skipWhiteSpace()
                let quote = cursor.byte
                cursor.advance()
                var label: [UInt8] = []
                while cursor.offset < end.offset, cursor.byte != quote, label.count <= 40 {
                    label.append(cursor.byte)
                    cursor.advance()
                }
                let name = String(decoding: label, as: UTF8.self)
                if !["UTF-8", "UTF8", "US-ASCII"].contains(name.uppercased()) {
                    cursor = place
                    return problem(
                        "KTR-X105", "the encoding label says '\(name)', but only UTF-8 is read",
                        hint: "write encoding=\"UTF-8\" or leave the label out")
                }
            }
            cursor.advance()
        }
        cursor = end
        return nil
    }

    private mutating func markupProblem() -> Diagnostic? {
        while true {
            cursor.advance(to: "<")
            if cursor.isAtEnd { return nil }
            if cursor.looksAt("<!--") {
                cursor.advance(behind: "-->")
            } else if cursor.looksAt("<![CDATA[") {
                cursor.advance(behind: "]]>")
            } else if cursor.looksAt("<?") {
                cursor.advance(behind: "?>")
            } else if cursor.looksAt("<!") {
                return problem(
                    "KTR-X110", "a document type declaration (DOCTYPE) or other <! declaration is not allowed",
                    hint: "remove it; definitions are checked by their own schema")
            } else if let found = tagProblem() {
                return found
            }
        }
    }

    /// Measures one tag. A `<` inside ends it, because XML allows none there; libxml2 says so later.
    private mutating func tagProblem() -> Diagnostic? {
        let start = cursor
        var quote: UInt8?
        var attributes = 0
        cursor.advance()
        while !cursor.isAtEnd, cursor.byte != UInt8(ascii: "<") {
            let byte = cursor.byte
            if cursor.offset - start.offset >= limits.tagBytes {
                cursor = start
                return problem("KTR-X130", "this tag is longer than \(limits.tagBytes) bytes")
            }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                attributes += 1
                if attributes > limits.attributesPerElement {
                    cursor = start
                    return problem(
                        "KTR-X131", "this tag has more than \(limits.attributesPerElement) attributes")
                }
            } else if byte == UInt8(ascii: ">") {
                cursor.advance()
                return nil
            }
            cursor.advance()
        }
        return nil
    }
}
