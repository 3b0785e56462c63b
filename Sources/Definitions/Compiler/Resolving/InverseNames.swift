import Model

/// Gathers the names that lookups give to the related lists of their targets.
enum InverseNames {
    /// Names by `entity.attribute`; a name that its target has already is reported.
    static func gather(_ entities: [EntityDeclaration], _ findings: inout Findings) -> [String: String] {
        var result: [String: String] = [:]
        var taken: [String: [String: SourceLocation]] = [:]
        let targets = Set(
            entities.flatMap { entity in
                entity.attributes.flatMap { $0.inverse == nil ? [] : $0.targets(in: entity) }
            })
        for entity in entities where targets.contains(entity.name.value) {
            let own = entity.attributes.map { ($0.name.value, $0.name.location) }
            taken[entity.name.value] = Dictionary(own, uniquingKeysWith: { first, _ in first })
        }
        for entity in entities {
            for attribute in entity.attributes {
                guard let inverse = attribute.inverse else { continue }
                for target in attribute.targets(in: entity) {
                    if let first = taken[target]?[inverse.value] {
                        findings.error(
                            "KTR-D146", "'\(target)' already has something named '\(inverse.value)'",
                            hint: "it is declared at \(first); give this inverse another name", at: inverse.location)
                    } else {
                        taken[target]?[inverse.value] = inverse.location
                        result["\(entity.name.value).\(attribute.name.value)"] = inverse.value
                    }
                }
            }
        }
        return result
    }
}

extension AttributeDeclaration {
    /// What a lookup or tree calls the list of its records at their target.
    var inverse: Located<String>? {
        switch detail {
        case .lookup(_, _, let inverse), .tree(_, let inverse): inverse
        default: nil
        }
    }

    /// The names of the entity types that a lookup or tree leads to.
    func targets(in entity: EntityDeclaration) -> [String] {
        switch detail {
        case .lookup(let targets, _, _): targets.map(\.value)
        case .tree: [entity.name.value]
        default: []
        }
    }
}
