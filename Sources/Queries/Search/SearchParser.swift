import Model

/// Reads a search: `NOT` binds closer than `AND`, `AND` closer than `OR`; two terms beside each other mean `AND`.
struct SearchParser {
    private enum Token: Equatable {
        case word(String)
        case phrase(String)
        case and, or, not, open, close
    }

    private struct Placed {
        var token: Token
        var start: Int
    }

    private let text: String
    private var tokens: [Placed] = []
    private var index = 0
    private var depth = 0

    static func parse(_ text: String) throws(QueryError) -> SearchExpression.Node {
        guard text.utf8.count <= SearchExpression.byteLimit else {
            throw SearchParser(text).error(
                "KTR-Q153", SearchExpression.byteLimit,
                LocalizedText(
                    "the search has more than \(SearchExpression.byteLimit) bytes",
                    german: "Die Suche hat mehr als \(SearchExpression.byteLimit) Bytes"))
        }
        var parser = SearchParser(text)
        try parser.split()
        let node = try parser.alternatives()
        if let rest = parser.current {
            throw parser.unreadable(rest.start)
        }
        return node
    }

    private init(_ text: String) { self.text = text }

    private var current: Placed? { index < tokens.count ? tokens[index] : nil }

    // MARK: Words

    private mutating func split() throws(QueryError) {
        let bytes = Array(text.utf8)
        if let nothing = bytes.firstIndex(of: 0) {
            throw error(
                "KTR-Q152", nothing,
                LocalizedText(
                    "the search contains a character that no text can have",
                    german: "Die Suche enthält ein Zeichen, das in keinem Text vorkommen kann"))
        }
        var place = 0
        while place < bytes.count {
            let start = place
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            case UInt8(ascii: "("):
                tokens.append(Placed(token: .open, start: start))
                place += 1
            case UInt8(ascii: ")"):
                tokens.append(Placed(token: .close, start: start))
                place += 1
            case UInt8(ascii: "\""):
                tokens.append(Placed(token: .phrase(try phrase(bytes, &place)), start: start))
            default:
                while place < bytes.count, !Self.ends.contains(bytes[place]) { place += 1 }
                tokens.append(Placed(token: word(bytes[start..<place]), start: start))
            }
        }
        let terms = tokens.count {
            if case .word = $0.token { true } else if case .phrase = $0.token { true } else { false }
        }
        guard terms <= SearchExpression.termLimit else {
            throw error(
                "KTR-Q153", 0,
                LocalizedText(
                    "the search has more than \(SearchExpression.termLimit) words",
                    german: "Die Suche hat mehr als \(SearchExpression.termLimit) Wörter"))
        }
    }

    private static let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x22, 0x28, 0x29]

    private func word(_ bytes: ArraySlice<UInt8>) -> Token {
        switch String(decoding: bytes, as: UTF8.self) {
        case "AND": .and
        case "OR": .or
        case "NOT": .not
        case let word: .word(word)
        }
    }

    /// What stands between double quotes; `\"` and `\\` stand for the second character.
    private func phrase(_ bytes: [UInt8], _ place: inout Int) throws(QueryError) -> String {
        let start = place
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\") where place + 1 < bytes.count:
                content.append(bytes[place + 1])
                place += 2
            default:
                content.append(bytes[place])
                place += 1
            }
        }
        throw error(
            "KTR-Q152", start,
            LocalizedText("the quotation mark is not closed", german: "Das Anführungszeichen wird nicht geschlossen"))
    }

    // MARK: Structure

    private mutating func alternatives() throws(QueryError) -> SearchExpression.Node {
        var branches = [try conjunction()]
        while current?.token == .or {
            index += 1
            branches.append(try conjunction())
        }
        return branches.count == 1 ? branches[0] : .or(branches)
    }

    private mutating func conjunction() throws(QueryError) -> SearchExpression.Node {
        var parts = [try primary()]
        while let next = current, next.token != .or, next.token != .close {
            if next.token == .and { index += 1 }
            parts.append(try primary())
        }
        return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func primary() throws(QueryError) -> SearchExpression.Node {
        guard let next = current else {
            throw error(
                "KTR-Q152", text.utf8.count,
                LocalizedText("expected a word here", german: "Hier fehlt ein Wort"),
                hint: LocalizedText(
                    "write AND, OR and NOT in quotation marks where they are words to look for",
                    german: "Setzen Sie AND, OR und NOT in Anführungszeichen, wenn Sie diese Wörter suchen"))
        }
        index += 1
        switch next.token {
        case .word(let word): return .word(word)
        case .phrase(let phrase): return .phrase(phrase)
        case .not:
            if current?.token == .not { throw unreadable(next.start) }
            return .not(try primary())
        case .open:
            guard depth < SearchExpression.nestingLimit else {
                throw error(
                    "KTR-Q153", next.start,
                    LocalizedText("parentheses are nested too deeply", german: "Klammern sind zu tief verschachtelt"))
            }
            depth += 1
            defer { depth -= 1 }
            let inner = try alternatives()
            guard current?.token == .close else {
                throw error(
                    "KTR-Q152", next.start,
                    LocalizedText("this parenthesis is not closed", german: "Diese Klammer wird nicht geschlossen"))
            }
            index += 1
            return inner
        case .and, .or, .close: throw unreadable(next.start)
        }
    }

    private func unreadable(_ start: Int) -> QueryError {
        error(
            "KTR-Q152", start,
            LocalizedText("this does not fit here", german: "Das passt hier nicht"),
            hint: LocalizedText(
                "write words, \"phrases\", AND, OR, NOT and parentheses",
                german: "Möglich sind Wörter, \"Wortfolgen\", AND, OR, NOT und Klammern"))
    }

    private func error(
        _ code: String, _ start: Int, _ message: LocalizedText, hint: LocalizedText? = nil
    ) -> QueryError {
        QueryError(code, at: start, in: text, message, hint: hint)
    }
}
