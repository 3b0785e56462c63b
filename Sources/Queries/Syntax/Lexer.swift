import Model

/// Cuts a query text into tokens, by the lexical rules of the OData 4.01 ABNF.
struct Lexer {
    private let text: String
    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
    }

    /// All tokens, closed by one of kind `end`.
    static func tokens(of text: String) throws(QueryError) -> [Token] {
        var lexer = Lexer(text)
        guard lexer.bytes.count <= QueryLimits.bytes else {
            throw QueryError(
                "KTR-Q101", at: 0, in: text,
                LocalizedText(
                    "the expression is longer than \(QueryLimits.bytes) bytes",
                    german: "Der Ausdruck ist länger als \(QueryLimits.bytes) Bytes"), kind: .limit)
        }
        var tokens: [Token] = []
        while let token = try lexer.next() {
            tokens.append(token)
            guard tokens.count <= QueryLimits.tokens else {
                throw QueryError(
                    "KTR-Q102", at: token.start, in: text,
                    LocalizedText(
                        "the expression has more than \(QueryLimits.tokens) words and signs",
                        german: "Der Ausdruck hat mehr als \(QueryLimits.tokens) Wörter und Zeichen"), kind: .limit)
            }
        }
        tokens.append(Token(kind: .end, start: lexer.bytes.count, end: lexer.bytes.count))
        return tokens
    }

    private mutating func next() throws(QueryError) -> Token? {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        switch bytes[position] {
        case UInt8(ascii: "("): return sign(.open)
        case UInt8(ascii: ")"): return sign(.close)
        case UInt8(ascii: ","): return sign(.comma)
        case UInt8(ascii: "/"): return sign(.slash)
        case UInt8(ascii: ":"): return sign(.colon)
        case UInt8(ascii: "'"): return try quotedText()
        case UInt8(ascii: "-"):
            guard position + 1 < bytes.count, isDigit(bytes[position + 1]) else { return sign(.minus) }
            return try number()
        case UInt8(ascii: "+") where position + 1 < bytes.count && isDigit(bytes[position + 1]): return try number()
        case UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "["), UInt8(ascii: "{"): throw notSupported(at: start)
        default: break
        }
        if let id = recordID() { return id }
        if isDigit(bytes[start]) { return try number() }
        guard isLetter(bytes[start]) else {
            throw QueryError(
                "KTR-Q104", at: start, in: text,
                LocalizedText(
                    "unexpected character '\(character(at: start))'",
                    german: "Unerwartetes Zeichen „\(character(at: start))“"), hint: signHint(bytes[start]))
        }
        // A dot joins the parts of a qualified name: `Kontor.contract`, `geo.distance`.
        while position < bytes.count,
            isLetter(bytes[position]) || isDigit(bytes[position])
                || bytes[position] == UInt8(ascii: ".") && position + 1 < bytes.count && isLetter(bytes[position + 1])
        {
            position += 1
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "'"), let literal = try prefixedText(from: start) {
            return literal
        }
        return Token(kind: .word(slice(start, position)), start: start, end: position)
    }

    private mutating func sign(_ kind: Token.Kind) -> Token {
        position += 1
        return Token(kind: kind, start: position - 1, end: position)
    }

    /// A literal whose word stands before the quote; nil where the word makes none.
    private mutating func prefixedText(from start: Int) throws(QueryError) -> Token? {
        let word = slice(start, position)
        guard Self.literal(word, "") != nil else { return nil }
        let quoted = try quotedText()
        guard case .literal(.text(let content)) = quoted.kind, let literal = Self.literal(word, content) else {
            return nil
        }
        switch literal {
        case .success(let value): return Token(kind: .literal(value), start: start, end: quoted.end)
        case .failure(let fault):
            throw QueryError(fault.code, at: start, in: text, fault.message(content), hint: fault.hint)
        }
    }

    private mutating func quotedText() throws(QueryError) -> Token {
        let start = position
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "'") {
                guard position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "'") else {
                    position += 1
                    let value = String(decoding: content, as: UTF8.self)
                    return Token(kind: .literal(.text(value)), start: start, end: position)
                }
                position += 1
            }
            guard bytes[position] != 0 else {
                throw QueryError(
                    "KTR-Q104", at: position, in: text,
                    LocalizedText("a text must not contain NUL", german: "Ein Text darf kein NUL enthalten"))
            }
            content.append(bytes[position])
            position += 1
        }
        throw QueryError(
            "KTR-Q103", at: start, in: text,
            LocalizedText("the text has no closing quote", german: "Dem Text fehlt das schließende Hochkomma"),
            hint: LocalizedText(
                "a quote inside a text is written twice: 'O''Neill'",
                german: "Ein Hochkomma im Text wird doppelt geschrieben: 'O''Neill'"))
    }

    /// An id in its canonical form; ids may begin with a letter, so this is tried before words and numbers.
    private mutating func recordID() -> Token? {
        let end = position + 36
        guard end <= bytes.count, bytes[position + 8] == UInt8(ascii: "-"),
            end == bytes.count || !(isLetter(bytes[end]) || isDigit(bytes[end])),
            let id = RecordID(slice(position, end))
        else { return nil }
        defer { position = end }
        return Token(kind: .literal(.record(id)), start: position, end: end)
    }

    /// Numbers, dates and instants: everything that begins with a digit.
    private mutating func number() throws(QueryError) -> Token {
        let start = position
        position += 1
        while position < bytes.count,
            isLetter(bytes[position]) || isDigit(bytes[position]) || isInNumber(bytes[position])
        {
            position += 1
        }
        let word = slice(start, position)
        guard let value = Self.value(of: word) else {
            throw QueryError(
                "KTR-Q105", at: start, in: text,
                LocalizedText(
                    "'\(word)' is not a number, date, time, instant or id",
                    german: "„\(word)“ ist keine Zahl, kein Datum, keine Uhrzeit, kein Zeitpunkt und keine ID"),
                hint: LocalizedText(
                    "write 12, 12.50, 1.2e3, 2026-11-22, 09:30:00, 2026-11-22T09:30:00Z; at most 18 digits",
                    german:
                        "Schreibweisen: 12, 12.50, 1.2e3, 2026-11-22, 09:30:00, 2026-11-22T09:30:00Z; höchstens 18 Ziffern"
                ))
        }
        return Token(kind: .literal(value), start: start, end: position)
    }

    /// What OData has at the beginning of an operand and this language has not.
    private func notSupported(at start: Int) -> QueryError {
        let what =
            switch bytes[start] {
            case UInt8(ascii: "["), UInt8(ascii: "{"): "a literal of lists or objects"
            case UInt8(ascii: "@"): "a parameter alias"
            default: "'\(String(decoding: bytes[start...].prefix { $0 == 0x24 || isLetter($0) }, as: UTF8.self))'"
            }
        return QueryError.notSupported(what, at: start, in: text)
    }

    private func signHint(_ byte: UInt8) -> LocalizedText? {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            LocalizedText(
                "comparisons are words: eq, ne, gt, ge, lt, le",
                german: "Vergleiche sind Wörter: eq, ne, gt, ge, lt, le")
        case UInt8(ascii: "\""):
            LocalizedText(
                "put texts in single quotes: 'text'", german: "Texte stehen in einfachen Hochkommas: 'Text'")
        case UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: "%"):
            LocalizedText(
                "operators are words: add, sub, mul, div, mod",
                german: "Operatoren sind Wörter: add, sub, mul, div, mod")
        case UInt8(ascii: "&"), UInt8(ascii: "|"):
            LocalizedText("write and, or", german: "Schreiben Sie and, or")
        default: nil
        }
    }

    private func slice(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    private func character(at offset: Int) -> String {
        String(String(decoding: bytes[offset..<min(offset + 24, bytes.count)], as: UTF8.self).prefix(1))
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private func isInNumber(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }
}
