import Model
import XMLDocuments

extension ElementReader {
    /// What the `<label>`, `<plural-label>` or `<help>` elements say; nil where there are none.
    ///
    /// - Parameter fallback: the English text where only translations are written.
    func texts(_ name: String, fallback: String?, _ findings: inout Findings) -> LocalizedText? {
        let elements = children([name])
        guard !elements.isEmpty else { return nil }
        var english: String?
        var others: [Language: String] = [:]
        for child in elements {
            let reader = ElementReader(child, shape: ElementShape(holdsText: true), &findings)
            let text = collapsed(child.text)
            if text.isEmpty {
                findings.error(
                    "KTR-D118", "<\(name)> is empty", hint: "write the text, or remove it", at: child.location)
                continue
            }
            guard let language = reader.language(&findings) else { continue }
            let isTwice = language == .english ? english != nil : others[language] != nil
            if isTwice {
                findings.error("KTR-D117", "there are two <\(name)> in the language '\(language)'", at: child.location)
            }
            if language == .english { english = text } else { others[language] = text }
        }
        guard let text = english ?? fallback ?? others.min(by: { $0.key.rawValue < $1.key.rawValue })?.value
        else { return nil }
        return LocalizedText(text, others: others)
    }

    /// The label of a thing; its name in words where there is none. A missing German one is a warning.
    func label(of thing: String, named name: String, _ findings: inout Findings) -> LocalizedText {
        let fallback = Self.inWords(name)
        let before = findings.diagnostics.count
        let label = texts("label", fallback: fallback, &findings) ?? LocalizedText(fallback)
        // What is wrong with the labels has just been said.
        if !label.has(.german), findings.diagnostics.count == before {
            findings.warning(
                "KTR-D201", "\(thing) '\(name)' has no German label", hint: "add <label xml:lang=\"de\">…</label>",
                at: location)
        }
        return label
    }

    private func language(_ findings: inout Findings) -> Language? {
        guard let attribute = element.attribute("lang", namespace: Self.xmlNamespace) else { return .english }
        let parts = attribute.value.split(separator: "-", omittingEmptySubsequences: false)
        let isTag = parts.enumerated().allSatisfy { index, part in
            (index == 0 ? 2...3 : 1...8).contains(part.utf8.count)
                && part.allSatisfy { $0.isASCII && ($0.isLetter || index > 0 && $0.isNumber) }
        }
        guard isTag else {
            findings.error(
                "KTR-D116", "xml:lang=\"\(attribute.value)\" is not a language tag",
                hint: "write a BCP 47 tag: en, de, de-AT", at: attribute.valueLocation)
            return nil
        }
        return Language(rawValue: attribute.value)
    }

    /// `Sub product` for `sub_product`.
    static func inWords(_ name: String) -> String {
        let words = name.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private func collapsed(_ text: String) -> String {
        // Most labels stand in their element without any white space to take away, and are not walked by character.
        let isBlankBeside = text.utf8.first == 0x20 || text.utf8.last == 0x20
        if !isBlankBeside, !text.utf8.contains(where: { $0 < 0x20 }), !text.contains("  ") { return text }
        return text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0.isNewline }).joined(separator: " ")
    }
}
