/// How a file is called on its way: `attachment; filename="bill.pdf"; filename*=UTF-8''Rechnung%20%C3%BC.pdf` (RFC 6266).
public enum ContentDisposition {
    /// The header for a file that we send.
    ///
    /// - Parameter isInline: whether a browser may show it instead of offering to save it.
    public static func text(name: String, isInline: Bool) -> String {
        let plain = String(name.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 != "%" ? $0 : "_" })
        var text = "\(isInline ? "inline" : "attachment"); filename=\"\(plain)\""
        if plain != name { text += "; filename*=UTF-8''\(extended(name))" }
        return text
    }

    /// The name in a header that a client sends; nil where it gives none that can be read.
    ///
    /// `filename*` goes before `filename`: who sends both means the former for those who understand it (§4.3).
    public static func fileName(in header: String) -> String? {
        guard let parameters = HeaderParameters(header) else { return nil }
        if let extended = parameters["filename*"], let name = decoded(extended) { return name }
        return parameters["filename"]
    }

    /// RFC 8187 §3.2.1: all but the attribute characters percent-encoded.
    private static func extended(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x21, 0x23, 0x24, 0x26, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60,
                0x7C, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    /// `UTF-8'en'…`; nil for another character set or broken encoding.
    private static func decoded(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        var bytes: [UInt8] = []
        var rest = parts[2].utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let code = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
            bytes.append(code)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
