public import Definitions
public import Model
import Scripting

/// Finds what a plugin names and nothing knows: functions of `kontor`, globals, and entity types, attributes and events in calls and
/// hooks. What a script computes is seen by nobody.
public enum PluginCheck {
    /// What is wrong in the plugins of a catalog that compile.
    public static func diagnostics(of catalog: Catalog) -> [Diagnostic] {
        guard let host = try? HookHost() else { return [] }
        return catalog.plugins.sorted { $0.file.path < $1.file.path }.flatMap { plugin -> [Diagnostic] in
            let tokens = LuaToken.tokens(of: plugin.file.bytes)
            let names = GlobalNames(file: plugin.file.path, known: host.names)
            return names.diagnostics(in: tokens)
                + CallArguments(file: plugin.file.path, catalog: catalog).diagnostics(in: tokens)
                + HookAliases(file: plugin.file.path, catalog: catalog).diagnostics(in: tokens)
        }
    }
}

/// Globals, and members of libraries, that are not there.
struct GlobalNames {
    let file: String
    let known: ScriptNames

    func diagnostics(in tokens: [LuaToken]) -> [Diagnostic] {
        LuaGlobals.uses(in: tokens).compactMap { use in
            guard !["_ENV", "_G", "self"].contains(use.name), let unknown = known.unknown(use.name, use.member) else {
                return nil
            }
            let place = SourceLocation(file: file, line: use.line, column: use.column)
            if use.name == "kontor", let member = use.member {
                let functions = HostFunctions.names
                return Diagnostic(
                    .error, "KTR-L600", "there is no function 'kontor.\(member)'",
                    hint: nearestName(to: member, among: functions).map { "did you mean 'kontor.\($0)'?" }
                        ?? "possible: \(shortList(functions.sorted()))", at: place)
            }
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

extension Diagnostic {
    /// An attribute that a plugin names and its entity type does not have.
    static func unknownAttribute(_ token: LuaToken, of type: EntityType, in file: String) -> Diagnostic? {
        guard let name = token.name, type.position(of: name) == nil else { return nil }
        return Diagnostic(
            .error, "KTR-L603", "'\(type.name)' has no attribute '\(name)'",
            hint: nearestName(to: name, among: type.attributes.map(\.name)).map { "did you mean '\($0)'?" },
            at: SourceLocation(file: file, line: token.line, column: token.column))
    }
}
