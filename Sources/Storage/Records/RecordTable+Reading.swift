public import Model
public import SQLText

extension RecordTable {
    /// The record of an id; nil where there is none, or where it does not meet the further condition (a row filter).
    public func record(_ id: RecordID, where condition: SQLFragment? = nil, in reader: any SQLReader) throws -> Record?
    {
        var sql = SQLFragment(selectionByID, .blob(id.bytes))
        if let condition, !condition.isEmpty { sql += SQLFragment(" AND (") + condition + ")" }
        return try reader.first(sql) { try decode($0) }
    }

    /// The record of an id, which no other transaction changes before this one ends.
    public func lockedRecord(_ id: RecordID, on connection: any SQLConnection) throws -> Record? {
        try connection.first(SQLFragment(selectionByID + connection.dialect.lockingRows, .blob(id.bytes))) {
            try decode($0)
        }
    }

    /// Whether a record is there, and meets the further condition.
    public func contains(_ id: RecordID, where condition: SQLFragment? = nil, in reader: any SQLReader) throws -> Bool {
        var sql = SQLFragment("SELECT 1 FROM \(name) WHERE \"id\" = ?", .blob(id.bytes))
        if let condition, !condition.isEmpty { sql += SQLFragment(" AND (") + condition + ")" }
        return try reader.exists(sql)
    }

    /// The records that a query gives, in its order.
    ///
    ///     try table.select(SQLFragment(" WHERE \"claim\" > ? ORDER BY \"id\" LIMIT 50", .integer(1000)), in: reader)
    ///
    /// - Parameter tail: what follows `SELECT … FROM "table"`, beginning with a space; may be empty.
    public func select(_ tail: SQLFragment, in reader: any SQLReader) throws -> [Record] {
        try reader.all(selection + tail) { try decode($0) }
    }

    /// Hands over each record that a query gives, one after the other: for any number of them.
    public func forEach(_ tail: SQLFragment, in reader: any SQLReader, _ body: (Record) throws -> Void) throws {
        try reader.forEachRow(selection + tail) { try body(try decode($0)) }
    }

    /// The record with these values of a unique key; nil where there is none or one of the values is null.
    ///
    /// - Parameters:
    ///   - key: positions of the key's attributes, as in `EntityType.keys`.
    ///   - values: one per position.
    public func record(
        withKey key: [Int], _ values: [AttributeValue], in reader: any SQLReader
    ) throws -> Record? {
        guard !values.contains(.null), key.count == values.count, !key.isEmpty else { return nil }
        let condition = try zip(key, values).map { position, value in
            // Asked in the order that the key's index has.
            let order =
                reader.dialect == .sqlite && type.attributes[position].type.isOrderedText
                ? " COLLATE \(SQLFunctions.order)" : ""
            return SQLFragment("\(columns[position])\(order) = ?", try columnValue(value, at: position))
        }.joined(separator: " AND ")
        return try reader.first(selection + " WHERE " + condition) { try decode($0) }
    }

    /// The records whose lookup at a position leads to a record, by id: what its delete must reckon with.
    public func records(
        referringAt position: Int, to target: RecordID, limit: Int, in reader: any SQLReader
    ) throws -> [Record] {
        try select(
            SQLFragment(
                " WHERE \(columns[position]) = ? ORDER BY \"id\" LIMIT ?", .blob(target.bytes), .integer(Int64(limit))),
            in: reader)
    }

    /// The ids of all records whose lookup at a position leads to a record: what its delete must follow.
    ///
    /// - Parameter type: the record's entity type, which a lookup to several tells apart.
    public func identifiers(
        referringAt position: Int, to target: RecordID, of type: EntityType, in reader: any SQLReader
    ) throws -> [RecordID] {
        var sql = SQLFragment("SELECT \"id\" FROM \(name) WHERE \(columns[position]) = ?", .blob(target.bytes))
        if let told = self.type.targetTypePosition(of: self.type.attributes[position]) {
            sql += SQLFragment(" AND \(columns[told]) = ?", .text(type.name))
        }
        return try reader.all(sql + " ORDER BY \"id\"") { try $0.recordID(0) }
    }

    /// How many records meet a condition; all of them without one.
    public func count(where condition: SQLFragment? = nil, in reader: any SQLReader) throws -> Int64 {
        var sql = SQLFragment("SELECT count(*) FROM \(name)")
        if let condition, !condition.isEmpty { sql += SQLFragment(" WHERE ") + condition }
        return try reader.integer(sql) ?? 0
    }
}
