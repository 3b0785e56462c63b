/// A name, a text or a mark of a Lua text (Lua 5.4 §3.1) with its place. Enough to find what a script speaks of; whether
/// the text is Lua at all is decided where it is compiled.
package struct LuaToken: Hashable {
    package enum Kind: Hashable {
        case name(String)
        case text(String)
        case mark(UInt8)
    }

    package var kind: Kind
    /// Lines count from 1 within the text, columns count bytes from 1.
    package var line: Int
    package var column: Int

    package func isMark(_ mark: Unicode.Scalar) -> Bool { kind == .mark(UInt8(ascii: mark)) }

    package var name: String? { if case .name(let name) = kind { name } else { nil } }

    /// What is written between quotes; nil where a backslash makes something else of it.
    package var text: String? { if case .text(let text) = kind, !text.contains("\\") { text } else { nil } }

    package static func tokens(of text: some Sequence<UInt8>) -> [LuaToken] {
        var reader = LuaTokenReader(Array(text))
        return reader.read()
    }
}

/// Cuts a Lua text into tokens; comments and numbers give none.
private struct LuaTokenReader {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var tokens: [LuaToken] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func read() -> [LuaToken] {
        while let byte = peek() {
            let (startLine, column) = (line, position - lineStart + 1)
            if byte == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
                position += 2
                if longBracket() == nil { while let next = peek(), next != 0x0A { position += 1 } }
            } else if byte == UInt8(ascii: "["), let text = longBracket() {
                tokens.append(LuaToken(kind: .text(text), line: startLine, column: column))
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                tokens.append(LuaToken(kind: .text(quoted(byte)), line: startLine, column: column))
            } else if Self.isLetter(byte) {
                let word = word()
                tokens.append(LuaToken(kind: .name(word), line: startLine, column: column))
            } else if Self.isDigit(byte) {
                _ = word()
            } else {
                if byte > 0x20 { tokens.append(LuaToken(kind: .mark(byte), line: startLine, column: column)) }
                advance()
            }
        }
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> UInt8? { position + ahead < bytes.count ? bytes[position + ahead] : nil }

    private mutating func advance() {
        if bytes[position] == 0x0A { (line, lineStart) = (line + 1, position + 1) }
        position += 1
    }

    private mutating func word() -> String {
        let start = position
        while let byte = peek(), Self.isLetter(byte) || Self.isDigit(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quoted(_ quote: UInt8) -> String {
        advance()
        let start = position
        while let byte = peek(), byte != quote, byte != 0x0A {
            advance()
            if byte == UInt8(ascii: "\\"), peek() != nil { advance() }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if peek() == quote { advance() }
        return text
    }

    /// A text or comment in `[[…]]` or `[==[…]==]`; nil, and nothing read, where none begins here.
    private mutating func longBracket() -> String? {
        guard peek() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while peek(1 + level) == UInt8(ascii: "=") { level += 1 }
        guard peek(1 + level) == UInt8(ascii: "[") else { return nil }
        position += level + 2
        let start = position
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "]"), peek(level + 1) == UInt8(ascii: "]"),
                (1..<(level + 1)).allSatisfy({ peek($0) == UInt8(ascii: "=") })
            {
                let text = String(decoding: bytes[start..<position], as: UTF8.self)
                position += level + 2
                return text
            }
            advance()
        }
        return String(decoding: bytes[start...], as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
