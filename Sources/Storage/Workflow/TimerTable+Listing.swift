public import Model
import SQLText

/// The timers that wait for one event of one entity type.
public struct WaitingEvent: Sendable, Hashable {
    /// Name of the entity type.
    public let entity: String
    /// Name of the event.
    public let event: String
    /// How many timers.
    public let count: Int
    /// Some of the records that they belong to.
    public let examples: [RecordID]
}

extension TimerTable {
    /// The timers that wait, in the order in which they fall due; rows that cannot be read are left out.
    ///
    /// - Parameters:
    ///   - record: only those of one record.
    ///   - entity: only those of one entity type.
    public static func pending(
        of record: RecordID? = nil, entity: String? = nil, onlyRefused: Bool = false, limit: Int,
        in reader: any SQLReader
    ) throws -> [StoredTimer] {
        var conditions: [SQLFragment] = []
        // Of any entity type, where none is named beside it.
        if let record { conditions.append(SQLFragment("\"record_id\" = ?", .blob(record.bytes))) }
        if let entity { conditions.append(SQLFragment("\"entity\" = ?", .text(entity))) }
        if onlyRefused { conditions.append(SQLFragment("\"problem\" IS NOT NULL")) }
        var query = SQLFragment(selection)
        if !conditions.isEmpty { query = query + " WHERE " + conditions.joined(separator: " AND ") }
        query = query + SQLFragment(" ORDER BY \"due_at\", \"id\" LIMIT ?", .integer(Int64(limit)))
        return try reader.all(query) { row -> StoredTimer? in
            if case .sound(let timer) = read(row) { timer } else { nil }
        }.compactMap { $0 }
    }

    /// How many timers a record waits for.
    public static func count(of record: RecordID, entity: String, in reader: any SQLReader) throws -> Int {
        Int(
            try reader.integer(
                SQLFragment(
                    "SELECT count(*) FROM \"kontor_timer\" WHERE \"record_id\" = ? AND \"entity\" = ?",
                    .blob(record.bytes), .text(entity))) ?? 0)
    }

    /// How many timers there are.
    public static func count(in reader: any SQLReader) throws -> Int {
        Int(try reader.integer(SQLFragment("SELECT count(*) FROM \"kontor_timer\"")) ?? 0)
    }

    /// Which events timers wait for, with the first records.
    public static func waitingEvents(examples: Int = 5, in reader: any SQLReader) throws -> [WaitingEvent] {
        let groups = try reader.all(
            SQLFragment(
                """
                SELECT "entity", "event", count(*) FROM "kontor_timer" GROUP BY "entity", "event"
                ORDER BY "entity", "event"
                """)
        ) { ($0.text(0), $0.text(1), Int($0.integer(2))) }
        return try groups.map { entity, event, count in
            let records = try reader.all(
                SQLFragment(
                    """
                    SELECT DISTINCT "record_id" FROM "kontor_timer" WHERE "entity" = ? AND "event" = ?
                    ORDER BY "record_id" LIMIT ?
                    """, .text(entity), .text(event), .integer(Int64(examples)))
            ) { try? $0.recordID(0) }
            return WaitingEvent(entity: entity, event: event, count: count, examples: records.compactMap { $0 })
        }
    }
}
