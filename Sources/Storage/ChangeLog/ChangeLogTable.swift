public import Model
import SQLText

/// The change log: every committed change with its before and after image, in the order of commits.
public enum ChangeLogTable {
    static let columns = """
        "sequence", "instant", "kind", "entity", "record_id", "revision", "principal", "cause", "before", "after", \
        "previous_hash", "hash"
        """
    private static let insertion =
        "INSERT INTO \"kontor_change_log\" (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    static let selection = "SELECT \(columns) FROM \"kontor_change_log\""

    /// The last entry's sequence and hash; sequence 0 where the log is empty.
    public static func head(in reader: any SQLReader) throws -> (sequence: Int64, hash: [UInt8]) {
        try reader.first(
            SQLFragment("SELECT \"sequence\", \"hash\" FROM \"kontor_change_log\" ORDER BY \"sequence\" DESC LIMIT 1")
        ) { ($0.integer(0), $0.blob(1)) } ?? (0, ChangeLogChain.origin)
    }

    /// Adds a change after the last one and gives its sequence.
    ///
    /// - Throws: ``StorageError`` of `corrupt` where the last one has a number that none can follow.
    @discardableResult
    public static func append(_ change: LoggedChange, on connection: any SQLConnection) throws -> Int64 {
        let last = try head(in: connection)
        let sequence = try number(after: last.sequence, of: "the last entry of the change log")
        let hash = ChangeLogChain.hash(change, sequence: sequence, previous: last.hash)
        try connection.execute(
            SQLFragment(
                insertion, .integer(sequence), .integer(change.instant.microseconds), .text(change.kind.rawValue),
                .text(change.entity), .blob(change.recordID.bytes), .integer(change.revision),
                .blob(change.principal.bytes), .text(change.cause), change.before.map(SQLValue.text) ?? .null,
                change.after.map(SQLValue.text) ?? .null, .blob(last.hash), .blob(hash)))
        return sequence
    }

    /// The entries of one record under the name that its entity type has now, newest first.
    ///
    /// - Parameter sequence: where the page before ended; only older entries follow.
    public static func entries(
        of record: RecordKey, before sequence: Int64? = nil, limit: Int, in reader: any SQLReader
    ) throws -> [ChangeLogEntry] {
        try entries(of: record.id, of: [record.entity], before: sequence, limit: limit, in: reader)
    }

    /// The entries of one record, newest first.
    ///
    /// - Parameters:
    ///   - entities: the names that its entity type has had.
    ///   - sequence: where the page before ended; only older entries follow.
    public static func entries(
        of id: RecordID, of entities: [String], before sequence: Int64? = nil, limit: Int, in reader: any SQLReader
    ) throws -> [ChangeLogEntry] {
        let names = Array(repeating: "?", count: entities.count).joined(separator: ", ")
        return try reader.all(
            SQLFragment(
                selection + " WHERE \"record_id\" = ? AND \"sequence\" < ? AND \"entity\" IN (\(names)) "
                    + "ORDER BY \"sequence\" DESC LIMIT ?",
                bindings: [.blob(id.bytes), .integer(sequence ?? .max)] + entities.map(SQLValue.text)
                    + [.integer(Int64(limit))]), decode)
    }

    /// Whether a record of any entity type has ever had an id; it may have been deleted since.
    public static func knows(_ id: RecordID, in reader: any SQLReader) throws -> Bool {
        try reader.exists(
            SQLFragment(
                // Of any entity type.
                "SELECT 1 FROM \"kontor_change_log\" WHERE \"record_id\" = ? LIMIT 1", .blob(id.bytes)))
    }

    /// Hands over the entries from a sequence on, oldest first.
    public static func forEachEntry(
        from sequence: Int64 = 1, in reader: any SQLReader, _ body: (ChangeLogEntry) throws -> Void
    ) throws {
        try reader.forEachRow(
            SQLFragment(selection + " WHERE \"sequence\" >= ? ORDER BY \"sequence\"", .integer(sequence))
        ) { try body(try decode($0)) }
    }

    static func decode(_ row: any SQLRow) throws -> ChangeLogEntry {
        guard let kind = ChangeSet.Kind(rawValue: row.text(2)) else {
            throw StorageError(.corrupt, "change log entry \(row.integer(0)) is of an unknown kind")
        }
        return ChangeLogEntry(
            sequence: row.integer(0),
            change: LoggedChange(
                instant: row.instant(1), kind: kind, entity: row.text(3), recordID: try row.recordID(4),
                revision: row.integer(5), principal: try row.recordID(6), cause: row.text(7),
                before: row.optionalText(8), after: row.optionalText(9)),
            previousHash: row.blob(10), hash: row.blob(11))
    }
}
