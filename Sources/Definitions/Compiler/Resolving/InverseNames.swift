import Model

/// Gathers the names that lookups give to the related lists of their targets.
enum InverseNames {
    /// Names by `entity.attribute`; a name that its target has already is reported.
    static func gather(_ entities: [EntityDeclaration], _ findings: inout Findings) -> [String: String] {
        var result: [String: String] = [:]
        var taken: [String: [String: SourceLocation]] = [:]
        let lookups = entities.flatMap(\.attributes).compactMap { attribute -> String? in
            if case .lookup(let target, _, _?) = attribute.detail { target.value } else { nil }
        }
        let targets = Set(lookups)
        for entity in entities where targets.contains(entity.name.value) {
            let own = entity.attributes.map { ($0.name.value, $0.name.location) }
            taken[entity.name.value] = Dictionary(own, uniquingKeysWith: { first, _ in first })
        }
        for entity in entities {
            for attribute in entity.attributes {
                guard case .lookup(let target, _, let inverse?) = attribute.detail else { continue }
                if let first = taken[target.value]?[inverse.value] {
                    findings.error(
                        "KTR-D146", "'\(target.value)' already has something named '\(inverse.value)'",
                        hint: "it is declared at \(first); give this inverse another name", at: inverse.location)
                } else {
                    taken[target.value]?[inverse.value] = inverse.location
                    result["\(entity.name.value).\(attribute.name.value)"] = inverse.value
                }
            }
        }
        return result
    }
}
