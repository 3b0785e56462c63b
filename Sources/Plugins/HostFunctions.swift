import Model
import Records
import Scripting

/// The functions that plugins call (`docs/plugins.md`). Each takes values and gives values; writes are collected and done after
/// the change that the rule ran in.
enum HostFunctions {
    static func all(_ run: HookRun) -> [HostFunction] {
        [
            refuse(run), create(run), update(run), delete(run), send(run), now(run), today(run), principal(run),
            log(run),
        ]
    }

    /// `kontor.refuse(message [, attribute])`; the message is a text, or a table of texts by language. Ends the run, whatever
    /// the script does about errors.
    private static func refuse(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.refuse", endsRun: true) { arguments in
            do { throw RunEnd(try refusal(arguments, run)) } catch let refusal as Refusal { throw RunEnd(refusal) }
        }
    }

    private static func refusal(_ arguments: [DataValue], _ run: HookRun) throws -> Refusal {
        let form = "kontor.refuse(\"…\", \"attribute\")"
        guard let message = LocalizedText(script: arguments.first), !NormalText.of(message.english).isEmpty else {
            throw Refusal.wrongArgument("kontor.refuse", "a message", form)
        }
        guard arguments.count > 1, arguments[1] != .null else { return Refusal(.invalid, "KTR-L310", message) }
        let name = try text(arguments, 1, "kontor.refuse", "the name of an attribute", form)
        if let type = run.type, type.position(of: name) == nil { throw Refusal.refusesUnknown(name, of: type) }
        return Refusal(.invalid, "KTR-L310", attribute: name, message)
    }

    /// `kontor.create(entity, values)`
    private static func create(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.create", counts: .write) { arguments in
            let form = "kontor.create(\"task\", { subject = \"…\" })"
            let entity = try text(arguments, 0, "kontor.create", "the name of an entity type", form)
            try run.add(entity, .create(try values(arguments, 1, "kontor.create", form)))
            return .null
        }
    }

    /// `kontor.update(entity, id, values)`
    private static func update(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.update", counts: .write) { arguments in
            let form = "kontor.update(\"account\", change.after.customer, { rating = \"a\" })"
            let entity = try text(arguments, 0, "kontor.update", "the name of an entity type", form)
            let id = try identifier(arguments, 1, "kontor.update", form)
            try run.add(entity, .update(id, try values(arguments, 2, "kontor.update", form)))
            return .null
        }
    }

    /// `kontor.delete(entity, id)`
    private static func delete(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.delete", counts: .write) { arguments in
            let form = "kontor.delete(\"task\", id)"
            let entity = try text(arguments, 0, "kontor.delete", "the name of an entity type", form)
            try run.add(entity, .delete(try identifier(arguments, 1, "kontor.delete", form)))
            return .null
        }
    }

    /// `kontor.send(entity, id, event [, data])`
    private static func send(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.send", counts: .write) { arguments in
            let form = "kontor.send(\"complaint\", change.after.id, \"accept\")"
            let entity = try text(arguments, 0, "kontor.send", "the name of an entity type", form)
            let id = try identifier(arguments, 1, "kontor.send", form)
            let event = try text(arguments, 2, "kontor.send", "the name of an event", form)
            let data = arguments.count > 3 ? arguments[3] : .null
            try run.add(entity, .event(id, name: event, data: data, values: [:]))
            return .null
        }
    }

    /// `kontor.log(value, …)`: a line for whoever looks after the rule, in the server's log.
    private static func log(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.log", counts: .other) { arguments in
            guard let context = run.context, context.log.isHeard else { return .null }
            let text = arguments.map(\.logText).joined(separator: " ")
            context.log.add(
                RuleLogEntry(
                    .message, String(text.prefix(Self.longestLogLine)), at: run.callPlace() ?? run.location,
                    request: context.cause.request))
            return .null
        }
    }

    /// In characters.
    private static let longestLogLine = 2_000

    /// `kontor.now()`: the instant of the write, as RFC 3339 text in UTC.
    private static func now(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.now") { _ in .text(try run.known().now.description) }
    }

    /// `kontor.today()`: the day of the write in the installation's time zone, `2026-11-22`.
    private static func today(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.today") { _ in .text(try run.known().today.description) }
    }

    /// `kontor.principal()`: a table with `id`, `name`, and `roles` as a list.
    private static func principal(_ run: HookRun) -> HostFunction {
        HostFunction("kontor.principal") { _ in
            let principal = try run.known().principal
            return .object([
                "id": .text(principal.id.description), "name": .text(principal.name),
                "roles": .list(principal.roles.sorted().map(DataValue.text)),
            ])
        }
    }

    private static func text(
        _ arguments: [DataValue], _ index: Int, _ function: String, _ what: String, _ form: String
    ) throws -> String {
        guard arguments.indices.contains(index), case .text(let text) = arguments[index] else {
            throw Refusal.wrongArgument(function, what, form)
        }
        return text
    }

    private static func identifier(
        _ arguments: [DataValue], _ index: Int, _ function: String, _ form: String
    ) throws -> RecordID {
        let text = try text(arguments, index, function, "the id of a record", form)
        guard let id = RecordID(text) else { throw Refusal.wrongArgument(function, "the id of a record", form) }
        return id
    }

    private static func values(
        _ arguments: [DataValue], _ index: Int, _ function: String, _ form: String
    ) throws -> [String: DataValue] {
        guard arguments.indices.contains(index) else {
            throw Refusal.wrongArgument(function, "a table of values", form)
        }
        switch arguments[index] {
        case .object(let members): return Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        // An empty table of Lua is a list to everyone else.
        case .list(let items) where items.isEmpty: return [:]
        default: throw Refusal.wrongArgument(function, "a table of values", form)
        }
    }
}

extension DataValue {
    /// As a line of the log shows it: texts as they are, all else as JSON.
    fileprivate var logText: String { if case .text(let text) = self { text } else { jsonText } }
}
