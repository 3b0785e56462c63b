/// Names of the functions and the collation that our SQL needs and SQLite does not have: every connection of a store defines them.
public enum SQLFunctions {
    /// `kontor_local(instant, zone)`: what the clocks of a zone show, as the instant at which UTC shows it.
    public static let local = "kontor_local"
}
