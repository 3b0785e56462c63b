import Model
import XMLDocuments

/// Reads `<role>`.
enum RoleReader {
    static func read(_ reader: ElementReader, pack: String, _ findings: inout Findings) -> RoleDeclaration? {
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "a role", &findings) else { return nil }
        return RoleDeclaration(
            name: name, label: reader.label(of: "role", named: name.value, &findings),
            grants: reader.children(["grant"]).compactMap { grant($0, pack: pack, &findings) }, pack: pack,
            location: reader.location)
    }

    static func grant(_ element: XMLElement, pack: String, _ findings: inout Findings) -> GrantDeclaration? {
        let reader = ElementReader(element, shape: ElementShape.all["grant"] ?? ElementShape(), &findings)
        guard let entity = reader.value("entity") else { return nil }
        let names = Privilege.allCases.map(\.rawValue)
        var privileges: Set<Privilege> = []
        for word in reader.words("privileges") {
            if let privilege = Privilege(rawValue: word.value) {
                privileges.insert(privilege)
            } else {
                let near = nearestName(to: word.value, among: names).map { "did you mean '\($0)'?" }
                findings.error(
                    "KTR-D151", "there is no privilege '\(word.value)'",
                    hint: near ?? "possible: \(shortList(names))", at: word.location)
            }
        }
        let events = reader.words("events")
        if element.attribute("privileges") == nil, events.isEmpty {
            findings.error(
                "KTR-D156", "this grant allows nothing", hint: "add privileges=\"read …\" or events=\"…\"",
                at: element.location)
        }
        return GrantDeclaration(
            entity: entity, privileges: privileges, condition: reader.value("where"), events: events,
            hidden: reader.words("hide"), readOnly: reader.words("readonly"), pack: pack, location: element.location)
    }
}
