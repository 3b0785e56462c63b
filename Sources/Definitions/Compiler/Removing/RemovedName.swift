import Model

/// Something that was declared when definitions were last applied, and that nothing declares any more under its name.
struct RemovedName {
    enum Thing {
        case entity(EntityDeclaration)
        case attribute(AttributeDeclaration, entity: String)
        case options(OptionsDeclaration)
        case option(OptionSet.Option, set: String)
        case role(RoleDeclaration)
        case chart(ChartDeclaration)
    }

    var thing: Thing
    /// What it is called now, where something says so by `was`.
    var newName: String?
    /// Where it would have to be declared again; nil where its file may be gone with it.
    var place: SourceLocation?

    var name: String {
        switch thing {
        case .entity(let entity): entity.name.value
        case .attribute(let attribute, _): attribute.name.value
        case .options(let options): options.set.name
        case .option(let option, _): option.name
        case .role(let role): role.name.value
        case .chart(let chart): chart.name
        }
    }

    /// The entity type of an attribute, or the option set of an option.
    var owner: String? {
        switch thing {
        case .attribute(_, let entity): entity
        case .option(_, let set): set
        default: nil
        }
    }

    /// In words: `the attribute 'city' of 'account'`.
    var description: String {
        switch thing {
        case .entity: "the entity type '\(name)'"
        case .attribute(_, let entity): "the attribute '\(name)' of '\(entity)'"
        case .options: "the option set '\(name)'"
        case .option(_, let set): "the option '\(name)' of '\(set)'"
        case .role: "the role '\(name)'"
        case .chart: "the chart '\(name)'"
        }
    }

    /// Whether it may say that it was called something else.
    var canBeRenamed: Bool {
        switch thing {
        case .entity, .attribute: true
        default: false
        }
    }

    var chart: ChartDeclaration? { if case .chart(let chart) = thing { chart } else { nil } }

    /// Declares it again as it was.
    func restore(in declarations: inout Declarations) {
        switch thing {
        case .entity(let entity): declarations.entities.append(entity)
        case .attribute(let attribute, let entity):
            guard let index = declarations.entities.firstIndex(where: { $0.name.value == entity }) else { return }
            declarations.entities[index].attributes.append(attribute)
        case .options(let options): declarations.options.append(options)
        case .option(let option, let set):
            guard let index = declarations.options.firstIndex(where: { $0.set.name == set }) else { return }
            declarations.options[index].set.options.append(option)
        case .role(let role): declarations.roles.append(role)
        case .chart: break
        }
    }
}

extension RemovedName {
    /// What the one compilation declares and the other does not.
    static func between(_ before: Compilation, _ after: Compilation) -> [RemovedName] {
        let entities = Dictionary(
            after.declarations.entities.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
        let sets = Dictionary(
            after.declarations.options.map { ($0.set.name, $0) }, uniquingKeysWith: { first, _ in first })
        let roles = Set(after.declarations.roles.map(\.name.value))
        let charts = Set(after.charts.map(\.name))
        var removed: [RemovedName] = []
        for old in before.declarations.entities {
            let heir = after.declarations.entities.first { $0.formerNames.contains { $0.value == old.name.value } }
            guard let new = entities[old.name.value] else {
                removed.append(RemovedName(thing: .entity(old), newName: heir?.name.value))
                continue
            }
            let known = Set(new.attributes.map(\.name.value))
            for attribute in old.attributes where !known.contains(attribute.name.value) {
                let heir = new.attributes.first { $0.formerNames.contains { $0.value == attribute.name.value } }
                removed.append(
                    RemovedName(
                        thing: .attribute(attribute, entity: old.name.value), newName: heir?.name.value,
                        place: heir?.name.location ?? new.location))
            }
        }
        for old in before.declarations.options {
            guard let new = sets[old.set.name] else {
                removed.append(RemovedName(thing: .options(old)))
                continue
            }
            for option in old.set.options where new.set.option(named: option.name) == nil {
                removed.append(RemovedName(thing: .option(option, set: old.set.name), place: new.location))
            }
        }
        for old in before.declarations.roles where !roles.contains(old.name.value) {
            removed.append(RemovedName(thing: .role(old)))
        }
        for old in before.charts where !charts.contains(old.name) { removed.append(RemovedName(thing: .chart(old))) }
        // What is there and could not be read was not removed.
        return removed.filter { !after.findings.unread.contains($0.name, of: $0.owner) }
    }
}
