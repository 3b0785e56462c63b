public import Model
import SQLText

/// A row of the timers' table that is no timer any more: somebody or something has changed it beside us.
public struct DamagedTimer: Sendable, Hashable {
    /// The bytes of its id, whatever they are.
    public let key: [UInt8]
    /// The entity type that it names.
    public let entity: String
    /// The event that it names.
    public let event: String
    /// What is wrong with it.
    public let damage: String

    /// `timer 00ff… (ticket: ping): an id of 3 bytes instead of 16`, in English.
    public var line: String {
        let id = key.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return "timer \(id) (\(entity): \(event)): \(damage)"
    }
}

/// A row that was claimed because it is due.
public enum ClaimedTimer: Sendable, Hashable {
    case sound(StoredTimer)
    case damaged(DamagedTimer)
}

extension TimerTable {
    /// As ``claimDue(at:limit:on:)``, with the rows that cannot be read told apart: one of them must not stop the others.
    public static func claim(
        at instant: Instant, limit: Int, on connection: any SQLConnection
    ) throws -> [ClaimedTimer] {
        try connection.all(
            SQLFragment(
                selection + " WHERE \"due_at\" <= ? ORDER BY \"due_at\", \"id\" LIMIT ?"
                    + connection.dialect.claimingRows,
                .integer(instant.microseconds), .integer(Int64(limit))), read)
    }

    /// Puts a damaged row where it waits for somebody to look at it.
    public static func setAside(
        _ timer: DamagedTimer, problem: String, on connection: any SQLConnection
    ) throws {
        // An id that is a text compares with no bytes until it is taken as such.
        let isIt = timer.key.count == 16 ? "\"id\" = ?" : "CAST(\"id\" AS BLOB) = ?"
        let changed = try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_timer\" SET \"due_at\" = ?, \"problem\" = ? WHERE \(isIt)",
                .integer(never.microseconds), .text(problem), .blob(timer.key)))
        guard changed == 0 else { return }
        try connection.execute(
            SQLFragment(
                "UPDATE \"kontor_timer\" SET \"due_at\" = ?, \"problem\" = ? WHERE CAST(\"id\" AS BLOB) = ?",
                .integer(never.microseconds), .text(problem), .blob(timer.key)))
    }

    /// All rows that cannot be read, or that will never be due because their date is none.
    ///
    /// - Parameter entities: the entity types that there are.
    public static func damaged(entities: Set<String>, in reader: any SQLReader) throws -> [DamagedTimer] {
        var found: [DamagedTimer] = []
        try reader.forEachRow(SQLFragment(selection)) { row in
            switch read(row) {
            case .damaged(let timer): found.append(timer)
            case .sound(let timer):
                var damage: String?
                if !entities.contains(timer.entity) {
                    damage = "there is no entity type '\(timer.entity)'"
                } else if (try? DataValue(storedJSON: timer.data)) == nil {
                    damage = "its data is not JSON"
                } else if timer.due.microseconds <= 0 {
                    damage = "it has no date"
                }
                guard let damage else { return }
                found.append(
                    DamagedTimer(key: timer.id.bytes, entity: timer.entity, event: timer.event, damage: damage))
            }
        }
        return found
    }

    static func read(_ row: any SQLRow) -> ClaimedTimer {
        do { return .sound(try decode(row)) } catch {
            let damage = (error as? StorageError)?.message ?? "\(error)"
            return .damaged(DamagedTimer(key: row.blob(0), entity: row.text(2), event: row.text(6), damage: damage))
        }
    }
}
