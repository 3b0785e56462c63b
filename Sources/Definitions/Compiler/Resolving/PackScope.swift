import Model

/// Which packs may use what which packs declare: their own, and those they require, directly or through others.
struct PackScope {
    private var visible: [String: Set<String>] = [:]

    init(_ packs: [Pack], _ findings: inout Findings) {
        let byName = Dictionary(packs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for pack in packs {
            for requirement in pack.requirements {
                guard let found = byName[requirement.name] else {
                    findings.error(
                        "KTR-D105", "the pack '\(pack.name)' requires '\(requirement.name)', which does not exist",
                        hint: suggestion(for: requirement.name, among: byName.keys.filter { $0 != pack.name }),
                        at: requirement.location)
                    continue
                }
                if let version = PackVersion(found.version), !requirement.admits(version) {
                    findings.error(
                        "KTR-D160",
                        "the pack '\(pack.name)' requires \(requirement), but '\(found.name)' has the version \(version)",
                        hint: "install another version of '\(found.name)', or change the requirement",
                        at: requirement.location)
                }
            }
            var reached: Set<String> = [pack.name]
            var open = pack.requires
            while let name = open.popLast() {
                if name == pack.name {
                    findings.error(
                        "KTR-D106", "the pack '\(pack.name)' requires itself, directly or through others",
                        hint: "move what both need into a separate pack", at: pack.location)
                }
                if reached.insert(name).inserted { open += byName[name]?.requires ?? [] }
            }
            visible[pack.name] = reached
        }
    }

    /// Whether a pack may use what another one declares.
    func sees(_ owner: String, from user: String) -> Bool { visible[user]?.contains(owner) == true }

    /// Reports a use across packs that the manifest does not declare.
    func check(
        _ name: Located<String>, declaredIn owner: String, usedIn user: String, _ findings: inout Findings
    ) {
        guard let seen = visible[user], !seen.contains(owner), visible[owner] != nil else { return }
        findings.error(
            "KTR-D134", "'\(name.value)' belongs to the pack '\(owner)', which '\(user)' does not require",
            hint: "add requires=\"\(owner)\" to entity-definitions/\(user)/pack.xml", at: name.location)
    }
}
