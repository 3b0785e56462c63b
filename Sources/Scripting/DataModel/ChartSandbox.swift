import Model
import StateCharts

/// A sandbox that charts run in: the host's functions and `In('id')`.
///
/// Data models of several charts can share one; each session has its own globals. Used by one thread at a time.
public final class ChartSandbox {
    /// The Lua state behind it.
    public let sandbox: Sandbox
    private let asker: Asker

    /// The data model whose program is running: the one that `In` is answered from.
    private final class Asker {
        weak var current: LuaDataModel?
    }

    /// A sandbox for charts.
    ///
    /// - Parameters:
    ///   - budget: what each single guard, expression or script may use.
    ///   - functions: what charts may call beside `In`.
    /// - Throws: ``ScriptError`` where there is no memory for it.
    public init(budget: Budget = .standard, functions: [HostFunction] = []) throws {
        let asker = Asker()
        let isActive = HostFunction("In") { arguments in
            guard case .text(let id) = arguments.first else {
                throw ScriptError(.error, "In() needs the id of a state")
            }
            return .boolean(asker.current?.isActive(id) ?? false)
        }
        sandbox = try Sandbox(budget: budget, functions: functions + [isActive])
        self.asker = asker
    }

    func answer(for model: LuaDataModel) {
        if asker.current !== model { asker.current = model }
    }
}
