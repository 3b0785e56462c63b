import Model

/// Gathers what packs set on attributes that others declare, and decides what holds where several set the same thing.
///
/// One pack alone needs nothing. Of several, the one that says `wins="true"` holds; of several that say so, the last, where it
/// requires the others and so knows of them. Everything else is an error: no order decides silently.
struct OverrideMerge {
    let scope: PackScope
    private(set) var provenance: [ProvenanceSubject: [ProvenanceStep]] = [:]
    private var overrides: [(entity: Int, override: AttributeOverride)] = []

    init(scope: PackScope) { self.scope = scope }

    private struct Candidate {
        var override: AttributeOverride
        var value: Located<String>
        /// Its place in the order of application.
        var order: Int
    }

    /// An attribute by its places among entity types and their attributes.
    private struct Target {
        var entity: Int
        var attribute: Int
        var properties: [(property: AttributeOverride.Property, all: [Candidate])] = []

        mutating func add(_ candidate: Candidate, for property: AttributeOverride.Property) {
            if let same = properties.firstIndex(where: { $0.property == property }) {
                properties[same].all.append(candidate)
            } else {
                properties.append((property, [candidate]))
            }
        }
    }

    /// Notes overrides; to be called in the order of application.
    mutating func collect(_ found: [AttributeOverride], entity: Int) {
        overrides += found.map { (entity, $0) }
    }

    mutating func apply(to entities: inout [EntityDeclaration], _ findings: inout Findings) {
        for target in targets(in: entities, &findings) {
            let entity = entities[target.entity].name.value
            let attribute = entities[target.entity].attributes[target.attribute].name.value
            for (property, all) in target.properties {
                guard let chosen = choose(all, property, "\(entity).\(attribute)", &findings) else { continue }
                entities[target.entity].attributes[target.attribute].set(property, to: chosen.value, &findings)
            }
            note(target.properties, of: attribute, in: entity)
        }
    }

    /// The attributes that something is set on, each with what packs set there, in the order of application.
    private func targets(in entities: [EntityDeclaration], _ findings: inout Findings) -> [Target] {
        var result: [Target] = []
        for (order, (entity, override)) in overrides.enumerated() {
            let names = entities[entity].attributes.map(\.name.value)
            guard let attribute = names.firstIndex(of: override.name.value) else {
                findings.error(
                    "KTR-D133",
                    "'\(entities[entity].name.value)' has no attribute '\(override.name.value)' to set things on",
                    hint: suggestion(for: override.name.value, among: names), at: override.name.location)
                continue
            }
            let owner = entities[entity].attributes[attribute].pack
            if owner == override.pack, owner != entities[entity].pack {
                findings.error(
                    "KTR-D163", "'\(override.name.value)' is declared in this pack and need not be extended",
                    hint: "write it into the declaration itself", at: override.name.location)
            }
            scope.check(override.name, declaredIn: owner, usedIn: override.pack, &findings)
            let known = result.firstIndex { $0.entity == entity && $0.attribute == attribute }
            if known == nil { result.append(Target(entity: entity, attribute: attribute)) }
            for setting in override.settings {
                let candidate = Candidate(override: override, value: setting.value, order: order)
                result[known ?? result.count - 1].add(candidate, for: setting.property)
            }
        }
        return result
    }

    private func choose(
        _ all: [Candidate], _ property: AttributeOverride.Property, _ name: String, _ findings: inout Findings
    ) -> Candidate? {
        var packs: [String: Candidate] = [:]
        for candidate in all {
            if let first = packs[candidate.override.pack] {
                findings.error(
                    "KTR-D165", "this pack sets \(property.description) of '\(name)' twice",
                    hint: "the other is at \(first.value.location); remove one", at: candidate.value.location)
                return nil
            }
            packs[candidate.override.pack] = candidate
        }
        guard let last = all.last, all.count > 1 else { return all.first }
        let winners = all.filter(\.override.wins)
        if winners.count == 1 { return winners.first }
        if let winner = winners.last, winners.allSatisfy({ scope.sees($0.override.pack, from: winner.override.pack) }) {
            return winner
        }
        let others = (winners.isEmpty ? all : winners).filter { $0.override.pack != last.override.pack }
        let places = others.map { "'\($0.override.pack)' at \($0.value.location)" }.joined(separator: ", ")
        findings.error(
            "KTR-D164",
            "'\(last.override.pack)' sets \(property.description) of '\(name)', and so does \(places)",
            hint: winners.isEmpty
                ? "write wins=\"true\" on the <attribute> that is to hold"
                : "only one of them can say wins=\"true\"", at: last.value.location)
        return nil
    }

    private mutating func note(
        _ properties: [(property: AttributeOverride.Property, all: [Candidate])], of attribute: String,
        in entity: String
    ) {
        var steps: [(order: Int, step: ProvenanceStep)] = []
        for (property, all) in properties {
            let winner = all.last { $0.override.wins }?.override.pack ?? all.last?.override.pack
            for candidate in all {
                let step = ProvenanceStep(
                    pack: candidate.override.pack, .sets,
                    "\(property.description) to '\(candidate.value.value)'",
                    isOverruled: candidate.override.pack != winner, location: candidate.value.location)
                steps.append((candidate.order, step))
            }
        }
        steps.sort { ($0.order, $0.step.location) < ($1.order, $1.step.location) }
        provenance[.attribute(attribute, entity: entity), default: []] += steps.map(\.step)
    }
}
