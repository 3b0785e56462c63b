import Model
import StateCharts

/// Everything declared, by name, with what is declared twice reported.
struct Directory {
    private(set) var entities: [String: EntityDeclaration] = [:]
    private(set) var options: [String: OptionsDeclaration] = [:]
    private(set) var roles: [String: RoleDeclaration] = [:]
    let charts: [String: ChartDeclaration]
    let scope: PackScope

    init(
        _ declarations: Declarations, charts: [ChartDeclaration], scope: PackScope, _ findings: inout Findings
    ) {
        self.scope = scope
        var chartsByName: [String: ChartDeclaration] = [:]
        for chart in charts {
            if let first = chartsByName[chart.name] {
                findings.error(
                    "KTR-D124", "there are two charts named '\(chart.name)'",
                    hint: "the other is in \(first.location.file)",
                    at: chart.location)
            } else {
                chartsByName[chart.name] = chart
            }
        }
        self.charts = chartsByName
        for entity in declarations.entities {
            if let first = entities[entity.name.value] {
                report("entity types", entity.name, first.name.location, &findings)
            } else {
                entities[entity.name.value] = entity
            }
        }
        for set in declarations.options {
            if let first = options[set.set.name] {
                report("option sets", Located(set.set.name, at: set.location), first.location, &findings)
            } else {
                options[set.set.name] = set
            }
        }
        for role in declarations.roles {
            if let first = roles[role.name.value] {
                report("roles", role.name, first.name.location, &findings)
            } else {
                roles[role.name.value] = role
            }
        }
        checkSetNames(declarations.entities, &findings)
    }

    /// A set name is an address, and so must differ from other sets' and from other types' names.
    private func checkSetNames(_ all: [EntityDeclaration], _ findings: inout Findings) {
        var sets: [String: EntityDeclaration] = [:]
        for entity in all {
            let setName = entity.setName
            if let first = sets[setName.value] {
                report("entity sets", setName, first.setName.location, &findings)
            } else {
                sets[setName.value] = entity
            }
            if let other = entities[setName.value], other.name.value != entity.name.value {
                findings.error(
                    "KTR-D123", "the set name '\(setName.value)' is the name of another entity type",
                    hint: "it is declared at \(other.name.location)", at: setName.location)
            }
        }
    }

    private func report(
        _ things: String, _ name: Located<String>, _ first: SourceLocation, _ findings: inout Findings
    ) {
        findings.error(
            "KTR-D123", "there are two \(things) named '\(name.value)'", hint: "the other is at \(first)",
            at: name.location)
    }
}

/// A compiled chart with the pack it lies in.
struct ChartDeclaration {
    var chart: Chart
    var name: String
    var pack: String
    var location: SourceLocation
}
