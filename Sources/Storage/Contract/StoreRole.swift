/// What a process does with a database.
public enum StoreRole: Sendable, Hashable {
    /// Answers requests and fires timers.
    case server
    /// Does one thing and ends; any number may beside a server and each other.
    case command
}
