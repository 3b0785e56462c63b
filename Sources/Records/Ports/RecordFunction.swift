/// What the API offers of a record by a name of its own, so that no event can be called the same.
public enum RecordFunction: String, Sendable, CaseIterable {
    /// What the record's state listens to.
    case events
    /// What became of the record.
    case history
    /// The deadlines that it waits for.
    case timers
}
