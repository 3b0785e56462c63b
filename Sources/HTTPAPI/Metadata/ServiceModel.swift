import Access
import Definitions
import HTTPServing
import Model
import Queries
import Records
import StateCharts

/// What the metadata document says, as far as its reader may know it: neither XML nor JSON yet.
struct ServiceModel {
    /// The way to the record that a lookup names (`constraint`), or to the records that look this one up.
    struct Navigation {
        var name: String
        var target: EntityType
        var isCollection: Bool
        var isNullable: Bool
        /// The lookup behind it.
        var constraint: String?
        /// The way back.
        var partner: String?
    }

    /// An event of a chart.
    struct Action {
        var name: String
        /// What of its data the chart reads.
        var parameters: [String]
        var annotations: [Annotation]
    }

    struct Entity {
        var type: EntityType
        var properties: [Property]
        var navigations: [Navigation]
        var actions: [Action]
        /// Of the type.
        var annotations: [Annotation]
        /// Of the set.
        var capabilities: [Annotation]
    }

    /// A type of our own, for what functions give.
    struct Complex {
        var name: String
        var properties: [Property]
    }

    /// What can be asked of every record that may be read: its possible events and its history.
    struct Function {
        var name: String
        /// The type of what it gives a list of.
        var result: String
    }

    var entities: [Entity]
    var version: ProtocolVersion
    /// The type of values that nobody declared.
    var anything: String { version == .v40 ? "Edm.String" : "Edm.Untyped" }

    static let functions = [
        Function(name: RecordFunction.events.rawValue, result: "Event"),
        Function(name: RecordFunction.history.rawValue, result: "HistoryEntry"),
        Function(name: RecordFunction.timers.rawValue, result: "Timer"),
    ]

    init(_ visit: Visit) {
        version = visit.version
        let types = visit.catalog.entityTypes.filter(visit.isKnown)
        let sets = visit.api.sets.get(visit.catalog)
        entities = types.compactMap { type in
            guard let set = sets.set(ofType: type.name) else { return nil }
            let access = visit.access(to: type)
            let known = type.attributes.indices.filter(access.knows)
            // Records on which one of these is hidden are sent without it.
            let partly = access.canRead ? access.hidden : []
            return Entity(
                type: type,
                properties: known.map { position in
                    var property = Property(type.attributes[position], of: type, visit)
                    if partly.contains(position) { property.isNullable = true }
                    return property
                },
                navigations: Self.links(of: set, sets, visit) + Self.lists(of: set, sets, visit),
                actions: Self.actions(of: type, visit),
                annotations: Annotation.descriptions(type.label, visit.context.language),
                capabilities: Self.capabilities(of: type, known.map { type.attributes[$0] }, access))
        }
    }

    /// What the functions give.
    var complexTypes: [Complex] {
        [
            Complex(
                name: "Event",
                properties: [
                    Property("name", "Edm.String"), Property("label", "Edm.String"),
                    Property("target", "Edm.String", isNullable: true),
                    Property("possible", "Edm.Boolean", isNullable: true),
                    Property("depends", "Edm.String", isNullable: true),
                    Property("obstacle", "Edm.String", isNullable: true),
                    Property("missing", "Edm.String", isCollection: true),
                    Property("location", "Edm.String", isNullable: true),
                ]),
            Complex(
                name: "Timer",
                properties: [
                    Property("event", "Edm.String"), Property("label", "Edm.String"),
                    Property("due", "Edm.DateTimeOffset", isNullable: true), Property("set", "Edm.DateTimeOffset"),
                    Property("attempts", "Edm.Int64"), Property("obstacle", "Edm.String", isNullable: true),
                ]),
            Complex(
                name: "HistoryTransition",
                properties: [
                    Property("event", "Edm.String", isNullable: true), Property("from", "Edm.String"),
                    Property("to", "Edm.String"),
                ]),
            Complex(
                name: "HistoryChange",
                properties: [
                    Property("attribute", "Edm.String"), Property("before", anything, isNullable: true),
                    Property("after", anything, isNullable: true),
                ]),
            Complex(
                name: "HistoryEntry",
                properties: [
                    Property("sequence", "Edm.Int64"), Property("instant", "Edm.DateTimeOffset"),
                    Property("kind", "Edm.String"), Property("principal", "Edm.Guid"),
                    Property("revision", "Edm.Int64"),
                    Property("channel", "Edm.String"), Property("request", "Edm.String"),
                    Property("because", "Edm.String", isCollection: true),
                    Property("transition", "\(ResourcePath.namespace).HistoryTransition", isNullable: true),
                    Property("changes", "\(ResourcePath.namespace).HistoryChange", isCollection: true),
                ]),
        ]
    }

    private static func links(of set: EntitySet, _ sets: EntitySets, _ visit: Visit) -> [Navigation] {
        visit.links(of: set).compactMap { link in
            guard let target = sets.set(ofType: link.target) else { return nil }
            let attribute = set.type.attributes[link.position]
            // Of several, at most one leads to a record, and the id alone does not tell which.
            let isOne = !attribute.type.isPolymorphic
            let back = visit.lists(of: target).first { $0.source == set.type && $0.position == link.position }
            return Navigation(
                name: link.name, target: target.type, isCollection: false,
                isNullable: !(isOne && attribute.isRequired), constraint: isOne ? attribute.name : nil,
                partner: back?.name)
        }
    }

    private static func lists(of set: EntitySet, _ sets: EntitySets, _ visit: Visit) -> [Navigation] {
        visit.lists(of: set).compactMap { inverse in
            guard let name = inverse.name, let source = sets.set(ofType: inverse.source.name) else { return nil }
            let back = visit.links(of: source).first {
                $0.position == inverse.position && $0.target == set.type.name
            }
            return Navigation(
                name: name, target: inverse.source, isCollection: true, isNullable: false, partner: back?.name)
        }
    }

    /// Events that have the form of an OData name and that the principal's roles let it send. Others, with dots in their
    /// names, can be sent all the same.
    private static func actions(of type: EntityType, _ visit: Visit) -> [Action] {
        guard let chart = visit.catalog.chart(of: type) else { return [] }
        let access = visit.access(to: type)
        let parameters = EventParameters(chart)
        let taken = Set(functions.map(\.name) + [type.name])
        var actions: [Action] = []
        for transition in chart.transitions {
            guard let name = transition.eventName, !taken.contains(name), access.allows(event: name) else { continue }
            let isName = name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
            }
            guard isName, !chart.isInternal(name), !Event.isPlatformName(name) else { continue }
            let label = transition.annotations.label
            if let index = actions.firstIndex(where: { $0.name == name }) {
                // Of several transitions the first that has a label gives it.
                guard actions[index].annotations.isEmpty, let label else { continue }
                actions[index].annotations = Annotation.descriptions(label, visit.context.language)
            } else {
                actions.append(
                    Action(
                        name: name, parameters: parameters[name].filter { $0 != "record" },
                        annotations: label.map { Annotation.descriptions($0, visit.context.language) } ?? []))
            }
        }
        return actions
    }
}
