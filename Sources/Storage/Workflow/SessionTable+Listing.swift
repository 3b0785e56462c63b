public import Model
import SQLText

extension SessionTable {
    /// Hands over every stored session of a chart: the record, nil where its id cannot be read, and the session as JSON.
    public static func forEachSession(
        of chart: String, in reader: any SQLReader, _ body: (RecordID?, String) throws -> Void
    ) throws {
        try reader.forEachRow(
            SQLFragment(
                "SELECT \"record_id\", \"data\" FROM \"kontor_session\" WHERE \"chart\" = ? ORDER BY \"record_id\"",
                .text(chart))
        ) { row in try body(try? row.recordID(0), row.text(1)) }
    }
}
