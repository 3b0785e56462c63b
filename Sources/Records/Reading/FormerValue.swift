import Model

extension AttributeType {
    /// A value from before the definition changed: as it was where it has the form of this type, whatever the limits are
    /// now; else what its text means; null where that is nothing.
    func former(_ value: AttributeValue) -> AttributeValue {
        switch (self, value) {
        case (.text, _), (.email, _), (.phone, _), (.url, _), (.choice, _), (.autonumber, _), (.state, _),
            (.currency, _):
            return value.isNull ? .null : .text(value.displayText)
        case (.integer, .integer), (.decimal, .decimal), (.money, .decimal), (.multichoice, .names): return value
        case (.decimal, .integer(let number)), (.money, .integer(let number)):
            return .decimal(ExactDecimal(unscaled: number))
        case (.multichoice, .text(let name)): return .names([name])
        case (.time, .text(let text)): return TimeOfDay(text).map { .time($0) } ?? .null
        case (.duration, .text(let text)): return TimeSpan(text).map { .duration($0) } ?? .null
        default:
            guard case .success(let coerced) = coerce(.text(value.displayText)) else { return .null }
            return coerced
        }
    }
}

extension AttributeValue {
    /// A value of the log whose type has changed since.
    init(logged value: DataValue) {
        switch value {
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .decimal(let number): self = .decimal(number)
        case .text(let text): self = .text(text)
        case .list(let elements):
            self = .names(elements.compactMap { if case .text(let name) = $0 { name } else { nil } })
        case .object:
            if case .success(let point) = AttributeType.point.coerce(value) { self = point } else { self = .null }
        default: self = .null
        }
    }
}
