import Definitions
import Model
import StateCharts

/// One call of `kontor.create`, `update`, `delete` or `send`, with what is written out in it.
struct CallCheck {
    private let names: PluginNames
    private let function: String
    private let arguments: [LuaArgument]

    init(_ names: PluginNames, _ function: String, _ arguments: [LuaArgument]) {
        self.names = names
        self.function = function
        self.arguments = arguments
    }

    /// The entity type, or what is wrong with it; neither where it is computed.
    func type() -> (type: EntityType?, found: [Diagnostic]) {
        guard let first = arguments.first, let entity = names.text(first) else { return (nil, []) }
        if let type = names.catalog.entityType(named: entity) { return (type, []) }
        let known = names.catalog.entityTypes.map(\.name)
        return (
            nil,
            [
                Diagnostic(
                    .error, "KTR-L602", "kontor.\(function): there is no entity type '\(entity)'",
                    hint: nearestName(to: entity, among: known).map { "did you mean '\($0)'?" },
                    at: names.place(first.range.lowerBound))
            ]
        )
    }

    /// The table of values: keys that are written in it, and those that it is given before it is handed over.
    func values(at index: Int) -> [Diagnostic] {
        let (type, found) = type()
        guard let type, arguments.indices.contains(index), case .path(let path)? = arguments[index].value,
            case .table(let open) = path.head, path.members.isEmpty
        else { return found }
        let fields = names.reading.fields(ofTableAt: open).flatMap { field in
            check(field.name, of: type, at: field.key, text: field.text)
        }
        let set = names.reading.uses.flatMap { use -> [Diagnostic] in
            guard use.path.head == .table(open), use.path.members.count == 1, use.isAssigned, use.tokens.count == 2
            else {
                return []
            }
            return check(use.path.members[0], of: type, at: use.tokens[1], text: use.comparedWith)
        }
        return fields + set
    }

    private func check(_ name: String, of type: EntityType, at token: Int, text: Int?) -> [Diagnostic] {
        guard let position = type.position(of: name) else { return names.unknown(name, of: type, at: token) }
        let attribute = type.attributes[position]
        // A new record may be given its id.
        if attribute.isReadOnly, name != "id" { return [names.readOnly(attribute, at: token)] }
        return text.map { names.value($0, of: attribute, type, isGiven: true) } ?? []
    }

    func event() -> [Diagnostic] {
        let (type, found) = type()
        guard let type, arguments.count > 2, let event = names.text(arguments[2]) else { return found }
        let place = names.place(arguments[2].range.lowerBound)
        guard let chart = names.catalog.chart(of: type) else {
            return [
                Diagnostic(
                    .error, "KTR-L604", "kontor.send: '\(type.name)' has no chart that '\(event)' could be sent to",
                    at: place)
            ]
        }
        if chart.listens(to: event) { return [] }
        let renamed = chart.currentName(ofEvent: event)
        let meant = renamed == event ? nearestName(to: event, among: chart.eventNames) : renamed
        return [
            Diagnostic(
                renamed == event ? .error : .warning, "KTR-L604",
                renamed == event
                    ? "kontor.send: the chart '\(chart.name)' has no event '\(event)'"
                    : "kontor.send: the event '\(event)' is called '\(renamed)' now",
                hint: meant.map { "did you mean '\($0)'?" }, at: place)
        ]
    }
}
