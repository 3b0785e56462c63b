import Mustache

/// Escapes text for HTML content and quoted attributes, scalar by scalar.
///
/// Mustache's own escaping looks at whole characters: a quote followed by a combining accent is another character to
/// it and passes unescaped, which would let a value leave its attribute.
struct EscapedHTML: MustacheContentType {
    static let name = "KONTOR-HTML"

    func escapeText(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        var changed = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 0: bytes += "\u{FFFD}".utf8
            default:
                bytes.append(byte)
                continue
            }
            changed = true
        }
        return changed ? String(decoding: bytes, as: UTF8.self) : text
    }
}
