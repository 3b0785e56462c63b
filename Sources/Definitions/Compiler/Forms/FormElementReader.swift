import Model
import XMLDocuments

/// Reads `<form>`, in an entity type or in an extension of one.
struct FormElementReader {
    let pack: String
    /// Whether it stands in `<extend>`, where things can be placed before or after others.
    let isExtension: Bool

    func form(_ element: XMLElement, _ findings: inout Findings) -> FormDeclaration? {
        let reader = reader(element, &findings)
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "a form", &findings) else { return nil }
        let known = Form.Purpose.allCases.map(\.rawValue)
        for word in reader.words("for") where !known.contains(word.value) {
            let near = nearestName(to: word.value, among: known).map { "did you mean '\($0)'?" }
            findings.error(
                "KTR-D115", "for=\"\(word.value)\" is not allowed on <form>",
                hint: near ?? "write any of \(shortList(known))", at: word.location)
        }
        let sections = reader.children(["section"]).compactMap { section($0, &findings) }
        if element.elements.isEmpty {
            findings.error(
                "KTR-D219", "the form '\(name.value)' shows nothing",
                hint: "add <section name=\"…\"> with <field name=\"…\"/> in it", at: element.location)
        }
        return FormDeclaration(
            name: name, purposes: reader.words("for"), roles: reader.words("roles"), states: reader.words("states"),
            sections: sections, placement: placement(reader, &findings), pack: pack, location: element.location)
    }

    private func section(_ element: XMLElement, _ findings: inout Findings) -> FormSectionDeclaration? {
        let reader = reader(element, &findings)
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "a section", &findings) else { return nil }
        let items = reader.children(["field", "related", "note"])
        if items.isEmpty, element.elements.allSatisfy({ $0.name == "label" }) {
            findings.error(
                "KTR-D219", "the section '\(name.value)' shows nothing", hint: "add <field name=\"…\"/>, or remove it",
                at: element.location)
        }
        return FormSectionDeclaration(
            name: name, label: label(reader, of: "section", name.value, &findings),
            items: items.compactMap { item($0, &findings) }, placement: placement(reader, &findings), pack: pack,
            location: element.location)
    }

    /// An extension that adds to a section need not, and cannot, say its label again.
    private func label(
        _ reader: ElementReader, of thing: String, _ name: String, _ findings: inout Findings
    ) -> LocalizedText? {
        if isExtension, reader.children(["label"]).isEmpty { return nil }
        return reader.label(of: thing, named: name, &findings)
    }

    private func item(_ element: XMLElement, _ findings: inout Findings) -> FormItemDeclaration? {
        let reader = reader(element, &findings)
        let placement = placement(reader, &findings)
        if element.name == "note" {
            guard let text = reader.texts("label", fallback: nil, &findings) else {
                if reader.children(["label"]).isEmpty {
                    findings.error(
                        "KTR-D219", "the note is empty", hint: "add <label>…</label>, or remove it",
                        at: element.location)
                }
                return nil
            }
            reader.warnOfMissing(text, "label", of: "the note", &findings)
            return FormItemDeclaration(
                content: .note(text), placement: placement, pack: pack, location: element.location)
        }
        guard let name = reader.value("name") else { return nil }
        let label = reader.texts("label", fallback: nil, &findings)
        if let label { reader.warnOfMissing(label, "label", of: "the \(element.name) '\(name.value)'", &findings) }
        if element.name == "related" {
            return FormItemDeclaration(
                name: name, content: .related(columns: reader.words("columns"), label: label), placement: placement,
                pack: pack, location: element.location)
        }
        let widths = Form.Field.Width.allCases.map(\.rawValue)
        let width = reader.oneOf("width", widths, &findings).flatMap { Form.Field.Width(rawValue: $0.value) }
        let field = Form.Field(
            name.value, width: width, isReadOnly: reader.flag("readonly", &findings),
            isRequired: reader.flag("required", &findings), label: label,
            help: reader.texts("help", fallback: nil, &findings))
        var settings: [String: SourceLocation] = [:]
        for setting in ["required", "readonly"] { settings[setting] = reader.value(setting)?.location }
        return FormItemDeclaration(
            name: name, content: .field(field), settings: settings, placement: placement, pack: pack,
            location: element.location)
    }

    private func placement(_ reader: ElementReader, _ findings: inout Findings) -> FormPlacement? {
        let (before, after) = (reader.value("before"), reader.value("after"))
        if let before, after != nil {
            findings.error(
                "KTR-D209", "<\(reader.element.name)> has both before and after", hint: "remove one of them",
                at: before.location)
            return nil
        }
        return before.map { FormPlacement(anchor: $0, isBefore: true) }
            ?? after.map { FormPlacement(anchor: $0, isBefore: false) }
    }

    private func reader(_ element: XMLElement, _ findings: inout Findings) -> ElementReader {
        let shape = ElementShape.all[element.name] ?? ElementShape()
        return ElementReader(element, shape: isExtension ? shape.placeable : shape, &findings)
    }
}
