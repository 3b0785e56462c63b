/// What an operator sets for all rules: limits of timers, and where rules' entries go.
public struct RuleSurroundings: Sendable {
    /// The most timers that one record may wait for.
    public var timersPerRecord: Int
    /// The most steps that one record takes in a minute because of timers.
    public var timerStepsPerMinute: Int
    /// Where `kontor.log`, `<log>` and Lua stacks go.
    public var log: RuleLog

    /// The defaults, with what differs from them.
    public init(timersPerRecord: Int = 1_000, timerStepsPerMinute: Int = 1_200, log: RuleLog = .none) {
        self.timersPerRecord = timersPerRecord
        self.timerStepsPerMinute = timerStepsPerMinute
        self.log = log
    }
}

extension RecordService {
    /// The same service with other surroundings of rules.
    public func with(_ change: (inout RuleSurroundings) -> Void) -> RecordService {
        var service = self
        change(&service.rules)
        return service
    }
}
