import Model
import Scripting

/// `kontor plugin run`: one script in the sandbox, without records.
public enum StandalonePlugin {
    /// How the script ended, as one line.
    public struct Result: Sendable {
        /// What the script returned, `limit:cpu` or the like, or `error: …`.
        public var line: String
        /// Whether the script came to its end.
        public var succeeded: Bool
    }

    /// Runs a file with the standard budget.
    public static func run(file: String) throws -> Result {
        let outcome = PluginRun.run(source: String(decoding: try SourceText.read(file), as: UTF8.self), name: file)
        return Result(line: outcome.description, succeeded: outcome.isSuccess)
    }
}
