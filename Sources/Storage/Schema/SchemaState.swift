public import Model
public import SchemaPlanning

/// What definitions were last applied to a database.
public struct SchemaState: Sendable, Hashable {
    /// Counts the times that definitions were applied, from 1; 0 where none were.
    public var number: Int64
    /// When they were applied; nil where none were.
    public var applied: Instant?
    /// Names the definitions by their content.
    public var fingerprint: String
    /// The tables that they made.
    public var schema: AppliedSchema

    /// A database to which nothing was applied.
    public static let none = SchemaState(number: 0, applied: nil, fingerprint: "", schema: .empty)

    /// A state as it is stored.
    public init(number: Int64, applied: Instant?, fingerprint: String, schema: AppliedSchema) {
        self.number = number
        self.applied = applied
        self.fingerprint = fingerprint
        self.schema = schema
    }
}
