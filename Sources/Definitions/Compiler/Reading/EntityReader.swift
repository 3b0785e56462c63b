import Model
import XMLDocuments

/// Reads `<entity>`.
enum EntityReader {
    /// So that the table fits into PostgreSQL, which takes 1,600 columns, with room for the system's own.
    static let maximumAttributes = 1500

    static func read(_ reader: ElementReader, pack: String, _ findings: inout Findings) -> EntityDeclaration? {
        guard let name = reader.value("name"), let setName = reader.value("set"), let title = reader.value("title")
        else { return nil }
        guard NameRules.check(name, of: "an entity type", &findings),
            NameRules.check(setName, of: "an entity set", &findings)
        else { return nil }
        let label = reader.label(of: "entity type", named: name.value, &findings)
        let plural = pluralLabel(reader, name: name.value, setName: setName.value, label: label, &findings)
        let elements = reader.children(ElementShape.attributeElements.keys)
        if elements.count > maximumAttributes {
            findings.error(
                "KTR-D125", "'\(name.value)' has \(elements.count) attributes; the limit is \(maximumAttributes)",
                hint: "move some to another entity type and look it up", at: reader.location)
            return nil
        }
        return EntityDeclaration(
            name: name, formerNames: reader.words("was"), setName: setName, title: title, label: label,
            pluralLabel: plural, attributes: elements.compactMap { AttributeReader.read($0, pack: pack, &findings) },
            keys: lists("key", in: reader, &findings), indexes: lists("index", in: reader, &findings),
            views: reader.children(["view"]).compactMap { view($0, pack: pack, &findings) },
            manyToManys: reader.children(["many-to-many"]).compactMap {
                ManyToManyReader.read($0, pack: pack, &findings)
            },
            forms: forms(in: reader, pack: pack, isExtension: false, &findings),
            documents: documents(in: reader, pack: pack, &findings), pack: pack, location: reader.location)
    }

    private static func pluralLabel(
        _ reader: ElementReader, name: String, setName: String, label: LocalizedText, _ findings: inout Findings
    ) -> LocalizedText {
        let fallback = ElementReader.inWords(setName)
        let plural = reader.texts("plural-label", fallback: fallback, &findings) ?? LocalizedText(fallback)
        // A language that the label is missing in too has been named.
        if findings.languages.allSatisfy({ label.has($0) }) {
            reader.warnOfMissing(plural, "plural-label", of: "entity type '\(name)'", &findings)
        }
        return plural
    }

    static func lists(
        _ name: String, in reader: ElementReader, _ findings: inout Findings
    ) -> [[Located<String>]] {
        reader.children([name]).compactMap { element in
            let list = child(element, &findings).words("attributes")
            return list.isEmpty ? nil : list
        }
    }

    static func forms(
        in reader: ElementReader, pack: String, isExtension: Bool, _ findings: inout Findings
    ) -> [FormDeclaration] {
        let forms = FormElementReader(pack: pack, isExtension: isExtension)
        return reader.children(["form"]).compactMap { forms.form($0, &findings) }
    }

    static func documents(
        in reader: ElementReader, pack: String, _ findings: inout Findings
    ) -> [DocumentDeclaration] {
        reader.children(["document"]).compactMap { DocumentElementReader.read($0, pack: pack, &findings) }
    }

    static func view(_ element: XMLElement, pack: String, _ findings: inout Findings) -> ViewDeclaration? {
        let reader = child(element, &findings)
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "a view", &findings) else { return nil }
        return ViewDeclaration(
            name: name, label: reader.label(of: "view", named: name.value, &findings), columns: reader.words("columns"),
            order: reader.value("order"), condition: reader.value("where"), roles: reader.words("roles"),
            isDefault: reader.flag("default", &findings), pack: pack, location: element.location)
    }

    private static func child(_ element: XMLElement, _ findings: inout Findings) -> ElementReader {
        ElementReader(element, shape: ElementShape.all[element.name] ?? ElementShape(), &findings)
    }
}
