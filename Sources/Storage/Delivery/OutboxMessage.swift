public import Model

/// Something to be told to the world outside after a commit, written in that commit.
public struct OutboxMessage: Sendable, Hashable {
    /// Stays the same over all attempts, so that a receiver can tell a repetition.
    public var id: RecordID
    /// The change log entry that it belongs to.
    public var sequence: Int64
    /// What it is about: names who delivers it.
    public var topic: String
    /// What is delivered, as JSON.
    public var payload: String
    /// When it was written.
    public var created: Instant
    /// How often its delivery failed.
    public var attempts: Int
    /// Not to be tried before.
    public var due: Instant

    /// A message with everything that is kept of it.
    public init(
        id: RecordID, sequence: Int64, topic: String, payload: String, created: Instant, attempts: Int = 0,
        due: Instant? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.topic = topic
        self.payload = payload
        self.created = created
        self.attempts = attempts
        self.due = due ?? created
    }
}
