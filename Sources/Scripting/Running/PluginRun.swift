public import Model

/// One run of a stand-alone script, as `kontor plugin run FILE.lua` does it: no hooks are called, nothing is stored.
///
/// The registering functions of `kontor` exist and do nothing.
public enum PluginRun {
    /// How a script ended.
    public enum Outcome: Sendable, CustomStringConvertible {
        case returned(DataValue)
        case failed(ScriptError)
        case notCompiled(DiagnosticsError)

        /// One line: the returned value, `limit:cpu`, `limit:memory`, `limit:calls`, or `error: message`.
        public var description: String {
            switch self {
            case .returned(.text(let text)): MessageText.oneLine(text.utf8)
            case .returned(let value): "\(PlainText(value))"
            case .notCompiled(let error): "error: \(error)"
            case .failed(let error):
                switch error.kind {
                case .limitCPU: "limit:cpu"
                case .limitMemory: "limit:memory"
                case .limitCalls: "limit:calls"
                case .error, .reentered, .limitDepth: "error: \(error)"
                case .limitRequest: "limit:request"
                }
            }
        }

        /// Whether the script came to its end.
        public var isSuccess: Bool { if case .returned = self { true } else { false } }
    }

    /// The names of the functions with which plugins register hooks.
    public static let registrars = ["kontor.before_save", "kontor.after_transition"]

    /// Runs a script in a sandbox of its own, or in one that has run others before.
    public static func run(
        source: String, name: String, in sandbox: Sandbox? = nil, budget: Budget = .standard
    ) -> Outcome {
        do {
            let sandbox = try sandbox ?? Sandbox(budget: budget, registrars: registrars)
            let chunk = try sandbox.compile(ScriptSource(source, name: name))
            return .returned(try sandbox.evaluateLoading(chunk, named: name))
        } catch let error as DiagnosticsError {
            return .notCompiled(error)
        } catch let error as ScriptError {
            return .failed(error)
        } catch {
            return .failed(ScriptError(.error, MessageText.oneLine("\(error)".utf8)))
        }
    }
}

extension Sandbox {
    /// Evaluates a script in a fresh environment where it may register functions that nobody will call.
    func evaluateLoading(_ chunk: Chunk, named name: String) throws -> DataValue {
        let environment = try makeEnvironment()
        loading = []
        loadingFile = name
        defer {
            for registered in loading ?? [] { environment.keep(registered.function) }
            loading = nil
        }
        return try evaluate(chunk, in: environment)
    }
}
