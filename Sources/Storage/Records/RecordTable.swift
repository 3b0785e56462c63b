public import Model
public import SQLText

/// The table of one entity type: a column per attribute, in the attributes' order, named after them.
///
///     let table = RecordTable(complaint)
///     let record = try store.read { try table.record(id, in: $0) }
///
/// It is cheap to keep and not to make: the SQL text is composed once. It checks nothing and logs nothing; only the write
/// path calls what changes rows.
public struct RecordTable: Sendable {
    /// The type whose records are kept here.
    public let type: EntityType
    /// The quoted name of the table.
    public let name: String
    /// The quoted names of all columns, separated by commas: what to select so that ``decode(_:from:)`` can read it.
    public let columnList: String
    /// `SELECT` all columns `FROM` the table; a `WHERE`, `ORDER BY` or `LIMIT` may follow.
    public let selection: SQLFragment

    let columns: [String]
    let codecs: [ColumnCodec]
    /// Positions of the attributes that have a column.
    let stored: [Int]
    let selectionByID: String
    let insertion: String
    let deletion: String

    /// Composes the SQL for a type.
    public init(_ type: EntityType) {
        // What is not stored is selected too, as nothing, so that positions of attributes and columns stay the same.
        let columns = type.attributes.map { $0.type.isStored ? quotedIdentifier($0.name) : "NULL" }
        let stored = type.attributes.indices.filter { type.attributes[$0].type.isStored }
        let name = quotedIdentifier(type.name)
        let columnList = columns.joined(separator: ", ")
        let storedList = stored.map { columns[$0] }.joined(separator: ", ")
        let placeholders = stored.map { _ in "?" }.joined(separator: ", ")
        self.type = type
        self.name = name
        self.columns = columns
        self.columnList = columnList
        self.stored = stored
        codecs = type.attributes.map { ColumnCodec($0.type) }
        selection = SQLFragment("SELECT \(columnList) FROM \(name)")
        selectionByID = "SELECT \(columnList) FROM \(name) WHERE \"id\" = ?"
        insertion = "INSERT INTO \(name) (\(storedList)) VALUES (\(placeholders))"
        deletion = "DELETE FROM \(name) WHERE \"id\" = ? AND \"revision\" = ?"
    }

    /// The quoted column of the attribute at a position.
    public func column(_ position: Int) -> String { columns[position] }

    /// The value of the attribute at a position as its column holds it, for use in a query.
    ///
    /// - Throws: ``StorageError`` for a decimal with more digits than the attribute keeps.
    public func columnValue(_ value: AttributeValue, at position: Int) throws -> SQLValue {
        try codecs[position].encode(value)
    }

    /// Reads a record from a row that begins, at `first`, with the columns of ``columnList``.
    ///
    /// A value that is damaged is set aside: it reads as no value, and the store's condition tells of it. The record with its other
    /// values, and every other record of a list, can be worked with.
    public func decode(_ row: any SQLRow, from first: Int = 0) throws -> Record {
        do {
            let values = try codecs.indices.map { try codecs[$0].decode(row, first + $0) }
            return Record(type: type, values: values)
        } catch let error as StorageError where error.reason == .corrupt {
            let (record, damages) = try decodeSparing(row, from: first)
            for damage in damages { row.setAside(damage) }
            return record
        }
    }

    /// Reads a record from a row as ``decode(_:from:)`` does, and says which of its values are damaged.
    public func decodeSparing(_ row: any SQLRow, from first: Int = 0) throws -> (Record, [StoredDamage]) {
        var damages: [StoredDamage] = []
        let values = try codecs.indices.map { position in
            do { return try codecs[position].decode(row, first + position) } catch let error as StorageError {
                // Without its id nobody could say which record it is.
                guard error.reason == .corrupt, position > 0 else { throw error }
                damages.append(
                    StoredDamage(
                        entity: type.name, record: try row.recordID(first).description,
                        attribute: type.attributes[position].name, problem: error.message))
                return AttributeValue.null
            }
        }
        return (Record(type: type, values: values), damages)
    }

    /// Reads the one attribute at a position from a column of a row.
    public func decode(_ row: any SQLRow, column: Int, position: Int) throws -> AttributeValue {
        try codecs[position].decode(row, column)
    }
}
