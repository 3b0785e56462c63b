/// What texts, e-mail addresses, phone numbers and URLs accept.
///
/// The last three are checked for plausibility only: whether an address exists is known when something is sent to it.
enum TextRules {
    /// Texts of one line or several.
    ///
    /// - Parameter value: a text in its one form (``NormalText``), as the coercion of all values gives it.
    static func text(
        _ value: DataValue, maximumLength: Int?, isLong: Bool
    ) throws(Refusal.Problem) -> AttributeValue {
        guard case .text(var text) = value else { throw notText(value) }
        // Nearly every text is printable ASCII: then each byte is a character, and none needs to be looked at twice.
        if text.utf8.count <= maximumLength ?? .max, text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
            return .text(text)
        }
        // Web forms send CR LF; one form is kept so that equal texts compare equal.
        if isLong, text.unicodeScalars.contains("\r") {
            text = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
        }
        var length = 0
        for scalar in text.unicodeScalars {
            length += 1
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            guard isControl, !(isLong && (scalar == "\n" || scalar == "\t")) else { continue }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let name = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
            throw Refusal.Problem(
                "KTR-R103",
                LocalizedText(
                    "the text contains the control character \(name) at position \(length)",
                    german: "der Text enthält als \(length). Zeichen das Steuerzeichen \(name)"))
        }
        if let maximumLength, length > maximumLength {
            throw Refusal.Problem(
                "KTR-R102",
                LocalizedText(
                    "the text has \(length) characters, at most \(maximumLength) are allowed",
                    german: "der Text hat \(length) Zeichen, höchstens \(maximumLength) sind erlaubt"))
        }
        return .text(text)
    }

    /// One address, `local@domain`: a local part of at most 64 bytes and a domain of at least two labels (RFC 5321 §4.5.3.1).
    ///
    /// It is kept in small letters: no server of our time tells apart what stands before the sign by its case, and people write
    /// one address in many ways.
    static func email(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        let text = address(try written(value))
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
            parts[0].first != ".", parts[0].last != ".", !parts[0].contains(".."),
            parts[0].unicodeScalars.allSatisfy({ isVisible($0) && !"()<>[]:;,\\\"".unicodeScalars.contains($0) }),
            isDomain(parts[1])
        else {
            throw Refusal.Problem(
                "KTR-R104",
                LocalizedText(
                    "\(value.shown) is not an e-mail address", german: "\(value.shown) ist keine E-Mail-Adresse"),
                hint: LocalizedText("it looks like name@example.org", german: "sie sieht aus wie name@example.org"))
        }
        return .text(text)
    }

    /// Digits with the usual separators, an optional leading plus, 3 to 20 digits.
    static func phone(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        let text = try written(value)
        let digits = text.utf8.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let rest = text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        guard (3...20).contains(digits), text.unicodeScalars.count <= 40,
            rest.unicodeScalars.allSatisfy({ ("0"..."9").contains($0) || " ()/-.".unicodeScalars.contains($0) })
        else {
            throw Refusal.Problem(
                "KTR-R105",
                LocalizedText("\(value.shown) is not a phone number", german: "\(value.shown) ist keine Telefonnummer"),
                hint: LocalizedText("it looks like +49 30 1234567", german: "sie sieht aus wie +49 30 1234567"))
        }
        return .text(text)
    }

    /// An address of the web: scheme http or https, and a host.
    static func url(_ value: DataValue) throws(Refusal.Problem) -> AttributeValue {
        let text = try written(value)
        let start = text.prefix(8).lowercased()
        let scheme = ["https://", "http://"].first { start.hasPrefix($0) }
        let host = text.unicodeScalars.dropFirst(scheme?.count ?? 0).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard scheme != nil, !host.isEmpty, host.first != ":", !host.contains("@"), text.utf8.count <= 2048,
            text.unicodeScalars.allSatisfy({ isVisible($0) && !"<>\"\\^`{|}".unicodeScalars.contains($0) })
        else {
            throw Refusal.Problem(
                "KTR-R106",
                LocalizedText("\(value.shown) is not a web address", german: "\(value.shown) ist keine Web-Adresse"),
                hint: LocalizedText(
                    "it looks like https://example.org/page", german: "sie sieht aus wie https://example.org/seite"))
        }
        return .text(text)
    }

    private static func notText(_ value: DataValue) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R101", LocalizedText("\(value.shown) is not a text", german: "\(value.shown) ist kein Text"))
    }

    private static func written(_ value: DataValue) throws(Refusal.Problem) -> String {
        guard case .text(let text) = value else { throw notText(value) }
        return text
    }

    /// The one form of an e-mail address.
    static func address(_ text: String) -> String { text.lowercased() }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        // The Unicode tables need only be asked about what is not ASCII.
        if scalar.value < 0x7F { return scalar.value > 0x20 }
        return !(0x7F...0xA0).contains(scalar.value) && !scalar.properties.isWhitespace
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.unicodeScalars.allSatisfy {
                        $0 == "-" || $0.properties.isAlphabetic || $0.properties.numericType != nil
                    }
            }
    }
}

extension AttributeType {
    /// Whether its values are texts that people write, which lists have in the order of the language (``TextOrder``). Names of choices
    /// and states, codes and given numbers have other orders.
    public var isOrderedText: Bool {
        switch self {
        case .text, .email, .phone, .url: true
        default: false
        }
    }

    /// A text as values of this type keep it, to be compared with them: in its one form, an e-mail address in small letters.
    public func comparable(_ text: String) -> String {
        self == .email ? TextRules.address(NormalText.of(text)) : NormalText.of(text)
    }
}
