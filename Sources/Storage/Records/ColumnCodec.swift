import Model
import SQLText
import SchemaPlanning

/// How values of one attribute travel between a record and its column.
enum ColumnCodec: Sendable, Hashable {
    case boolean
    case integer
    /// An integer counting units of the declared scale.
    case decimal(scale: Int)
    case text
    /// `YYYY-MM-DD`.
    case date
    /// Microseconds since 1970 UTC.
    case instant
    /// Milliseconds since midnight.
    case time
    /// Milliseconds.
    case duration
    /// A JSON list of texts.
    case names
    /// Canonical JSON.
    case json
    /// `GeoPoint.packed`.
    case point
    /// 16 bytes.
    case record

    init(_ type: AttributeType) {
        self =
            switch type {
            case .text, .email, .phone, .url, .choice, .autonumber, .state, .currency, .targetType: .text
            case .integer: .integer
            case .decimal(let scale, _, _): .decimal(scale: scale)
            case .money(let rules): .decimal(scale: rules.scale)
            case .boolean: .boolean
            case .date: .date
            case .instant: .instant
            case .time: .time
            case .duration: .duration
            case .multichoice: .names
            case .json: .json
            case .point: .point
            case .lookup, .tree, .polymorphic, .file, .identifier, .principal: .record
            case .formula(let rules): ColumnCodec(rules.result)
            case .rollup(let rules): ColumnCodec(rules.result)
            }
    }

    /// How a database holds values now, whatever the definitions say of them since.
    init(_ kind: AppliedColumn.Kind) {
        self =
            switch kind {
            case .text, .email, .phone, .url, .choice, .autonumber, .state, .currency, .targetType: .text
            case .integer: .integer
            case .decimal(let scale), .money(let scale): .decimal(scale: scale)
            case .boolean: .boolean
            case .date: .date
            case .instant: .instant
            case .time: .time
            case .duration: .duration
            case .multichoice: .names
            case .json: .json
            case .point: .point
            case .lookup, .polymorphic, .file, .identifier, .principal: .record
            }
    }

    func decode(_ row: any SQLRow, _ column: Int) throws -> AttributeValue {
        if row.isNull(column) { return .null }
        switch self {
        case .boolean: return .boolean(row.integer(column) != 0)
        case .integer: return .integer(row.integer(column))
        case .decimal(let scale): return .decimal(ExactDecimal(unscaled: row.integer(column), scale: scale))
        case .text: return .text(row.text(column))
        case .date:
            guard let date = CalendarDate(row.text(column)) else {
                throw StorageError(.corrupt, "the stored date is not in the calendar")
            }
            return .date(date)
        case .instant: return .instant(row.instant(column))
        case .time:
            return try Self.known(TimeOfDay(milliseconds: row.integer(column)).map { .time($0) }, "time of day")
        case .duration:
            return try Self.known(TimeSpan(milliseconds: row.integer(column)).map { .duration($0) }, "duration")
        case .names: return .names(try Self.names(row.text(column)))
        case .json: return .json(try Self.json(row.text(column)))
        case .point: return try Self.known(GeoPoint(packed: row.integer(column)).map { .point($0) }, "place")
        case .record: return .record(try row.recordID(column))
        }
    }

    func encode(_ value: AttributeValue) throws -> SQLValue {
        guard case .decimal(let scale) = self, case .decimal(let number) = value, number.scale != scale else {
            return SQLValue(value)
        }
        guard let rescaled = number.rescaled(to: scale) else {
            throw StorageError(.wrongType, "a decimal with more than \(scale) decimal places")
        }
        return .integer(rescaled.unscaled)
    }

    private static func known(_ value: AttributeValue?, _ thing: String) throws -> AttributeValue {
        guard let value else { throw StorageError(.corrupt, "the stored \(thing) is invalid") }
        return value
    }

    private static func json(_ text: String) throws -> DataValue {
        do { return try DataValue(json: text) } catch {
            throw StorageError(.corrupt, "the stored JSON is invalid: \(error)")
        }
    }

    private static func names(_ text: String) throws -> [String] {
        guard case .list(let elements) = try json(text) else {
            throw StorageError(.corrupt, "the stored choices are not a list")
        }
        return elements.compactMap { if case .text(let name) = $0 { name } else { nil } }
    }
}
