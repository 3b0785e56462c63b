import Model

/// Gathers what packs set on things that others declare, and decides what holds where several set the same.
///
/// One pack alone needs nothing. Of several, the one that says `wins="true"` holds; of several that say so, the last, where it
/// requires the others and so knows of them. Everything else is an error: no order decides silently.
struct OverrideMerge {
    let scope: PackScope
    private(set) var provenance: [ProvenanceSubject: [ProvenanceStep]] = [:]
    private var targets: [Target] = []
    /// How many overrides were noted.
    private var count = 0
    private var overridesOfAttributes: [(entity: Int, override: Override)] = []

    init(scope: PackScope) { self.scope = scope }

    private struct Candidate {
        var override: Override
        var value: Located<String>
        /// Its place in the order of application.
        var order: Int
    }

    /// One thing with what packs set on it, in the order of application.
    private struct Target {
        var thing: OverriddenThing
        var properties: [(property: Override.Property, all: [Candidate])] = []

        mutating func add(_ candidate: Candidate, for property: Override.Property) {
            if let same = properties.firstIndex(where: { $0.property == property }) {
                properties[same].all.append(candidate)
            } else {
                properties.append((property, [candidate]))
            }
        }
    }

    // MARK: Gathering, in the order of application

    /// Notes what is set on an entity type and its attributes. Attributes are looked for at the end, since another pack may add
    /// them.
    mutating func collect(_ found: [Override], entity: Int) {
        for override in found {
            if override.element == "attribute" {
                overridesOfAttributes.append((entity, override))
            } else {
                add(override, to: .entity(entity))
            }
        }
    }

    /// Notes what is set on the option at a place.
    mutating func collect(_ override: Override, option: Int, of set: Int) {
        add(override, to: .option(option, set: set))
    }

    private mutating func add(_ override: Override, to thing: OverriddenThing) {
        let known = targets.firstIndex { $0.thing == thing }
        if known == nil { targets.append(Target(thing: thing)) }
        for setting in override.settings {
            let candidate = Candidate(override: override, value: setting.value, order: count)
            targets[known ?? targets.count - 1].add(candidate, for: setting.property)
        }
        count += 1
    }

    // MARK: Deciding

    mutating func apply(to declarations: inout Declarations, _ findings: inout Findings) {
        resolveAttributes(in: declarations, &findings)
        for target in targets {
            let name = target.thing.name(in: declarations)
            for (property, all) in target.properties {
                guard let chosen = choose(all, property, name, &findings) else { continue }
                declarations.set(property, of: target.thing, to: chosen.value, &findings)
            }
            note(target, in: declarations)
        }
    }

    private mutating func resolveAttributes(in declarations: Declarations, _ findings: inout Findings) {
        for (index, override) in overridesOfAttributes {
            let entity = declarations.entities[index]
            let names = entity.attributes.map(\.name.value)
            guard let attribute = names.firstIndex(of: override.name.value) else {
                findings.error(
                    "KTR-D133", "'\(entity.name.value)' has no attribute '\(override.name.value)' to set things on",
                    hint: suggestion(for: override.name.value, among: names), at: override.name.location)
                continue
            }
            let owner = entity.attributes[attribute].pack
            if owner == override.pack, owner != entity.pack {
                findings.error(
                    "KTR-D163", "'\(override.name.value)' is declared in this pack, so it cannot be extended here",
                    hint: "change the declaration itself", at: override.name.location)
            }
            scope.check(override.name, declaredIn: owner, usedIn: override.pack, &findings)
            add(override, to: .attribute(attribute, entity: index))
        }
    }

    private func choose(
        _ all: [Candidate], _ property: Override.Property, _ name: String, _ findings: inout Findings
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
                ? "write wins=\"true\" on the <\(last.override.element)> that should win"
                : "only one of them can say wins=\"true\"", at: last.value.location)
        return nil
    }

    private mutating func note(_ target: Target, in declarations: Declarations) {
        var steps: [(order: Int, step: ProvenanceStep)] = []
        for (property, all) in target.properties {
            let winner = all.last { $0.override.wins }?.override.pack ?? all.last?.override.pack
            for candidate in all {
                let ofOption = if case .option = target.thing { " of '\(candidate.override.name.value)'" } else { "" }
                let step = ProvenanceStep(
                    pack: candidate.override.pack, .sets,
                    "\(property.description)\(ofOption) to '\(candidate.value.value)'",
                    isOverruled: candidate.override.pack != winner, location: candidate.value.location)
                steps.append((candidate.order, step))
            }
        }
        steps.sort { ($0.order, $0.step.location) < ($1.order, $1.step.location) }
        provenance[target.thing.subject(in: declarations), default: []] += steps.map(\.step)
    }
}
