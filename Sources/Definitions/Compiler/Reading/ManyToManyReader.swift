import Model
import XMLDocuments

/// Reads `<many-to-many>`.
enum ManyToManyReader {
    static func read(
        _ element: XMLElement, pack: String, _ findings: inout Findings
    ) -> ManyToManyDeclaration? {
        let shape = ElementShape.all[element.name] ?? ElementShape()
        let reader = ElementReader(element, shape: shape, &findings)
        guard let name = reader.value("name"), let target = reader.value("to"),
            NameRules.check(name, of: "a many-to-many relationship", &findings), isOne(target, &findings)
        else { return nil }
        for (attribute, thing) in [("through", "an entity type"), ("set", "an entity set"), ("inverse", "an inverse")] {
            if let written = reader.value(attribute), !NameRules.check(written, of: thing, &findings) { return nil }
        }
        // A link whose end is gone says nothing any more.
        let onDelete = reader.oneOf("on-delete", ["cascade", "restrict"], &findings)
        let label = reader.label(of: "many-to-many relationship", named: name.value, &findings)
        return ManyToManyDeclaration(
            name: name, formerNames: reader.words("was"), target: target, through: reader.value("through"),
            setName: reader.value("set"), inverse: reader.value("inverse"), title: reader.value("title"),
            hasValidity: reader.flag("validity", &findings),
            onDelete: onDelete.flatMap { AttributeType.DeleteBehaviour(rawValue: $0.value) } ?? .cascade, label: label,
            pluralLabel: reader.texts("plural-label", fallback: label.english, &findings) ?? label,
            attributes: reader.children(ElementShape.attributeElements.keys).compactMap {
                AttributeReader.read($0, pack: pack, &findings)
            },
            keys: EntityReader.lists("key", in: reader, &findings),
            indexes: EntityReader.lists("index", in: reader, &findings),
            views: reader.children(["view"]).compactMap { EntityReader.view($0, pack: pack, &findings) }, pack: pack,
            location: reader.location)
    }

    private static func isOne(_ target: Located<String>, _ findings: inout Findings) -> Bool {
        guard target.words.count > 1 else { return true }
        findings.error(
            "KTR-D267", "a many-to-many relationship leads to one entity type, not to '\(target.value)'",
            hint: "declare one relationship for each of them", at: target.location)
        return false
    }
}
