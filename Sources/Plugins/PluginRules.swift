public import Definitions
public import Model
public import Records
import Scripting

/// Consultants' Lua rules as the write path's ``SaveRules``.
///
///     -- plugins/complaints/escalate.lua
///     kontor.before_save("complaint", function(change)
///       if change.after.claim and change.after.claim > 10000 then change.after.priority = "high" end
///     end)
///
/// Files run in the order of their paths, hooks of a file in the order of registration. Each write runs each file that has a
/// hook for it in a fresh environment, and all of them on one budget; a failing rule refuses the write.
public struct PluginRules: SaveRules {
    private let plugins: [CompiledPlugin]
    /// The files with a hook for a place, by the place: most writes have none, and must not pay for those of others.
    private let concerned: [Place: [CompiledPlugin]]
    private let hosts: IdlePool<HookHost>

    private struct Place: Hashable {
        var kind: HookKind
        var entity: String
    }

    /// Compiles and loads every plugin once, to learn which hooks it registers.
    ///
    /// - Throws: `DiagnosticsError` with every problem of every file: syntax errors, errors while loading, unknown entity types.
    public init(_ catalog: Catalog) throws(DiagnosticsError) {
        let plugins = try CompiledPlugin.compile(catalog.plugins, catalog)
        var concerned: [Place: [CompiledPlugin]] = [:]
        for plugin in plugins {
            for place in Set(plugin.hooks.map({ Place(kind: $0.kind, entity: $0.subject) })) {
                concerned[place, default: []].append(plugin)
            }
        }
        self.plugins = plugins
        self.concerned = concerned
        hosts = IdlePool { try HookHost() }
    }

    /// Where hooks of an entity type were registered, in the order in which they run.
    public func hooks(on entity: String) -> [SourceLocation] {
        plugins.flatMap(\.hooks).filter { $0.subject == entity }.map(\.location)
    }

    /// Runs the hooks of `kontor.before_save`.
    public func beforeSave(_ change: inout ChangeSet, in context: RuleContext) throws -> [WriteRequest] {
        try run(.beforeSave, on: &change, [], in: context)
    }

    /// Runs the hooks of `kontor.after_transition`.
    public func afterTransition(
        _ transition: StateTransition, _ change: inout ChangeSet, in context: RuleContext
    ) throws -> [WriteRequest] {
        guard concerned[Place(kind: .afterTransition, entity: change.type.name)] != nil else { return [] }
        let value = DataValue.object([
            "chart": .text(transition.chart), "event": transition.event.map(DataValue.text) ?? .null,
            "from": .text(transition.from), "to": .text(transition.to),
        ])
        return try run(.afterTransition, on: &change, [value], in: context)
    }

    private func run(
        _ kind: HookKind, on change: inout ChangeSet, _ further: [DataValue], in context: RuleContext
    ) throws -> [WriteRequest] {
        guard let concerned = concerned[Place(kind: kind, entity: change.type.name)] else { return [] }
        let shown = ScriptedChange(change, files: context.files, formulas: context.formulas)
        let writes = try hosts.withOne { host in
            try host.run(concerned, kind, on: shown, further, in: context)
        }
        change = shown.change
        return writes
    }
}
