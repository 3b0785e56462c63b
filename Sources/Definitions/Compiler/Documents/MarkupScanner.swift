/// Follows HTML byte by byte, as far as to know whether a place is text or inside a tag, and which elements begin (HTML
/// standard §13.2.5, the states of data, tags, attribute values and comments).
struct MarkupScanner {
    /// Elements that load, run or send something, that make a page of their own, or whose content is no text of a page.
    private static let refused: Set<String> = [
        "script", "style", "link", "meta", "base", "iframe", "frame", "frameset", "object", "embed", "applet", "portal",
        "form", "input", "button", "select", "textarea", "template", "slot", "svg", "math", "html", "head", "body",
        "title", "noscript", "noembed", "noframes", "xmp", "plaintext", "audio", "video", "source", "track", "canvas",
    ]

    private enum State {
        case text
        /// Behind `<`.
        case opening
        case name
        case tag
        case quoted(UInt8)
        /// Behind `<!`: a comment or a declaration, until the end that is due.
        case declaration(bytes: [UInt8])
    }

    private var state = State.text
    private var name: [UInt8] = []
    private var isEndTag = false
    /// The last two bytes of a comment, where its end is looked for.
    private var behind: (UInt8, UInt8) = (0, 0)

    /// Whether the next byte is no text.
    var isInsideTag: Bool { if case .text = state { false } else { true } }

    /// Takes the next byte.
    ///
    /// - Returns: the name of an element that is refused, at the byte that ends its name.
    mutating func take(_ byte: UInt8) -> String? {
        switch state {
        case .text:
            if byte == UInt8(ascii: "<") { state = .opening }
        case .opening:
            if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
                state = .declaration(bytes: [])
                behind = (0, 0)
            } else if byte == UInt8(ascii: "/") || Self.isLetter(byte) {
                isEndTag = byte == UInt8(ascii: "/")
                name = isEndTag ? [] : [byte | 0x20]
                state = .name
            } else if byte != UInt8(ascii: "<") {
                state = .text
            }
        case .name:
            if Self.isLetter(byte) || (0x30...0x39).contains(byte) {
                name.append(Self.isLetter(byte) ? byte | 0x20 : byte)
                return nil
            }
            state = byte == UInt8(ascii: ">") ? .text : .tag
            let element = String(decoding: name, as: UTF8.self)
            return !isEndTag && Self.refused.contains(element) ? element : nil
        case .tag:
            if byte == UInt8(ascii: ">") { state = .text }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { state = .quoted(byte) }
        case .quoted(let quote):
            if byte == quote { state = .tag }
        case .declaration(var begun):
            if begun.count < 2 {
                begun.append(byte)
                state = .declaration(bytes: begun)
            }
            let dash = UInt8(ascii: "-")
            let isComment = begun == [dash, dash]
            if byte == UInt8(ascii: ">"), !isComment || behind == (dash, dash) { state = .text }
            behind = (behind.1, byte)
        }
        return nil
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
