public import Model
import SQLText

/// The full-text index of one entity type's table: what `$search` and search fields ask.
///
/// On SQLite it is an FTS5 table that keeps no texts of its own: a row is taken out with the values that it was put in with
/// (https://www.sqlite.org/fts5.html#external_content_tables). PostgreSQL indexes an expression over the table and keeps it up to
/// date by itself.
///
///     if let index = SearchIndex(complaint) { try index.put(row, holding: texts, on: connection) }
public struct SearchIndex: Sendable {
    /// Positions of the attributes that are searched.
    public let positions: [Int]
    private let putting: String
    private let taking: String
    private let finding: String
    private let checking: String
    private let rebuilding: String

    /// The index of an entity type; nil where none of its attributes is searched.
    public init?(_ type: EntityType) {
        positions = type.attributes.indices.filter { type.attributes[$0].isSearchable }
        guard !positions.isEmpty else { return nil }
        let columns = positions.map { quotedIdentifier(type.attributes[$0].name) }.joined(separator: ", ")
        let (table, index) = (quotedIdentifier(type.name), quotedIdentifier(searchIndexName(of: type.name)))
        let places = positions.map { _ in "?" }.joined(separator: ", ")
        // Not `INSERT … SELECT` from the table: a statement that might insert several rows begins with a savepoint of its own, for
        // which FTS5 writes all that it has gathered, five times the work of the row itself.
        putting = "INSERT INTO \(index) (rowid, \(columns)) VALUES (?, \(places))"
        taking = "INSERT INTO \(index) (\(index), rowid, \(columns)) VALUES ('delete', ?, \(places))"
        // https://www.sqlite.org/fts5.html#the_integrity_check_command: 1 compares with the table's texts.
        checking = "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)"
        rebuilding = "INSERT INTO \(index) (\(index)) VALUES ('rebuild')"
        finding = "SELECT \(searchIndexRow) FROM \(table) WHERE \"id\" = ?"
    }

    /// The row that a record is kept in; nil where there is none, or where the database keeps the index by itself.
    public func row(of id: RecordID, in reader: any SQLReader) throws -> Int64? {
        guard reader.dialect == .sqlite else { return nil }
        return try reader.integer(SQLFragment(finding, .blob(id.bytes)))
    }

    /// Adds a row. Rows are added fastest in ascending order.
    ///
    /// - Parameter values: what its searched attributes hold, in the order of ``positions``.
    public func put(_ row: Int64, holding values: [AttributeValue], on connection: any SQLConnection) throws {
        try connection.execute(SQLFragment(putting, bindings: [.integer(row)] + values.map(SQLValue.init)))
    }

    /// Takes a row out.
    ///
    /// - Parameter values: what its searched attributes held when it was added, in the order of ``positions``.
    public func take(_ row: Int64, holding values: [AttributeValue], on connection: any SQLConnection) throws {
        try connection.execute(SQLFragment(taking, bindings: [.integer(row)] + values.map(SQLValue.init)))
    }

    /// Whether the index holds what the table has. Reads all of it.
    public func isWhole(on connection: any SQLConnection) throws -> Bool {
        guard connection.dialect == .sqlite else { return true }
        do {
            try connection.savepoint { _ = try connection.execute(SQLFragment(checking)) }
            return true
        } catch let error as StorageError where error.reason == .corrupt {
            return false
        }
    }

    /// Fills the index anew from the table.
    public func rebuild(on connection: any SQLConnection) throws {
        guard connection.dialect == .sqlite else { return }
        try connection.execute(SQLFragment(rebuilding))
    }
}
