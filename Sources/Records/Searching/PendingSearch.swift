import Model
import Storage

/// What the full-text indexes have to learn of one transaction, record by record: how it was before, and whether it is there afterwards.
///
/// It is written at the end of the transaction and not with each change: a savepoint makes FTS5 write what it has gathered, and an
/// import has one for every row.
struct PendingSearch {
    private struct Entry {
        var type: EntityType
        /// The row and what it was put in with; nil where the record is new.
        var before: (row: Int64, values: [AttributeValue])?
        /// What the record holds afterwards; nil where it is deleted.
        var after: [AttributeValue]?
        /// Whether words of personal data are to be forgotten.
        var erases: Bool
    }

    /// A row of an index that changes.
    private struct Row {
        var number: Int64
        var before: [AttributeValue]?
        var after: [AttributeValue]?
    }

    private var entries: [RecordKey: Entry] = [:]
    private var order: [RecordKey] = []

    var isEmpty: Bool { order.isEmpty }

    /// Whether a change concerns an index.
    static func concerns(_ change: ChangeSet, _ index: SearchIndex) -> Bool {
        guard let before = change.before, change.kind == .update else { return true }
        return index.positions.contains { before.values[$0] != change.after.values[$0] }
    }

    /// Notes a change.
    ///
    /// - Parameter row: where the record is kept; nil for a new one.
    mutating func note(_ change: ChangeSet, _ index: SearchIndex, row: Int64?) {
        let after = change.kind == .delete ? nil : index.positions.map { change.after.values[$0] }
        let values = change.before.map { before in index.positions.map { before.values[$0] } }
        let erases = index.positions.contains { position in
            guard change.type.attributes[position].personal != nil, let before = change.before?.values[position]
            else { return false }
            return !before.isNull && (after == nil || change.after.values[position].isNull)
        }
        add(
            Entry(
                type: change.type, before: row.flatMap { row in values.map { (row, $0) } }, after: after, erases: erases
            ),
            change.after.key)
    }

    /// Adds what another part of the transaction noted after this one.
    mutating func add(_ later: PendingSearch) {
        for key in later.order { if let entry = later.entries[key] { add(entry, key) } }
    }

    private mutating func add(_ entry: Entry, _ key: RecordKey) {
        guard var known = entries[key] else {
            entries[key] = entry
            order.append(key)
            return
        }
        // What the index holds is what was there before the first of the changes.
        known.after = entry.after
        known.erases = known.erases || entry.erases
        entries[key] = known
    }

    /// Brings the indexes up to date.
    func write(_ indexes: [String: SearchIndex], on connection: any SQLConnection) throws {
        var byType: [String: [Row]] = [:]
        var erasing: Set<String> = []
        for key in order {
            guard let entry = entries[key], let index = indexes[entry.type.name] else { continue }
            if entry.erases { erasing.insert(entry.type.name) }
            var rows: [Row] = []
            if let before = entry.before { rows.append(Row(number: before.row, before: before.values)) }
            if let after = entry.after, let now = try index.row(of: key.id, in: connection) {
                if rows.first?.number == now {
                    rows[0].after = after
                } else {
                    rows.append(Row(number: now, after: after))
                }
            }
            byType[entry.type.name, default: []] += rows
        }
        for (name, rows) in byType {
            guard let index = indexes[name] else { continue }
            // FTS5 gathers rows in memory as long as they ascend.
            for row in rows.sorted(by: { $0.number < $1.number }) {
                if let before = row.before { try index.take(row.number, holding: before, on: connection) }
                if let after = row.after { try index.put(row.number, holding: after, on: connection) }
            }
        }
        for name in erasing.sorted() { try SearchPurgeTable.demand(name, on: connection) }
    }
}
