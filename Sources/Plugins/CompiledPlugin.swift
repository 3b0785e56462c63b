import Definitions
import Model
import Scripting

/// A plugin file that compiles, with the hooks that it registers.
struct CompiledPlugin: Sendable {
    struct Hook: Sendable, Hashable {
        var kind: HookKind
        /// Name of the entity type.
        var subject: String
        var location: SourceLocation
    }

    var source: ScriptSource
    var hooks: [Hook]

    func has(_ kind: HookKind, on entity: String) -> Bool {
        hooks.contains { $0.kind == kind && $0.subject == entity }
    }

    static func compile(_ sources: [PluginSource], _ catalog: Catalog) throws(DiagnosticsError) -> [CompiledPlugin] {
        var diagnostics: [Diagnostic] = []
        var plugins: [CompiledPlugin] = []
        let host: HookHost
        do { host = try HookHost() } catch { throw DiagnosticsError([error.asDiagnostic]) }
        for source in sources.sorted(by: { $0.file.path < $1.file.path }) {
            let script = ScriptSource(String(decoding: source.file.bytes, as: UTF8.self), name: source.file.path)
            do {
                let hooks = try host.registrations(of: script)
                diagnostics += hooks.compactMap { unknownSubject($0, catalog) }
                plugins.append(CompiledPlugin(source: script, hooks: hooks))
            } catch let error as DiagnosticsError {
                diagnostics += error.diagnostics
            } catch {
                var diagnostic = error.asDiagnostic
                diagnostic.location = diagnostic.location ?? SourceLocation(file: source.file.path, line: 1)
                diagnostic.hint = diagnostic.hint ?? hostFunction(meantBy: diagnostic.message)
                diagnostics.append(diagnostic)
            }
        }
        guard diagnostics.isEmpty else { throw DiagnosticsError(diagnostics.sortedForReading()) }
        return plugins
    }

    /// For `attempt to call a nil value (field 'beforeSave')`.
    private static func hostFunction(meantBy message: String) -> String? {
        guard let name = message.firstMatch(of: #/field '(\w+)'/#)?.1 else { return nil }
        return nearestName(to: String(name), among: HostFunctions.names).map { "did you mean 'kontor.\($0)'?" }
    }

    private static func unknownSubject(_ hook: Hook, _ catalog: Catalog) -> Diagnostic? {
        guard catalog.entityType(named: hook.subject) == nil else { return nil }
        let nearest = nearestName(to: hook.subject, among: catalog.entityTypes.map(\.name))
        return Diagnostic(
            .error, "KTR-L301", "\(hook.kind.rawValue): there is no entity type '\(hook.subject)'",
            hint: nearest.map { "did you mean '\($0)'?" }, at: hook.location)
    }
}

extension Error {
    /// What stopped a plugin from loading, as a problem of its text.
    fileprivate var asDiagnostic: Diagnostic {
        switch self {
        case let error as ScriptError: error.diagnostic
        case let refusal as Refusal:
            Diagnostic(
                .error, refusal.code, refusal.message.english, hint: refusal.problems[0].hint?.english,
                at: refusal.problems[0].location)
        default: Diagnostic(.error, "KTR-L302", "the plugin could not be loaded: \(self)")
        }
    }
}
