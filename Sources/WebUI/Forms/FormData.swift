/// What a browser sends for a form: names and values in their order (`application/x-www-form-urlencoded`, WHATWG URL §5).
struct FormData: Sendable, Equatable {
    struct Pair: Sendable, Equatable {
        var name: String
        var value: String
    }

    let pairs: [Pair]
    /// Where each name comes first: large forms are asked for each of their fields.
    private let positions: [String: Int]

    init(_ pairs: [Pair] = []) {
        self.pairs = pairs
        positions = Dictionary(pairs.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    /// So many fields of an address or a small form are read.
    static let usualFields = 500

    /// Bytes that are no UTF-8 become U+FFFD; fields beyond the limit are not read.
    init(urlEncoded text: String, mostFields: Int = usualFields) {
        let fields = text.utf8.split(separator: UInt8(ascii: "&"), maxSplits: mostFields).prefix(mostFields)
        self.init(
            fields.map { field in
                let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                return Pair(name: Self.decoded(parts[0]), value: parts.count > 1 ? Self.decoded(parts[1]) : "")
            })
    }

    /// The first value of a name.
    subscript(_ name: String) -> String? { positions[name].map { pairs[$0].value } }

    /// All values of a name.
    func values(of name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

    /// The value without blanks around it; nil where there is nothing else.
    func filled(_ name: String) -> String? {
        guard let value = self[name]?.trimmed, !value.isEmpty else { return nil }
        return value
    }

    /// The form with one value of a name, whatever it had.
    func setting(_ name: String, to value: String) -> FormData {
        FormData(pairs.filter { $0.name != name } + [Pair(name: name, value: value)])
    }

    /// As the query of an address; empty values are left out.
    var urlEncoded: String {
        pairs.filter { !$0.value.isEmpty }.map { "\(percentEncoded($0.name))=\(percentEncoded($0.value))" }
            .joined(separator: "&")
    }

    private static func decoded(_ text: Substring.UTF8View) -> String {
        let bytes = Array(text)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "+") {
                result.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), index + 1 < bytes.count, let high = digit(bytes[index]),
                let low = digit(bytes[index + 1])
            {
                result.append(high << 4 | low)
                index += 2
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// A text as it may stand in a path segment or a query value (RFC 3986 §2.3: everything but unreserved characters encoded).
func percentEncoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            result.append(byte)
        default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
    return String(decoding: result, as: UTF8.self)
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
