/// Reads JSON (RFC 8259) strictly, in one pass, without ever going through a binary number.
///
/// Foundation's decoder takes the last of two members of one name and rounds decimals on some paths; both would let
/// what is stored differ from what was sent.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private let maximumDepth: Int
    private let exponents: Exponents

    /// What an exponent says of a number.
    enum Exponents {
        /// Nothing: people and programs write numbers so, and mean every digit.
        case areDigits
        /// That it is binary: ``JSONWriter`` gives an exponent to those, and to no others.
        case markBinary
    }

    init(_ bytes: [UInt8], maximumDepth: Int, exponents: Exponents = .areDigits) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
        self.exponents = exponents
    }

    /// The one value that the text holds.
    mutating func document() throws(JSONError) -> DataValue {
        let result = try value()
        skipSpace()
        guard position == bytes.count else { throw error(.trailingText) }
        return result
    }

    private mutating func value() throws(JSONError) -> DataValue {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpectedByte)
        }
    }

    private mutating func object() throws(JSONError) -> DataValue {
        try enter()
        var members: [DataValue.Member] = []
        var names: Set<String> = []
        if try !closes(with: UInt8(ascii: "}")) {
            repeat {
                skipSpace()
                let start = position
                guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
                let name = try text()
                guard names.insert(name).inserted else {
                    throw JSONError(.duplicateName, at: start, in: bytes, name: name)
                }
                skipSpace()
                guard try peek() == UInt8(ascii: ":") else { throw error(.unexpectedByte) }
                position += 1
                members.append(DataValue.Member(name, try value()))
            } while try continues(until: UInt8(ascii: "}"))
        }
        depth -= 1
        return .object(members)
    }

    private mutating func list() throws(JSONError) -> DataValue {
        try enter()
        var values: [DataValue] = []
        if try !closes(with: UInt8(ascii: "]")) {
            repeat { values.append(try value()) } while try continues(until: UInt8(ascii: "]"))
        }
        depth -= 1
        return .list(values)
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= maximumDepth else { throw error(.tooDeep) }
        position += 1
    }

    /// Whether an empty object or list ends right here.
    private mutating func closes(with end: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard try peek() == end else { return false }
        position += 1
        return true
    }

    /// Whether a comma promises another element; steps over it or over the end.
    private mutating func continues(until end: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        let byte = try peek()
        guard byte == end || byte == UInt8(ascii: ",") else { throw error(.unexpectedByte) }
        position += 1
        return byte != end
    }

    private mutating func word(_ word: StaticString, _ value: DataValue) throws(JSONError) -> DataValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[offset] else { throw error(.unexpectedByte) }
            position += 1
        }
        return value
    }

    /// An integer or decimal exactly, with an exponent too where it has room and marks nothing; else the nearest binary number.
    private mutating func number() throws(JSONError) -> DataValue {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let firstDigit = position
        try skipDigits()
        guard position == firstDigit + 1 || bytes[firstDigit] != UInt8(ascii: "0") else { throw error(.invalidNumber) }
        var isInteger = true
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            try skipDigits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try skipDigits()
            if exponents == .markBinary {
                guard let number = Double(slice(start)), number.isFinite else {
                    throw JSONError(.numberTooLong, at: start, in: bytes)
                }
                return .number(number)
            }
            if let decimal = ExactDecimal(scientific: slice(start)) {
                if decimal.scale == 0 { return .integer(decimal.unscaled) }
                return .decimal(decimal)
            }
            // A number that is not zero must not become zero, and no digit must get lost.
            guard let number = Double(slice(start)), number.isFinite, number != 0, isShown(by: number, from: start)
            else {
                throw JSONError(.numberTooLong, at: start, in: bytes)
            }
            return .number(number)
        }
        if isInteger {
            if let integer = Int64(slice(start)) { return .integer(integer) }
        } else if let decimal = ExactDecimal(slice(start)) {
            return .decimal(decimal)
        }
        throw JSONError(.numberTooLong, at: start, in: bytes)
    }

    /// Whether a binary number, where it is written, has the digits of the one that begins here: up to 15 always, up to 17 where it was
    /// binary before it was written.
    private func isShown(by number: Double, from start: Int) -> Bool {
        significantDigits(bytes[start..<position]) == significantDigits(Array(number.description.utf8)[...])
    }

    /// The digits before the exponent, without zeros at either end.
    private func significantDigits(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let digits = text.prefix { $0 | 0x20 != UInt8(ascii: "e") }.filter(isDigit)
        let zero = UInt8(ascii: "0")
        return Array(digits.drop { $0 == zero }.reversed().drop { $0 == zero })
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = position
        while position < bytes.count, isDigit(bytes[position]) { position += 1 }
        guard position > start else { throw error(.invalidNumber) }
    }

    private func slice(_ start: Int) -> String { String(decoding: bytes[start..<position], as: UTF8.self) }

    private mutating func text() throws(JSONError) -> String {
        position += 1
        let start = position
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") {
                guard let text = String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw JSONError(.invalidUTF8, at: start, in: bytes)
                }
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedText(from: start) }
            guard byte >= 0x20 else { throw error(.controlCharacter) }
            position += 1
        }
    }

    /// Goes on with a text at its first escape.
    private mutating func escapedText(from start: Int) throws(JSONError) -> String {
        var result = Array(bytes[start..<position])
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: result, as: UTF8.self) else {
                    throw JSONError(.invalidUTF8, at: start, in: bytes)
                }
                position += 1
                return text
            case UInt8(ascii: "\\"):
                position += 1
                try escape(into: &result)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                result.append(byte)
                position += 1
            }
        }
    }

    private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
        let byte = try peek()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            let start = position - 1
            position += 1
            let scalar = try unicodeEscape(from: start)
            result.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
            return
        default: throw error(.invalidEscape)
        }
        position += 1
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits()
        var code = first
        if (0xD800..<0xDC00).contains(first) {
            guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            else { throw JSONError(.loneSurrogate, at: start, in: bytes) }
            position += 2
            let second = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(second) else { throw JSONError(.loneSurrogate, at: start, in: bytes) }
            code = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw JSONError(.loneSurrogate, at: start, in: bytes) }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else { throw error(.invalidEscape) }
            code = code << 4 | UInt32(digit)
            position += 1
        }
        return code
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: position, in: bytes) }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
