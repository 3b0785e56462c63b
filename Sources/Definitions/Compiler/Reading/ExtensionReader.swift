import Model
import XMLDocuments

/// Reads `<extend>`.
enum ExtensionReader {
    static func read(_ reader: ElementReader, pack: String, _ findings: inout Findings) -> ExtensionDeclaration? {
        let targets = ["entity", "options", "role"].filter { reader.element.attribute($0) != nil }
        guard let kind = targets.first, targets.count == 1 else {
            findings.error(
                "KTR-D161", "<extend> must name exactly one thing to extend",
                hint: "write one of entity=\"…\", options=\"…\", role=\"…\"", at: reader.location)
            return nil
        }
        guard let target = reader.value(kind) else { return nil }
        let content: ExtensionDeclaration.Content =
            switch kind {
            case "options":
                .options(
                    OptionAdditions(
                        options: reader.children(["option"]).compactMap { OptionsReader.option($0, &findings) },
                        overrides: reader.children(["change"]).compactMap { override($0, pack: pack, &findings) }))
            case "role":
                .role(reader.children(["grant"]).compactMap { RoleReader.grant($0, pack: pack, &findings) })
            default: .entity(additions(reader, to: target, pack: pack, &findings))
            }
        return ExtensionDeclaration(target: target, content: content, pack: pack, location: reader.location)
    }

    private static func additions(
        _ reader: ElementReader, to target: Located<String>, pack: String, _ findings: inout Findings
    ) -> EntityAdditions {
        EntityAdditions(
            attributes: reader.children(ElementShape.attributeElements.keys).compactMap {
                AttributeReader.read($0, pack: pack, &findings)
            },
            overrides: reader.children(["attribute"]).compactMap { override($0, pack: pack, &findings) }
                + reader.children(["entity-type"]).compactMap { override($0, of: target, pack: pack, &findings) },
            manyToManys: reader.children(["many-to-many"]).compactMap {
                ManyToManyReader.read($0, pack: pack, &findings)
            },
            keys: EntityReader.lists("key", in: reader, &findings),
            indexes: EntityReader.lists("index", in: reader, &findings),
            views: reader.children(["view"]).compactMap { EntityReader.view($0, pack: pack, &findings) },
            forms: EntityReader.forms(in: reader, pack: pack, isExtension: true, &findings),
            documents: EntityReader.documents(in: reader, pack: pack, &findings))
    }

    /// - Parameter target: what is set on, where the element does not name it.
    private static func override(
        _ element: XMLElement, of target: Located<String>? = nil, pack: String, _ findings: inout Findings
    ) -> Override? {
        let reader = ElementReader(element, shape: ElementShape.all[element.name] ?? ElementShape(), &findings)
        guard let name = target ?? reader.value("name") else { return nil }
        var settings: [Override.Setting] = []
        for text in reader.localTexts("label", &findings) {
            settings.append(.init(property: .label(text.language), value: text.text))
        }
        for text in reader.localTexts("plural-label", &findings) {
            settings.append(.init(property: .pluralLabel(text.language), value: text.text))
        }
        for text in reader.localTexts("help", &findings) {
            settings.append(.init(property: .help(text.language), value: text.text))
        }
        for property in reader.shape.optional where property != "wins" {
            let value =
                flags.contains(property)
                ? reader.oneOf(property, ["true", "false"], &findings)
                : property == "colour"
                    ? reader.oneOf(property, Colour.allCases.map(\.rawValue), &findings) : reader.value(property)
            if let value { settings.append(.init(property: .value(property), value: value)) }
        }
        if settings.isEmpty, element.elements.isEmpty, !element.attributes.contains(where: { isSetting($0.name) }) {
            findings.error(
                "KTR-D167", "this sets nothing on '\(name.value)'",
                hint: "add \(suggested(reader.shape)), or remove it", at: element.location)
        }
        return Override(
            element: element.name, name: name, settings: settings, wins: reader.flag("wins", &findings), pack: pack,
            location: element.location)
    }

    private static let flags: Set<String> = ["required", "immutable", "search", "retired"]

    private static func isSetting(_ attribute: String) -> Bool { attribute != "name" && attribute != "wins" }

    private static func suggested(_ shape: ElementShape) -> String {
        let all = shape.optional.filter(isSetting) + shape.children.map { "<\($0)>" }
        return all.dropLast().joined(separator: ", ") + " or \(all.last ?? "")"
    }
}
