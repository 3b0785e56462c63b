import Model

/// Takes the text of a document apart: the part of Mustache that can neither leave the text nor put anything unescaped into it.
///
///     {{customer.name}}                  a value, escaped
///     {{#claim}}…{{/claim}}              where there is a value
///     {{^claim}}…{{/claim}}              where there is none
///     {{! … }}                           for whoever edits the template
///
/// Placeholders stand between tags of HTML and never inside one, so that escaping as text is always the right one.
struct TemplateReader {
    static let maximumBytes = 65_536
    static let maximumDepth = 16

    /// A name that a placeholder speaks of, with its place.
    struct Mention {
        var names: [String]
        var location: SourceLocation
    }

    private struct OpenSection {
        var names: [String]
        var isInverted: Bool
        var location: SourceLocation
        /// What stands before it, on the level around it.
        var before: [TemplateText.Part]
    }

    private let file: String
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var parts: [TemplateText.Part] = []
    private var open: [OpenSection] = []
    private var markup = MarkupScanner()
    /// Where the tag began that the text is in.
    private var tagStart: SourceLocation?
    private(set) var mentions: [Mention] = []

    init(_ source: SourceFile) {
        file = source.path
        bytes = source.bytes
    }

    /// - Returns: the text; nil where something in it is wrong, which is then reported.
    mutating func read(_ findings: inout Findings) -> TemplateText? {
        guard bytes.count <= Self.maximumBytes else {
            findings.error(
                "KTR-D217", "the template has \(bytes.count) bytes, more than \(Self.maximumBytes)",
                hint: "divide it into several documents", at: SourceLocation(file: file, line: 1))
            return nil
        }
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
            findings.error(
                "KTR-D217", "the template is not UTF-8 text", hint: "save it as UTF-8",
                at: SourceLocation(file: file, line: 1))
            return nil
        }
        let before = findings.diagnostics.count
        var start = position
        while position < bytes.count {
            guard isAt("{{") else {
                scan(&findings)
                continue
            }
            append(.markup(text(start..<position)))
            guard readTag(&findings) else { return nil }
            start = position
        }
        append(.markup(text(start..<position)))
        for section in open {
            findings.error(
                "KTR-D214", "the section '\(section.names.joined(separator: "."))' is not closed",
                hint: "add {{/\(section.names.joined(separator: "."))}}", at: section.location)
        }
        return findings.diagnostics.count == before ? TemplateText(file: file, parts: parts) : nil
    }

    // MARK: Markup

    private mutating func scan(_ findings: inout Findings) {
        if !markup.isInsideTag { tagStart = location }
        if let element = markup.take(bytes[position]) {
            findings.error(
                "KTR-D216", "a template cannot have the element <\(element)>",
                hint: "use only elements of text: p, h1, table, ul, strong …", at: tagStart ?? location)
        }
        advance()
    }

    // MARK: Tags

    private static let refused: [(String, String)] = [
        ("{{{", "a value without escaping"), ("{{&", "a value without escaping"), ("{{>", "another file"),
        ("{{<", "another file"), ("{{$", "another file's blocks"), ("{{=", "other delimiters"), ("{{%", "a setting"),
    ]

    private mutating func readTag(_ findings: inout Findings) -> Bool {
        let place = location
        if let (mark, what) = Self.refused.first(where: { isAt($0.0) }) {
            findings.error(
                "KTR-D213", "'\(mark)' would bring \(what) into the document, which templates may not do",
                hint: "write {{name}} with the name of an attribute", at: place)
            return false
        }
        guard let end = endOfTag else {
            findings.error("KTR-D214", "the placeholder is not closed", hint: "close it with }}", at: place)
            return false
        }
        let content = text((position + 2)..<end)
        let isInMarkup = markup.isInsideTag
        while position < end + 2 { advance() }
        if isInMarkup {
            findings.error(
                "KTR-D216", "a placeholder cannot be inside an HTML tag or comment",
                hint: "put it between tags, where it is text", at: place)
            return true
        }
        let kind = content.first
        if kind == "!" { return true }
        let isSection = kind == "#" || kind == "^" || kind == "/"
        let written = (isSection ? String(content.dropFirst()) : content).trimmingBlanks
        let names = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy(NameRules.isWellFormed) else {
            findings.error(
                "KTR-D214", "'\(written)' is not the name of an attribute",
                hint:
                    "write the name of an attribute, or lookup.name for an attribute of the record that a lookup leads to",
                at: place)
            return true
        }
        if kind == "/" {
            close(names, place, &findings)
            return true
        }
        mentions.append(Mention(names: names, location: place))
        if isSection {
            if open.count == Self.maximumDepth {
                findings.error(
                    "KTR-D214", "sections are nested more than \(Self.maximumDepth) deep",
                    hint: "flatten them",
                    at: place)
                return false
            }
            open.append(OpenSection(names: names, isInverted: kind == "^", location: place, before: parts))
            parts = []
        } else {
            append(.value(names))
        }
        return true
    }

    private mutating func close(_ names: [String], _ place: SourceLocation, _ findings: inout Findings) {
        guard let section = open.last, section.names == names else {
            let opened = open.last.map { "{{/\($0.names.joined(separator: "."))}} closes the section that is open" }
            findings.error(
                "KTR-D214", "no section '\(names.joined(separator: "."))' is open here",
                hint: opened ?? "open it first with {{#\(names.joined(separator: "."))}}, or remove this", at: place)
            return
        }
        open.removeLast()
        parts = section.before + [.section(section.names, isInverted: section.isInverted, parts)]
    }

    // MARK: Bytes

    private var location: SourceLocation {
        SourceLocation(file: file, line: line, column: position - lineStart + 1)
    }

    private func isAt(_ mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

    private var endOfTag: Int? {
        var index = position + 2
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "}"), bytes[index + 1] == UInt8(ascii: "}") { return index }
            index += 1
        }
        return nil
    }

    private mutating func advance() {
        if bytes[position] == UInt8(ascii: "\n") { (line, lineStart) = (line + 1, position + 1) }
        position += 1
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private mutating func append(_ part: TemplateText.Part) {
        if case .markup("") = part { return }
        parts.append(part)
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        let start = drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return String(start[...last])
    }
}
