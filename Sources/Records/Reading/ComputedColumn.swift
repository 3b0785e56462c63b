import Model
import Queries
import Storage

extension SQLRow {
    /// What an expression computed in a column: no attribute says how it is held, only its type.
    func value(_ column: Int, of type: ValueType) throws -> AttributeValue {
        if isNull(column) { return .null }
        switch type {
        case .boolean: return .boolean(integer(column) != 0)
        case .integer: return .integer(integer(column))
        case .decimal(let scale): return .decimal(ExactDecimal(unscaled: integer(column), scale: scale))
        case .text: return .text(text(column))
        case .date: return CalendarDate(text(column)).map { .date($0) } ?? .null
        case .instant: return .instant(Instant(microseconds: integer(column)))
        case .time: return TimeOfDay(milliseconds: integer(column)).map { .time($0) } ?? .null
        case .duration: return TimeSpan(milliseconds: integer(column)).map { .duration($0) } ?? .null
        case .record: return .record(try recordID(column))
        // Nothing is sorted by these.
        case .null, .names, .json, .point: return .null
        }
    }
}
