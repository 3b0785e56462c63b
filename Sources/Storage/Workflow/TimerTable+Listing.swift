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

/// The records of an entity type that are in the same states, and the timers among them that wait for one event.
public struct RecordsInStates: Sendable, Hashable {
    /// What the state attribute holds.
    public let states: String
    /// The event that timers wait for; nil where records are counted and not timers.
    public let event: String?
    /// How many.
    public let count: Int
    /// Some of the records.
    public let examples: [RecordID]
}

extension TimerTable {
    /// The timers of an entity type by their events and by the states that their records are in.
    public static func waiting(
        of entity: String, statesIn column: String, examples: Int = 5, in reader: any SQLReader
    ) throws -> [RecordsInStates] {
        let (table, states) = (quotedIdentifier(entity), quotedIdentifier(column))
        let source = """
            FROM "kontor_timer" t JOIN \(table) r ON r."id" = t."record_id" WHERE t."entity" = ? AND r.\(states) IS NOT NULL
            """
        let groups = try reader.all(
            SQLFragment(
                "SELECT r.\(states), t.\"event\", count(*) \(source) GROUP BY r.\(states), t.\"event\" ORDER BY 1, 2",
                .text(entity))
        ) { ($0.text(0), $0.text(1), Int($0.integer(2))) }
        return try groups.map { held, event, count in
            let records = try reader.all(
                SQLFragment(
                    """
                    SELECT DISTINCT t."record_id" \(source) AND r.\(states) = ? AND t."event" = ?
                    ORDER BY t."record_id" LIMIT ?
                    """, .text(entity), .text(held), .text(event), .integer(Int64(examples)))
            ) { try? $0.recordID(0) }
            return RecordsInStates(
                states: held, event: event, count: count, examples: records.compactMap { $0 })
        }
    }

    /// The records of an entity type by the states that they are in.
    public static func records(
        of entity: String, statesIn column: String, examples: Int = 5, in reader: any SQLReader
    ) throws -> [RecordsInStates] {
        let (table, states) = (quotedIdentifier(entity), quotedIdentifier(column))
        let groups = try reader.all(
            SQLFragment(
                "SELECT \(states), count(*) FROM \(table) WHERE \(states) IS NOT NULL GROUP BY \(states) ORDER BY 1")
        ) { ($0.text(0), Int($0.integer(1))) }
        return try groups.map { held, count in
            let records = try reader.all(
                SQLFragment(
                    "SELECT \"id\" FROM \(table) WHERE \(states) = ? ORDER BY \"id\" LIMIT ?", .text(held),
                    .integer(Int64(examples)))
            ) { try? $0.recordID(0) }
            return RecordsInStates(states: held, event: nil, count: count, examples: records.compactMap { $0 })
        }
    }

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
