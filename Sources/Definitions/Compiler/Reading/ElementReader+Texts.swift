import Model
import XMLDocuments

extension ElementReader {
    /// A text in one language.
    struct LocalText {
        var language: Language
        var text: Located<String>
    }

    /// What the `<label>`, `<plural-label>` or `<help>` elements say, in the order of the text, no language twice.
    func localTexts(_ name: String, _ findings: inout Findings) -> [LocalText] {
        var result: [LocalText] = []
        for child in children([name]) {
            let reader = ElementReader(child, shape: ElementShape.text, &findings)
            let text = Self.collapsed(child.text)
            if text.isEmpty {
                findings.error(
                    "KTR-D118", "<\(name)> is empty", hint: "write the text, or remove it", at: child.location)
                continue
            }
            guard let language = reader.language(&findings) else { continue }
            if let first = result.first(where: { $0.language == language }) {
                findings.error(
                    "KTR-D117", "there are two <\(name)> in the language '\(language)'",
                    hint: "remove one; the first is on line \(first.text.location.line)", at: child.location)
                continue
            }
            result.append(LocalText(language: language, text: Located(text, at: child.location)))
        }
        return result
    }

    /// What the `<label>`, `<plural-label>` or `<help>` elements say; nil where there are none.
    ///
    /// - Parameter fallback: the English text where only translations are written.
    func texts(
        _ name: String, fallback: @autoclosure () -> String?, _ findings: inout Findings
    ) -> LocalizedText? {
        let written = localTexts(name, &findings)
        var english: String?
        var others: [Language: String] = [:]
        for text in written {
            if text.language == .english { english = text.text.value } else { others[text.language] = text.text.value }
        }
        guard let first = written.min(by: { $0.language.rawValue < $1.language.rawValue })?.text.value else {
            return nil
        }
        return LocalizedText(english ?? fallback() ?? first, others: others)
    }

    /// The label of a thing; its name in words where there is none. A missing one in a language of the pack is a warning.
    func label(of thing: String, named name: String, _ findings: inout Findings) -> LocalizedText {
        let before = findings.diagnostics.count
        let label =
            texts("label", fallback: Self.inWords(name), &findings) ?? LocalizedText(Self.inWords(name))
        // What is wrong with the labels has just been said.
        if findings.diagnostics.count == before {
            warnOfMissing(label, "label", of: "\(thing) '\(name)'", &findings)
        }
        return label
    }

    /// Warns of each language of the pack that a text is missing in.
    func warnOfMissing(
        _ text: LocalizedText, _ element: String, of thing: @autoclosure () -> String, _ findings: inout Findings
    ) {
        for language in findings.languages where !text.has(language) {
            let kind = element == "label" ? "label" : "plural label"
            findings.warning(
                "KTR-D201",
                language == .german
                    ? "\(thing()) has no German \(kind)" : "\(thing()) has no \(kind) in the language '\(language)'",
                hint: "add <\(element) xml:lang=\"\(language)\">…</\(element)>", at: location)
        }
    }

    private func language(_ findings: inout Findings) -> Language? {
        guard let attribute = element.attribute("lang", namespace: Self.xmlNamespace) else { return .english }
        if attribute.value == "de" { return .german }
        guard Self.isLanguageTag(attribute.value) else {
            findings.error(
                "KTR-D116", "xml:lang=\"\(attribute.value)\" is not a language tag",
                hint: "write a BCP 47 tag: en, de, de-AT", at: attribute.valueLocation)
            return nil
        }
        return Language(rawValue: attribute.value)
    }

    /// Whether a text has the form of a BCP 47 language tag.
    static func isLanguageTag(_ text: String) -> Bool {
        text.split(separator: "-", omittingEmptySubsequences: false).enumerated().allSatisfy { index, part in
            (index == 0 ? 2...3 : 1...8).contains(part.utf8.count)
                && part.allSatisfy { $0.isASCII && ($0.isLetter || index > 0 && $0.isNumber) }
        }
    }

    /// `Sub product` for `sub_product`.
    static func inWords(_ name: String) -> String {
        let words = name.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// A text with every run of white space made one blank, and none at its ends.
    static func collapsed(_ text: String) -> String {
        // Most labels stand in their element without any white space to take away, and are not walked by character.
        var previous: UInt8 = 0x20
        let isPlain = text.utf8.allSatisfy { byte in
            defer { previous = byte }
            // Behind C2 and E2 begin the line breaks that are not ASCII.
            return byte > 0x20 && byte != 0xC2 && byte != 0xE2 || byte == 0x20 && previous != 0x20
        }
        if isPlain, previous != 0x20 { return text }
        return text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }).joined(separator: " ")
    }
}
