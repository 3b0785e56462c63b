import Model
import Storage

extension ChangeLogTable {
    /// Who last sent an event to a record's chart, by the record's entries; nil where nobody did.
    static func lastSender(of event: String, to record: RecordID, in reader: any SQLReader) throws -> RecordID? {
        var before: Int64?
        while true {
            let entries = try entries(of: record, before: before, limit: 50, in: reader)
            for entry in entries where Cause.decode(entry.change.cause)?.transition?.event == event {
                return entry.change.principal
            }
            guard entries.count == 50, let last = entries.last else { return nil }
            before = last.sequence
        }
    }
}
