import Model
import XMLDocuments

/// Reads `<document>`.
enum DocumentElementReader {
    static func read(_ element: XMLElement, pack: String, _ findings: inout Findings) -> DocumentDeclaration? {
        let reader = ElementReader(element, shape: ElementShape.all["document"] ?? ElementShape(), &findings)
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "a document", &findings),
            let template = reader.value("template")
        else { return nil }
        return DocumentDeclaration(
            name: name, label: reader.label(of: "document", named: name.value, &findings), template: template,
            roles: reader.words("roles"), states: reader.words("states"), languages: reader.words("languages"),
            pack: pack, location: element.location)
    }
}
