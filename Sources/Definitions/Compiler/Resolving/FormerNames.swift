/// Checks `was`: an old name belongs to nothing else, or nobody could tell whose data it means.
enum FormerNames {
    static func checkAttributes(of entity: EntityDeclaration, _ findings: inout Findings) {
        let things = entity.attributes.map { ($0.name, $0.formerNames) }
        check(things, "attribute", of: "'\(entity.name.value)'", &findings)
    }

    static func checkEntityTypes(_ entities: [EntityDeclaration], _ findings: inout Findings) {
        check(entities.map { ($0.name, $0.formerNames) }, "entity type", of: "the project", &findings)
    }

    private static func check(
        _ things: [(name: Located<String>, formerNames: [Located<String>])], _ thing: String, of whole: String,
        _ findings: inout Findings
    ) {
        // Most definitions name nothing old.
        guard things.contains(where: { !$0.formerNames.isEmpty }) else { return }
        let present = Dictionary(things.map { ($0.name.value, $0.name) }, uniquingKeysWith: { first, _ in first })
        var claimed: [String: Located<String>] = [:]
        for (name, formerNames) in things {
            for former in formerNames {
                if let other = present[former.value] {
                    findings.error(
                        "KTR-D180",
                        "'\(name.value)' says that it was '\(former.value)', but \(whole) still has the \(thing) "
                            + "'\(former.value)'",
                        hint: former.value == name.value
                            ? "name the old name" : "remove the one at \(other.location), or this old name",
                        at: former.location)
                } else if let other = claimed[former.value] {
                    findings.error(
                        "KTR-D181",
                        "'\(name.value)' and '\(other.value)' both say that they were '\(former.value)'",
                        hint: "keep the old name on the one that should get its data", at: former.location)
                }
                claimed[former.value] = name
            }
        }
    }
}
