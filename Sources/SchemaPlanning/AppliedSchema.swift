public import Model

/// Which tables of entity types a database has, as the definitions last applied to it made them.
///
/// Kept in the database as JSON; its own names follow the definitions, so it can be read by a person.
public struct AppliedSchema: Sendable, Hashable {
    /// By name.
    public var tables: [AppliedTable]
    /// What was called otherwise before, oldest first: reading the change log needs it.
    public var nameChanges: [NameChange] = []

    /// A database to which nothing was applied.
    public static let empty = AppliedSchema([])

    /// The tables that entity types need.
    ///
    /// - Parameter states: the states of a chart, where they are known.
    public init(_ types: [EntityType], states: (String) -> [String]? = { _ in nil }) {
        tables = types.map { AppliedTable($0, states: states) }.sorted { $0.name < $1.name }
    }

    /// The table of an entity type.
    public func table(named name: String) -> AppliedTable? { tables.first { $0.name == name } }
}

extension AppliedSchema: Codable {
    private enum CodingKeys: String, CodingKey { case tables, nameChanges }

    /// Reads what a database keeps; one of an older version has no name changes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        tables = try container.decode([AppliedTable].self, forKey: .tables)
        nameChanges = try container.decodeIfPresent([NameChange].self, forKey: .nameChanges) ?? []
    }

    /// Writes what a database keeps.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tables, forKey: .tables)
        if !nameChanges.isEmpty { try container.encode(nameChanges, forKey: .nameChanges) }
    }
}
