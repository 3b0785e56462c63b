public import Model

/// A value as a database column holds it.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    /// Whether a database would take two values for one: texts by their bytes.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let one), .integer(let other)): one == other
        case (.real(let one), .real(let other)): one == other
        case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
        case (.blob(let one), .blob(let other)): one == other
        default: false
        }
    }
}

extension SQLValue {
    /// How an attribute's value is stored.
    ///
    /// - Booleans as 0 or 1, instants as microseconds since 1970 UTC, dates as `YYYY-MM-DD`, ids as 16 bytes.
    /// - Times of day and durations as milliseconds, places as ``GeoPoint/packed``, choices and JSON as canonical JSON.
    /// - A decimal as the integer of its declared scale: `12.5` of scale 2 is 1250, exact and sortable.
    public init(_ value: AttributeValue) {
        switch value {
        case .null: self = .null
        case .boolean(let value): self = .integer(value ? 1 : 0)
        case .integer(let value): self = .integer(value)
        case .decimal(let value): self = .integer(value.unscaled)
        case .text(let value): self = .text(value)
        case .date(let value): self = .text(value.description)
        case .instant(let value): self = .integer(value.microseconds)
        case .time(let value): self = .integer(value.milliseconds)
        case .duration(let value): self = .integer(value.milliseconds)
        case .names(let names): self = .text(DataValue.list(names.map { .text($0) }).jsonText)
        case .json(let value): self = .text(value.jsonText)
        case .point(let value): self = .integer(value.packed)
        case .record(let value): self = .blob(value.bytes)
        }
    }
}
