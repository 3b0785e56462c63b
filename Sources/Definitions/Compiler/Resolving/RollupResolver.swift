import Model

/// Finds what a `<rollup>` speaks of: the lookup of its inverse name, and the attribute that it sums up.
struct RollupResolver {
    let directory: Directory

    func type(
        of rollup: RollupDeclaration, in entity: EntityDeclaration, _ findings: inout Findings
    ) -> AttributeType? {
        let inverses = directory.entities.values.flatMap { source in
            source.attributes.compactMap { lookup -> (EntityDeclaration, AttributeDeclaration, String)? in
                guard lookup.targets(in: source).contains(entity.name.value), let inverse = lookup.inverse else {
                    return nil
                }
                return (source, lookup, inverse.value)
            }
        }
        guard let (source, lookup, _) = inverses.first(where: { $0.2 == rollup.inverse.value }) else {
            findings.error(
                "KTR-D251", "nothing looks up '\(entity.name.value)' with inverse=\"\(rollup.inverse.value)\"",
                hint: suggestion(for: rollup.inverse.value, among: inverses.map(\.2))
                    ?? "add inverse=\"\(rollup.inverse.value)\" to the lookup that leads here",
                at: rollup.inverse.location)
            return nil
        }
        var result = AttributeType.integer(minimum: nil, maximum: nil)
        if let name = rollup.attribute {
            guard let summed = source.attributes.first(where: { $0.name.value == name.value }) else {
                findings.error(
                    "KTR-D252", "'\(source.name.value)' has no attribute '\(name.value)'",
                    hint: suggestion(for: name.value, among: source.attributes.map(\.name.value)), at: name.location)
                return nil
            }
            guard case .plain(let type) = summed.detail else {
                findings.error(
                    "KTR-D253", "'\(name.value)' cannot be summed up", hint: "choose a number, an amount or a time",
                    at: name.location)
                return nil
            }
            result = type
        }
        return .rollup(
            RollupRules(
                function: rollup.function, source: source.name.value, lookup: lookup.name.value,
                attribute: rollup.attribute?.value, condition: rollup.condition?.value, result: result))
    }
}
