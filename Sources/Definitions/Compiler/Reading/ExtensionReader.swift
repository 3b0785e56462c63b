import Model
import XMLDocuments

/// Reads `<extend>`.
enum ExtensionReader {
    static func read(_ reader: ElementReader, pack: String, _ findings: inout Findings) -> ExtensionDeclaration? {
        let targets = ["entity", "options", "role"].filter { reader.element.attribute($0) != nil }
        guard let kind = targets.first, targets.count == 1 else {
            findings.error(
                "KTR-D161", "<extend> must say one thing that it extends",
                hint: "write one of entity=\"…\", options=\"…\", role=\"…\"", at: reader.location)
            return nil
        }
        guard let target = reader.value(kind) else { return nil }
        let content: ExtensionDeclaration.Content =
            switch kind {
            case "options": .options(reader.children(["option"]).compactMap { OptionsReader.option($0, &findings) })
            case "role":
                .role(reader.children(["grant"]).compactMap { RoleReader.grant($0, pack: pack, &findings) })
            default: .entity(additions(reader, pack: pack, &findings))
            }
        return ExtensionDeclaration(target: target, content: content, pack: pack, location: reader.location)
    }

    private static func additions(
        _ reader: ElementReader, pack: String, _ findings: inout Findings
    ) -> EntityAdditions {
        EntityAdditions(
            attributes: reader.children(ElementShape.attributeElements.keys).compactMap {
                AttributeReader.read($0, pack: pack, &findings)
            },
            overrides: reader.children(["attribute"]).compactMap { override($0, pack: pack, &findings) },
            manyToManys: reader.children(["many-to-many"]).compactMap {
                ManyToManyReader.read($0, pack: pack, &findings)
            },
            keys: EntityReader.lists("key", in: reader, &findings),
            indexes: EntityReader.lists("index", in: reader, &findings),
            views: reader.children(["view"]).compactMap { EntityReader.view($0, &findings) })
    }

    private static func override(
        _ element: XMLElement, pack: String, _ findings: inout Findings
    ) -> AttributeOverride? {
        let reader = ElementReader(element, shape: ElementShape.all["attribute"] ?? ElementShape(), &findings)
        guard let name = reader.value("name") else { return nil }
        var settings: [AttributeOverride.Setting] = []
        for text in reader.localTexts("label", &findings) {
            settings.append(.init(property: .label(text.language), value: text.text))
        }
        for text in reader.localTexts("help", &findings) {
            settings.append(.init(property: .help(text.language), value: text.text))
        }
        if let required = reader.oneOf("required", ["true", "false"], &findings) {
            settings.append(.init(property: .required, value: required))
        }
        if let maximum = reader.value("max") { settings.append(.init(property: .maximum, value: maximum)) }
        if let value = reader.value("default") { settings.append(.init(property: .defaultValue, value: value)) }
        if settings.isEmpty, element.elements.isEmpty, element.attributes.count <= 1 {
            findings.error(
                "KTR-D167", "this sets nothing on '\(name.value)'",
                hint: "add required, max, default, <label> or <help>, or remove it", at: element.location)
        }
        return AttributeOverride(
            name: name, settings: settings, wins: reader.flag("wins", &findings), pack: pack,
            location: element.location)
    }
}
