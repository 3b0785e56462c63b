import Model

/// Makes roles: every entity type, attribute and event that a grant names must exist.
struct RoleResolver {
    let directory: Directory
    let filters: FilterCompilation

    func resolve(_ role: RoleDeclaration, _ findings: inout Findings) -> Role {
        Role(
            name: role.name.value, label: role.label, pack: role.pack,
            grants: role.grants.compactMap { grant($0, in: role, &findings) }, location: role.location)
    }

    private func grant(
        _ grant: GrantDeclaration, in role: RoleDeclaration, _ findings: inout Findings
    ) -> Grant? {
        if grant.entity.value == "*" { return grantForAll(grant, &findings) }
        guard let type = filters.catalog.types[grant.entity.value] else {
            findings.error(
                "KTR-D130", "there is no entity type '\(grant.entity.value)'",
                hint: suggestion(for: grant.entity.value, among: filters.catalog.types.keys), at: grant.entity.location)
            return nil
        }
        directory.scope.check(grant.entity, declaredIn: type.pack, usedIn: grant.pack, &findings)
        for name in grant.hidden + grant.readOnly {
            ViewResolver.checkAttribute(name, of: type, "the grant", &findings)
        }
        return Grant(
            scope: .entity(type.name), privileges: grant.privileges,
            rowFilter: grant.condition.flatMap { filters.filter($0, for: type, &findings) },
            events: events(grant, of: type, &findings), hidden: names(grant.hidden, of: type),
            readOnly: names(grant.readOnly, of: type), location: grant.location)
    }

    /// The attributes that are named, and those that belong to them: who may not see an amount may not see its currency.
    private func names(_ named: [Located<String>], of type: EntityType) -> Set<String> {
        let names = Set(named.map(\.value))
        return names.union(type.attributes.filter { names.contains($0.companionOf ?? "") }.map(\.name))
    }

    private func grantForAll(_ grant: GrantDeclaration, _ findings: inout Findings) -> Grant {
        let isAllEvents = grant.events.map(\.value) == ["*"]
        let misplaced =
            [grant.condition, grant.hidden.first, grant.readOnly.first, isAllEvents ? nil : grant.events.first]
            .compactMap { $0 }
        for place in misplaced {
            findings.error(
                "KTR-D154", "a grant for every entity type cannot name attributes or events",
                hint: "write a grant for one entity type; here only privileges and events=\"*\" are possible",
                at: place.location)
        }
        return Grant(
            scope: .all, privileges: grant.privileges, events: isAllEvents ? .all : .named([]), location: grant.location
        )
    }

    private func events(
        _ grant: GrantDeclaration, of type: EntityType, _ findings: inout Findings
    ) -> Grant.Events {
        guard let first = grant.events.first else { return .named([]) }
        guard case .state(let name)? = type.stateAttribute?.type, let chart = directory.charts[name] else {
            // A state whose chart is missing has been reported.
            let hasState = directory.entities[type.name]?.attributes.contains {
                if case .state = $0.detail { true } else { false }
            }
            if hasState != true {
                findings.error(
                    "KTR-D155", "'\(type.name)' has no chart, so no events can be sent to it",
                    hint: "remove events, or add a <state> attribute", at: first.location)
            }
            return .named([])
        }
        if grant.events.map(\.value) == ["*"] { return .all }
        let known = ChartCompilation.eventNames(of: chart.chart)
        for event in grant.events where !known.contains(event.value) {
            findings.error(
                "KTR-D152", "the chart '\(name)' has no event '\(event.value)'",
                hint: suggestion(for: event.value, among: known), at: event.location)
        }
        return .named(Set(grant.events.map(\.value)))
    }
}
