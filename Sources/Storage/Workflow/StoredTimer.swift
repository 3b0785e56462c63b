public import Model

/// An event that a chart sends to itself at a later time, and that survives a restart until then.
public struct StoredTimer: Sendable, Hashable {
    /// Ids sort by the time they were made, so timers due at one instant fire in the order they were set.
    public var id: RecordID
    /// When the event is due.
    public var due: Instant
    /// Entity type of the record.
    public var entity: String
    /// The record whose chart is waiting.
    public var recordID: RecordID
    /// Name of the chart.
    public var chart: String
    /// The id by which the chart can cancel it.
    public var sendID: String
    /// Name of the event.
    public var event: String
    /// What the event carries, as JSON.
    public var data: String
    /// When it was set.
    public var created: Instant
    /// How often its event was refused.
    public var attempts: Int
    /// Why it was refused last, as JSON; nil where it was not.
    public var problem: String?

    /// A timer with everything that is kept of it.
    public init(
        id: RecordID, due: Instant, entity: String, recordID: RecordID, chart: String, sendID: String, event: String,
        data: String, created: Instant, attempts: Int = 0, problem: String? = nil
    ) {
        self.id = id
        self.due = due
        self.entity = entity
        self.recordID = recordID
        self.chart = chart
        self.sendID = sendID
        self.event = event
        self.data = data
        self.created = created
        self.attempts = attempts
        self.problem = problem
    }
}
