public import Definitions
public import Model
import Scripting

/// Finds what a plugin names and nothing knows: functions of `kontor`, globals, and entity types, attributes and events in calls and
/// hooks. What a script computes is seen by nobody.
public enum PluginCheck {
    /// What is wrong in the plugins of a catalog, those that do not compile left out.
    public static func diagnostics(of catalog: Catalog) -> [Diagnostic] {
        guard let host = try? HookHost() else { return [] }
        return catalog.plugins.sorted { $0.file.path < $1.file.path }.flatMap { plugin -> [Diagnostic] in
            let source = ScriptSource(String(decoding: plugin.file.bytes, as: UTF8.self), name: plugin.file.path)
            guard (try? host.registrations(of: source)) != nil else { return [] }
            let tokens = LuaToken.tokens(of: plugin.file.bytes)
            let names = GlobalNames(file: plugin.file.path, known: host.names)
            return names.diagnostics(in: tokens) + MethodNames(file: plugin.file.path).diagnostics(in: tokens)
                + PluginNames(tokens, file: plugin.file.path, catalog: catalog).diagnostics()
        }
    }
}

/// Globals, and members of libraries, that are not there.
struct GlobalNames {
    let file: String
    let known: ScriptNames

    func diagnostics(in tokens: [LuaToken]) -> [Diagnostic] {
        LuaGlobals.uses(in: tokens).compactMap { use in
            // What is behind `kontor.` is looked at by whatever name it is called: see PluginNames.
            guard !["_ENV", "_G", "self", "kontor"].contains(use.name),
                let unknown = known.unknown(use.name, use.member)
            else {
                return nil
            }
            let place = SourceLocation(file: file, line: use.line, column: use.column)
            let near = nearestName(to: use.name, among: ScriptNames.libraries.union(["kontor"]))
            return Diagnostic(
                .warning, "KTR-L601", "'\(unknown)' is never assigned in this file",
                hint: near.map { "did you mean '\($0)'?" } ?? "declare it with local, or correct the name", at: place)
        }
    }
}

extension HostFunctions {
    /// What stands behind `kontor.`, hooks included.
    static var names: [String] {
        (all(HookRun()).map(\.name) + HookKind.allCases.map(\.rawValue)).filter { $0.hasPrefix("kontor.") }
            .map { String($0.dropFirst("kontor.".count)) }
    }
}
