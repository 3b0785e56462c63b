import Definitions
import Model
import Scripting

/// Methods that neither a text nor a table of the file has: `a.note:uper()`.
struct MethodNames {
    let file: String

    func diagnostics(in tokens: [LuaToken]) -> [Diagnostic] {
        LuaMethods.unknown(in: tokens).compactMap { index in
            // `kontor:create(…)` is told as what it is: see PluginNames.
            guard let name = tokens[index].name, !HostFunctions.names.contains(name) else { return nil }
            return Diagnostic(
                .warning, "KTR-L601", "nothing in this file has a method '\(name)'",
                hint: nearestName(to: name, among: LuaMethods.ofTexts).map { "did you mean ':\($0)'?" },
                at: SourceLocation(file: file, line: tokens[index].line, column: tokens[index].column))
        }
    }
}
