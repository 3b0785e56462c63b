import Foundation

/// A picture that Graphviz drew, reduced to shapes, texts and places: what may stand inside a page.
///
/// The input is our own (`dot` draws what we describe), but labels come from definitions. So nothing passes that is not
/// listed: no script, link, style, image or foreign element, and no comment.
struct ChartPicture: Sendable, Hashable {
    private let svg: String

    /// Nil where the text is no SVG document, or unreasonably large.
    init?(graphviz text: String) {
        guard text.utf8.count <= 4 << 20, let start = text.range(of: "<svg") else { return nil }
        var result = ""
        var rest = text[start.lowerBound...]
        var open: [Substring] = []
        while let mark = rest.firstIndex(of: "<") {
            if !open.isEmpty { result += Self.inert(rest[..<mark]) }
            rest = rest[mark...]
            if rest.hasPrefix("<!--") {
                guard let end = rest.range(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { return nil }
            let tag = rest[rest.index(after: mark)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return nil }
                result += "<\(tag)>"
                if open.isEmpty { break }
            } else {
                let name = tag.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
                guard Self.elements.contains(String(name)) else { return nil }
                let isClosed = tag.hasSuffix("/")
                result += "<\(name)\(Self.attributes(tag.dropFirst(name.count)))\(isClosed ? "/>" : ">")"
                if !isClosed { open.append(name) }
            }
        }
        guard open.isEmpty, !result.isEmpty else { return nil }
        svg = result
    }

    /// The picture with some elements marked by the class `current`.
    func marking(_ ids: Set<String>) -> String {
        ids.sorted().reduce(svg) { text, id in
            text.replacing("<g id=\"\(id)\" class=\"", with: "<g id=\"\(id)\" class=\"current ")
        }
    }

    private static let elements: Set<String> = ["svg", "g", "title", "path", "polygon", "polyline", "ellipse", "text"]
    private static let allowed: Set<String> = [
        "id", "class", "viewBox", "width", "height", "transform", "d", "points", "cx", "cy", "rx", "ry", "x", "y",
        "text-anchor", "font-size", "stroke-dasharray", "fill", "stroke",
    ]

    /// The attributes that may stay, in their order.
    private static func attributes(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
            let opening = rest.index(after: equals)
            guard opening < rest.endIndex, rest[opening] == "\"",
                let closing = rest[rest.index(after: opening)...].firstIndex(of: "\"")
            else { return result }
            let value = rest[rest.index(after: opening)..<closing]
            rest = rest[rest.index(after: closing)...]
            if allowed.contains(name), !value.contains("<"), !value.contains(":"), !value.contains("url(") {
                // Graphviz writes a hyphen in an id as a reference.
                result += " \(name)=\"\(value.replacing("&#45;", with: "-"))\""
            }
        }
        return result
    }

    private static func inert(_ text: Substring) -> String { String(text.replacing(">", with: "&gt;")) }
}
