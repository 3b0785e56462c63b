import Model
import XMLDocuments

extension ChartReader {
    /// Checks one element against the vocabulary: attributes, children, character data.
    mutating func check(_ element: XMLElement) {
        guard let rule = ElementRule.all[element.name] else { return }
        checkAttributes(of: element, rule)
        for group in ElementRule.exclusive[element.name] ?? [] {
            let present = group.compactMap { element.attribute($0) }
            if present.count > 1 {
                report(
                    "KTR-C111", "<\(element.name)> has both \(present[0].name) and \(present[1].name)",
                    hint: "keep one of them", at: present[1].location)
            }
        }
        for child in element.children {
            switch child {
            case .comment: break
            case .text(let text, let location):
                if !rule.holdsText, !text.trimmed.isEmpty {
                    report(
                        "KTR-C118", "text '\(text.trimmed.prefix(40))' is not allowed inside <\(element.name)>",
                        at: location)
                }
            case .element(let child):
                if child.namespace == Annotations.namespace { checkAnnotation(child, in: element) }
                guard child.namespace == ElementRule.namespace, !rule.holdsText else { break }
                checkPlace(of: child, in: element, rule)
            }
        }
    }

    private mutating func checkAnnotation(_ child: XMLElement, in element: XMLElement) {
        let known = Annotations.elements[element.name] ?? ["label"]
        guard !known.contains(child.name) else { return }
        let isElsewhere = Annotations.elements.values.contains { $0.contains(child.name) }
        report(
            "KTR-C102",
            isElsewhere
                ? "<\(child.name)> of \(Annotations.namespace) is not allowed in <\(element.name)>"
                : "\(Annotations.namespace) has no element <\(child.name)>",
            hint: hint(for: child.name, among: known), at: child.location)
    }

    private mutating func checkAttributes(of element: XMLElement, _ rule: ElementRule) {
        let known = rule.required + rule.optional
        for attribute in element.attributes where attribute.namespace == nil && !known.contains(attribute.name) {
            report(
                "KTR-C104", "<\(element.name)> has no attribute '\(attribute.name)'",
                hint: hint(for: attribute.name, among: known), at: attribute.location)
        }
        let annotations = Annotations.attributes[element.name] ?? []
        for attribute in element.attributes
        where attribute.namespace == Annotations.namespace && !annotations.contains(attribute.name) {
            report(
                "KTR-C104", "<\(element.name)> has no attribute '\(attribute.name)' in \(Annotations.namespace)",
                hint: hint(for: attribute.name, among: annotations), at: attribute.location)
        }
        for name in rule.required where element.attribute(name) == nil {
            report(
                "KTR-C105", "<\(element.name)> needs the attribute '\(name)'",
                hint: name == "version" ? "write version=\"1.0\"" : nil, at: element.location)
        }
    }

    private mutating func checkPlace(of child: XMLElement, in element: XMLElement, _ rule: ElementRule) {
        if ElementRule.all[child.name] == nil {
            report(
                "KTR-C102", "SCXML has no element <\(child.name)>",
                hint: hint(for: child.name, among: rule.children), at: child.location)
        } else if !rule.children.contains(child.name) {
            report(
                "KTR-C103", "<\(child.name)> is not allowed in <\(element.name)>",
                hint: rule.children.isEmpty ? nil : "possible: \(rule.children.sorted().joined(separator: ", "))",
                at: child.location)
        }
    }

    /// The children in SCXML's namespace that may stand here.
    func parts(of element: XMLElement) -> [XMLElement] {
        let allowed = ElementRule.all[element.name]?.children ?? []
        return element.elements.filter { $0.namespace == ElementRule.namespace && allowed.contains($0.name) }
    }

    /// The attributes and texts in Kontor's namespace.
    mutating func annotations(of element: XMLElement, fallback: String) -> Annotations {
        let entries = element.attributes.filter { $0.namespace == Annotations.namespace }.map { attribute in
            Annotations.Entry(name: attribute.name, value: attribute.value, location: attribute.valueLocation)
        }
        let english = entries.first { $0.name == "label" }?.value
        let label = texts("label", of: element, english: english, fallback: fallback)
        let reason = texts("reason", of: element, english: nil, fallback: nil)
        guard !entries.isEmpty || label != nil || reason != nil else { return .none }
        if let entry = entries.first(where: { $0.name == "internal" }), !["true", "false"].contains(entry.value) {
            report(
                "KTR-C600", "k:internal cannot be '\(entry.value)'", hint: "possible: true, false", at: entry.location)
        }
        return Annotations(entries: entries, label: label, reason: reason)
    }

    /// What the elements of a name say, one per language; nil where there are none.
    private mutating func texts(
        _ name: String, of element: XMLElement, english written: String?, fallback: String?
    ) -> LocalizedText? {
        var english = written
        var others: [Language: String] = [:]
        for child in element.elements(named: name, namespace: Annotations.namespace) {
            let tag = child.attribute("lang", namespace: "http://www.w3.org/XML/1998/namespace")?.value ?? "en"
            let language = Language(rawValue: tag)
            let text = child.text.words.joined(separator: " ")
            if text.isEmpty {
                report("KTR-C119", "the \(name) is empty", hint: "write the text between the tags", at: child.location)
            } else if language == .english {
                english = text
            } else {
                others[language] = text
            }
        }
        guard english != nil || !others.isEmpty else { return nil }
        let spare = fallback.flatMap { $0.isEmpty ? nil : $0 }
        return LocalizedText(english ?? spare ?? others.values.min() ?? "", others: others)
    }
}
