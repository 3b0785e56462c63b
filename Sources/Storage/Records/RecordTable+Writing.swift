public import Model
import SQLText

extension RecordTable {
    /// Adds a record with all its values.
    ///
    /// - Throws: ``StorageError`` where a key or a lookup is broken.
    public func insert(_ record: Record, on connection: any SQLConnection) throws {
        let bindings = try stored.map { try codecs[$0].encode(record.values[$0]) }
        try connection.execute(SQLFragment(insertion, bindings: bindings))
    }

    /// Stores the values at some positions, if the record is still at the revision that the change began from.
    ///
    /// - Parameters:
    ///   - positions: what has changed, the system attributes included (`ChangeSet.changedPositions`).
    ///   - revision: the revision before the change.
    /// - Returns: whether the record was there at that revision; nothing has changed where it was not.
    public func update(
        _ record: Record, positions: [Int], ifRevision revision: Int64, on connection: any SQLConnection
    ) throws -> Bool {
        precondition(!positions.isEmpty, "an update changes something")
        var text = "UPDATE \(name) SET "
        var bindings: [SQLValue] = []
        bindings.reserveCapacity(positions.count + 2)
        for (index, position) in positions.enumerated() {
            text += index == 0 ? columns[position] : ", " + columns[position]
            text += " = ?"
            bindings.append(try codecs[position].encode(record.values[position]))
        }
        text += " WHERE \"id\" = ? AND \"revision\" = ?"
        bindings.append(.blob(record.id.bytes))
        bindings.append(.integer(revision))
        return try connection.execute(SQLFragment(text, bindings: bindings)) == 1
    }

    /// Stores the values at some positions whatever the revision is: values that follow from other records, not changes of this one.
    public func store(_ record: Record, positions: [Int], on connection: any SQLConnection) throws {
        guard !positions.isEmpty else { return }
        let assignments = positions.map { "\(columns[$0]) = ?" }.joined(separator: ", ")
        let bindings = try positions.map { try codecs[$0].encode(record.values[$0]) }
        try connection.execute(
            SQLFragment(
                "UPDATE \(name) SET \(assignments) WHERE \"id\" = ?", bindings: bindings + [.blob(record.id.bytes)]))
    }

    /// Removes a record, if it is still at a revision. Whatever looks it up must be dealt with in the same transaction.
    ///
    /// - Returns: whether the record was there at that revision.
    public func delete(_ id: RecordID, ifRevision revision: Int64, on connection: any SQLConnection) throws -> Bool {
        try connection.execute(SQLFragment(deletion, .blob(id.bytes), .integer(revision))) == 1
    }
}
