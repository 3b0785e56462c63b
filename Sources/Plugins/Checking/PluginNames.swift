import Definitions
import Model
import StateCharts

/// What a plugin names of the definitions, by whatever local names it does: functions of `kontor`, entity types, attributes, events, states.
struct PluginNames {
    let file: String
    let catalog: Catalog
    let reading: LuaReading

    init(_ tokens: [LuaToken], file: String, catalog: Catalog) {
        self.file = file
        self.catalog = catalog
        reading = LuaReading(tokens, given: Self.given)
    }

    /// What hooks are handed: the change, and the transition that was taken.
    private static func given(_ call: LuaPath, _ arguments: [LuaConstant?]) -> [LuaPath?] {
        guard call.head == .global("kontor"), let kind = call.members.first.flatMap(HookKind.init(member:)),
            case .text(let entity)?? = arguments.first
        else { return [] }
        let change = LuaPath(.given("change", of: entity))
        return kind == .beforeSave ? [change] : [change, LuaPath(.given("transition", of: entity))]
    }

    func diagnostics() -> [Diagnostic] {
        var told: Set<SourceLocation> = []
        return reading.uses.flatMap { use -> [Diagnostic] in
            switch use.path.head {
            case .global("kontor"): functions(use)
            case .given("change", let entity): change(use, of: catalog.entityType(named: entity))
            case .given("transition", let entity): transition(use, of: catalog.entityType(named: entity))
            case .result("kontor.principal"): member(use, 0, of: "kontor.principal()", among: ["id", "name", "roles"])
            case .global, .given, .table, .function, .result: []
            }
        }.filter { told.insert($0.location ?? SourceLocation(file: file, line: 1)).inserted }
    }

    // MARK: Functions

    private func functions(_ use: LuaUse) -> [Diagnostic] {
        guard let name = use.path.members.first else { return method(use) }
        guard HostFunctions.names.contains(name) || name == "null" else {
            let known = HostFunctions.names
            return [
                Diagnostic(
                    .error, "KTR-L600", "there is no function 'kontor.\(name)'",
                    hint: nearestName(to: name, among: known).map { "did you mean 'kontor.\($0)'?" }
                        ?? "the functions are \(known.sorted().joined(separator: ", "))", at: place(use.tokens[0]))
            ]
        }
        guard let arguments = use.arguments else { return [] }
        switch name {
        case "create": return CallCheck(self, name, arguments).values(at: 1)
        case "update": return CallCheck(self, name, arguments).values(at: 2)
        case "delete": return CallCheck(self, name, arguments).type().found
        case "send": return CallCheck(self, name, arguments).event()
        case "refuse": return refusal(arguments, at: use.tokens[0])
        case "after_transition": return hook(arguments)
        default: return []
        }
    }

    /// `kontor:create(…)` hands `kontor` itself over as the first argument.
    private func method(_ use: LuaUse) -> [Diagnostic] {
        let tokens = reading.tokens
        guard use.end + 1 < tokens.count, tokens[use.end].isMark(":"), let name = tokens[use.end + 1].name else {
            return []
        }
        return [
            Diagnostic(
                .error, "KTR-L600", "a function of 'kontor' is called with a dot, not a colon",
                hint: "write kontor.\(name)(…)", at: place(use.end + 1))
        ]
    }

    private func refusal(_ arguments: [LuaArgument], at token: Int) -> [Diagnostic] {
        guard arguments.count > 1, case .text? = arguments[1].value, let type = hookType(around: token),
            let name = text(arguments[1])
        else { return [] }
        // The write is refused either way; only the field of the page is missed.
        return unknown(name, of: type, at: arguments[1].range.lowerBound, .warning)
    }

    /// The entity type whose hook stands around a token.
    private func hookType(around token: Int) -> EntityType? {
        for use in reading.uses where use.path.head == .global("kontor") && use.path.members.count == 1 {
            guard HookKind(member: use.path.members[0]) != nil, let arguments = use.arguments, arguments.count > 1,
                arguments[1].range.contains(token), let entity = text(arguments[0])
            else { continue }
            return catalog.entityType(named: entity)
        }
        return nil
    }

    private func hook(_ arguments: [LuaArgument]) -> [Diagnostic] {
        guard let first = arguments.first, let entity = text(first), let type = catalog.entityType(named: entity),
            catalog.chart(of: type) == nil
        else { return [] }
        return [
            Diagnostic(
                .warning, "KTR-L693", "this hook never runs: '\(entity)' has no state chart",
                hint: "register it with kontor.before_save, or correct the entity type",
                at: place(first.range.lowerBound))
        ]
    }

    // MARK: What hooks are handed

    private func change(_ use: LuaUse, of type: EntityType?) -> [Diagnostic] {
        guard let type, let image = use.path.members.first else { return [] }
        switch image {
        case "after", "before":
            guard use.path.members.count > 1 else { return [] }
            let (name, token) = (use.path.members[1], tokenOf(member: 1, use))
            guard let position = type.position(of: name) else {
                return token.map { unknown(name, of: type, at: $0) } ?? []
            }
            let attribute = type.attributes[position]
            let isWhole = use.path.members.count == 2
            if isWhole, use.isAssigned, attribute.isReadOnly, let token { return [readOnly(attribute, at: token)] }
            guard isWhole, let text = use.comparedWith else { return [] }
            return value(text, of: attribute, type, isGiven: use.isAssigned)
        case "kind": return one(use.comparedWith, of: ["create", "update"], "change.kind")
        default:
            return member(
                use, 0, of: "a change", among: ["after", "before", "kind", "type"],
                meant: type.position(of: image) == nil ? nil : "write change.after.\(image)")
        }
    }

    private func transition(_ use: LuaUse, of type: EntityType?) -> [Diagnostic] {
        let known = ["chart", "event", "from", "to"]
        guard let name = use.path.members.first, known.contains(name) else {
            return member(use, 0, of: "a transition", among: known)
        }
        guard let type, let chart = catalog.chart(of: type), let token = use.comparedWith,
            let text = reading.tokens[token].text, !text.isEmpty
        else { return [] }
        switch name {
        case "event": return chart.listens(to: text) ? [] : one(token, of: chart.eventNames, "transition.event")
        case "from", "to": return states(token, of: chart, "transition.\(name)")
        default: return []
        }
    }

    private func member(
        _ use: LuaUse, _ index: Int, of what: String, among known: [String], meant: String? = nil
    ) -> [Diagnostic] {
        guard use.path.members.indices.contains(index), !known.contains(use.path.members[index]),
            let token = tokenOf(member: index, use)
        else { return [] }
        let name = use.path.members[index]
        return [
            Diagnostic(
                .warning, "KTR-L691", "\(what) has no '\(name)'",
                hint: meant ?? nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
                    ?? "it has \(known.joined(separator: ", "))", at: place(token))
        ]
    }

    /// Where a member of a path is written; nil where an alias has it in its declaration, which is told by itself.
    private func tokenOf(member index: Int, _ use: LuaUse) -> Int? {
        let behind = use.path.members.count - 1 - index
        let position = use.tokens.count - 1 - behind
        return position > 0 ? use.tokens[position] : nil
    }
}

extension HookKind {
    /// The kind by the name behind `kontor.`.
    init?(member: String) { self.init(rawValue: "kontor." + member) }
}

extension Chart {
    /// The events that transitions name exactly.
    var eventNames: [String] { transitions.flatMap { $0.events.filter { !$0.isWildcard }.map(\.prefix) } }
}
