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
    /// 16 bytes.
    case record

    init(_ type: AttributeType) {
        self =
            switch type {
            case .text, .email, .phone, .url, .choice, .autonumber, .state: .text
            case .integer: .integer
            case .decimal(let scale, _, _): .decimal(scale: scale)
            case .boolean: .boolean
            case .date: .date
            case .instant: .instant
            case .lookup, .identifier, .principal: .record
            }
    }

    /// How a database holds values now, whatever the definitions say of them since.
    init(_ kind: AppliedColumn.Kind) {
        self =
            switch kind {
            case .text, .email, .phone, .url, .choice, .autonumber, .state: .text
            case .integer: .integer
            case .decimal(let scale): .decimal(scale: scale)
            case .boolean: .boolean
            case .date: .date
            case .instant: .instant
            case .lookup, .identifier, .principal: .record
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
                throw StorageError(.corrupt, "a date that is no day of the calendar")
            }
            return .date(date)
        case .instant: return .instant(row.instant(column))
        case .record: return .record(try row.recordID(column))
        }
    }

    func encode(_ value: AttributeValue) throws -> SQLValue {
        guard case .decimal(let scale) = self, case .decimal(let number) = value, number.scale != scale else {
            return SQLValue(value)
        }
        guard let rescaled = number.rescaled(to: scale) else {
            throw StorageError(.wrongType, "a decimal with more than \(scale) digits after the point")
        }
        return .integer(rescaled.unscaled)
    }
}
