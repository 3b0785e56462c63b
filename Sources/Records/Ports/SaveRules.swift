public import Model

/// Rules that run inside the write path before a change is stored: plugins.
///
/// They are given values and answer with values; they never call back into the write path.
public protocol SaveRules: Sendable {
    /// Runs the before-save hooks for a change.
    ///
    /// - Parameter change: hooks may set attributes of its after-image.
    /// - Returns: further writes that shall happen in the same transaction.
    /// - Throws: `Refusal` with the rule's message, file and line when a hook refuses or fails.
    func beforeSave(_ change: inout ChangeSet, in context: RuleContext) throws -> [WriteRequest]

    /// Runs the hooks that follow a chart transition, in the same transaction and with the same means.
    func afterTransition(
        _ transition: StateTransition, _ change: inout ChangeSet, in context: RuleContext
    ) throws -> [WriteRequest]
}

/// What a rule may know of its surroundings; everything it sees is in here, so that a run can be repeated.
public struct RuleContext {
    /// Who asked for the write; further writes are done in the same name.
    public var principal: Principal
    /// What led to it.
    public var cause: Cause
    /// The instant of the whole transaction.
    public var now: Instant
    /// The installation's time zone.
    public var zone: Zone
    /// The day of the whole transaction.
    public var today: CalendarDate { zone.date(of: now) }
    /// Descriptions of the files in both images; rules never see their bytes.
    public var files: [RecordID: FileDescription]
    /// Where the rule says what it does.
    public var log = RuleLog.none
    /// The record with its formulas computed anew, for a rule that reads them after it has set something; nil where the entity type
    /// has none.
    public var formulas: ((Record) throws -> Record)?
    /// What the rules may still use; nil for no bound.
    public var budget: RuleBudget?

    /// Surroundings of one run.
    public init(
        principal: Principal, cause: Cause, now: Instant, zone: Zone, files: [RecordID: FileDescription] = [:],
        budget: RuleBudget? = nil
    ) {
        self.principal = principal
        self.cause = cause
        self.now = now
        self.zone = zone
        self.files = files
        self.budget = budget
    }
}

/// A change of state that a chart made: from one configuration to another, by an event.
public struct StateTransition: Sendable, Hashable {
    /// Its name.
    public var chart: String
    /// Nil when the record was created and the chart started.
    public var event: String?
    /// Ids of the active atomic states, joined by a blank; empty before the start.
    public var from: String
    /// Ids of the active atomic states after it.
    public var to: String

    /// A change of state.
    public init(chart: String, event: String?, from: String, to: String) {
        self.chart = chart
        self.event = event
        self.from = from
        self.to = to
    }
}
