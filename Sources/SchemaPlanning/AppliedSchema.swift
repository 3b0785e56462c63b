public import Model

/// Which tables of entity types a database has, as the definitions last applied to it made them.
///
/// Kept in the database as JSON; its own names follow the definitions, so it can be read by a person.
public struct AppliedSchema: Sendable, Hashable, Codable {
    /// By name.
    public var tables: [AppliedTable]

    /// A database to which nothing was applied.
    public static let empty = AppliedSchema([])

    /// The tables that entity types need.
    public init(_ types: [EntityType]) { tables = types.map(AppliedTable.init).sorted { $0.name < $1.name } }

    /// The table of an entity type.
    public func table(named name: String) -> AppliedTable? { tables.first { $0.name == name } }
}
