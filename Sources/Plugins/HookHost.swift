import Model
import Records
import Scripting

/// A sandbox with what plugins may call, for one run after another.
final class HookHost {
    private let sandbox: Sandbox
    private let run: HookRun

    init() throws {
        let run = HookRun()
        self.run = run
        sandbox = try Sandbox(
            functions: HostFunctions.all(run), registrars: HookKind.allCases.map(\.rawValue), nulls: ["kontor.null"])
        run.callPlace = { [unowned sandbox] in sandbox.callPlace }
    }

    /// What plugins can name.
    var names: ScriptNames { ScriptNames(sandbox) }

    /// Loads a plugin to learn what it registers; nothing it registers is called.
    func registrations(of source: ScriptSource) throws -> [CompiledPlugin.Hook] {
        let chunk = try sandbox.compile(source)
        let registered = try sandbox.load(chunk, named: source.name, in: sandbox.makeEnvironment())
        return registered.compactMap { function in
            HookKind(rawValue: function.registrar).map {
                CompiledPlugin.Hook(kind: $0, subject: function.subject, location: function.location)
            }
        }
    }

    /// Runs the hooks of some plugins on a change, all on one budget.
    ///
    /// - Returns: the writes that they asked for, each with the file that asked in its cause.
    /// - Throws: `Refusal` with the rule's message, file and line.
    func run(
        _ plugins: [CompiledPlugin], _ kind: HookKind, on change: ScriptedChange, _ further: [DataValue],
        in context: RuleContext
    ) throws -> [WriteRequest] {
        try context.budget?.check()
        run.begin(context, change.type)
        change.callPlace = run.callPlace
        sandbox.setDeadline(context.budget?.deadline)
        defer { run.end() }
        do {
            try sandbox.sharingBudget {
                for plugin in plugins { try call(plugin, kind, change, further) }
            }
        } catch let error as ScriptError where error.kind == .limitRequest {
            throw context.budget?.refusal(at: error.location ?? run.location) ?? error.refusal
        } catch let error as ScriptError {
            context.log.add(
                RuleLogEntry(
                    .failure, error.message, at: error.location ?? run.location, stack: error.trace,
                    request: context.cause.request))
            // A run that ends for want of memory cannot say where it was: then it is the hook that is named.
            throw error.refusal.located(at: run.location)
        } catch let error as DiagnosticsError {
            throw Refusal(.invalid, "KTR-L302", LocalizedText(error.description))
        }
        return run.writes
    }

    private func call(
        _ plugin: CompiledPlugin, _ kind: HookKind, _ change: ScriptedChange, _ further: [DataValue]
    ) throws {
        run.location = SourceLocation(file: plugin.source.name, line: 1)
        let environment = try sandbox.makeEnvironment()
        let chunk = try sandbox.compile(plugin.source)
        let shape = try sandbox.shape(of: change.type)
        for function in try sandbox.load(chunk, named: plugin.source.name, in: environment)
        where function.registrar == kind.rawValue && function.subject == change.type.name {
            run.location = function.location
            try sandbox.call(function.function, in: environment, showing: change, shape: shape, further)
        }
    }
}
