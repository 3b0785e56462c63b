public import Model
import SQLText

/// What a database has for one entity type.
public struct AppliedTable: Sendable, Hashable, Codable {
    /// The entity type's name and the table's.
    public var name: String
    /// In the order in which they were added: the system's, then the declared ones.
    public var columns: [AppliedColumn]
    /// Unique keys by column names.
    public var keys: [[String]]
    /// Indexes by column names: the declared ones, and one for each lookup that none of them begins with, since a
    /// delete asks who refers to its record. They end with the id, as every order of a list does: a page comes out of one as it is.
    public var indexes: [[String]]
    /// The columns of its full-text index; nil where it has none.
    public var search: [String]?
    /// What its full-text index takes for words; nil where it has none, or one of an older version.
    public var words: String?
    /// The order of texts in its indexes; nil where they are in that of an older version.
    public var order: String?

    /// The table that an entity type needs.
    ///
    /// - Parameter states: the states of a chart, where they are known.
    public init(_ type: EntityType, states: (String) -> [String]? = { _ in nil }) {
        name = type.name
        columns = type.attributes.filter(\.type.isStored).map { AppliedColumn($0, states: states) }
        let names = { (positions: [Int]) in positions.map { type.attributes[$0].name } }
        keys = type.keys.map(names).uniqued()
        let searched = type.attributes.filter(\.isSearchable).map(\.name)
        search = searched.isEmpty ? nil : searched
        words = searched.isEmpty ? nil : SQLFunctions.words
        order = SQLFunctions.order
        let declared = type.indexes.map(names).uniqued().filter { [keys] in !keys.contains($0) }
        let covered = Set((keys + declared).compactMap(\.first))
        let lookups = columns.filter { $0.refers && !covered.contains($0.name) }.map { [$0.name] }
        let id = SystemAttribute.id.name
        indexes = (declared + lookups).map { $0.contains(id) ? $0 : $0 + [id] }
    }

    /// The columns of an index that have texts in the order of the language.
    func ordered(_ index: [String]) -> [String] {
        order == nil ? [] : index.filter { column(named: $0)?.isOrderedText == true }
    }

    /// The column of a name.
    public func column(named name: String) -> AppliedColumn? { columns.first { $0.name == name } }
}

extension Sequence where Element: Hashable {
    fileprivate func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
