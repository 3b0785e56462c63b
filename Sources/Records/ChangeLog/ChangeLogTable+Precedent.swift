import Model
import SchemaPlanning
import StateCharts
import Storage

extension ChangeLogTable {
    /// Who last sent an event to a record's chart, by the record's entries; nil where nobody did. Whoever sent `decide.at.once` sent
    /// `decide`, for the transition that answers is the same.
    static func lastSender(of event: String, to record: RecordKey, in reader: any SQLReader) throws -> RecordID? {
        let names = try SchemaStateTable.nameChanges(in: reader)
        var found: RecordID?
        try forEachEntry(of: record, names, in: reader) { entry in
            guard let sent = Cause.decode(entry.change.cause)?.transition?.event, EventDescriptor.isNamed(sent, event)
            else { return true }
            found = entry.change.principal
            return false
        }
        return found
    }

    /// Hands over the entries of a record's own life, newest first: back to when it was made, under all names of its entity type.
    ///
    /// An id may have been used before, by a record of another entity type or by one that was deleted: neither is this one's past.
    ///
    /// - Parameters:
    ///   - names: what was called otherwise in older entries.
    ///   - body: whether it wants the next one.
    static func forEachEntry(
        of record: RecordKey, _ names: [NameChange], before sequence: Int64? = nil, portion: Int = 50,
        in reader: any SQLReader, _ body: (ChangeLogEntry) throws -> Bool
    ) throws {
        let entities = names.names(ofType: record.entity)
        var before = sequence
        while true {
            let entries = try entries(of: record.id, of: entities, before: before, limit: portion, in: reader)
            for entry in entries
            where names.loggedName(ofType: record.entity, at: entry.sequence) == entry.change.entity {
                guard try body(entry), entry.change.kind != .create else { return }
            }
            guard entries.count == portion, let last = entries.last else { return }
            before = last.sequence
        }
    }
}
