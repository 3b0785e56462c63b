extension PatternNode {
    /// The pattern in the language of ECMAScript (with its flags `u` and `v`), in which every set is spelled out; nil where it
    /// speaks of properties.
    var browserExpression: String? {
        switch self {
        case .set(let set): return set.browserExpression
        case .sequence(let parts): return Self.joined(parts, by: "")
        case .alternatives(let branches): return Self.joined(branches, by: "|").map { "(?:\($0))" }
        case .repeated(let part, let minimum, let maximum):
            guard let inner = part.browserExpression else { return nil }
            return "(?:\(inner)){\(minimum),\(maximum.map(String.init) ?? "")}"
        }
    }

    private static func joined(_ parts: [PatternNode], by separator: String) -> String? {
        var result: [String] = []
        for part in parts {
            guard let expression = part.browserExpression else { return nil }
            result.append(expression)
        }
        return result.joined(separator: separator)
    }
}

extension ScalarSet {
    fileprivate var browserExpression: String? {
        guard properties.isEmpty else { return nil }
        let parts = ranges.map { range in
            range.count == 1
                ? Self.written(range.lowerBound)
                : Self.written(range.lowerBound) + "-" + Self.written(range.upperBound)
        }
        return "[\(isNegated ? "^" : "")\(parts.joined())]"
    }

    private static func written(_ value: UInt32) -> String {
        if let scalar = Unicode.Scalar(value), scalar.isASCII,
            scalar.properties.isAlphabetic || (0x30...0x39).contains(value)
        {
            return String(Character(scalar))
        }
        return "\\u{\(String(value, radix: 16))}"
    }
}
