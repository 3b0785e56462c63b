public import Model

/// What an expression yields. Every type includes null.
public enum ValueType: Sendable, Hashable {
    /// The literal `null`, which goes with every type.
    case null
    case boolean
    case integer
    /// Exact, with this many digits after the point.
    case decimal(scale: Int)
    case text
    case date
    case instant
    case time
    case duration
    /// Several names: choices.
    case names
    case json
    case point
    /// The id of a record of the named entity type; nil where it may be of any (an id literal, a principal).
    case record(entity: String?)

    /// The type of an attribute's values.
    public init(_ type: AttributeType, in entity: EntityType) {
        switch type.result {
        case .text, .email, .phone, .url, .choice, .autonumber, .state, .currency, .targetType: self = .text
        case .integer: self = .integer
        case .decimal(let scale, _, _): self = .decimal(scale: scale)
        case .money(let rules): self = .decimal(scale: rules.scale)
        case .time: self = .time
        case .duration: self = .duration
        case .multichoice: self = .names
        case .json: self = .json
        case .point: self = .point
        case .polymorphic, .file: self = .record(entity: nil)
        case .formula, .rollup: self = .null
        case .boolean: self = .boolean
        case .date: self = .date
        case .instant: self = .instant
        case .lookup(let target, _), .tree(let target, _): self = .record(entity: target)
        case .identifier: self = .record(entity: entity.name)
        case .principal: self = .record(entity: nil)
        }
    }

    /// The type in which values of two types are compared, or stand for each other; nil where they do not go together.
    func common(with other: ValueType) -> ValueType? {
        switch (self, other) {
        case (.null, let type), (let type, .null): return type
        case (.record(let one), .record(let another)):
            if let one, let another, one != another { return nil }
            return self
        case (.names, .names), (.json, .json): return nil
        case (let one, let another) where one == another: return one
        default:
            guard let scale, let otherScale = other.scale else { return nil }
            return .decimal(scale: max(scale, otherScale))
        }
    }

    /// Whether one of two values can be the greater.
    var hasOrder: Bool {
        switch self {
        case .boolean, .record: false
        default: isSortable
        }
    }

    /// Whether a list can be sorted by it.
    public var isSortable: Bool { ![.names, .json, .point].contains(self) }

    /// Digits after the point, for numbers.
    var scale: Int? {
        switch self {
        case .integer: 0
        case .decimal(let scale): scale
        default: nil
        }
    }

    /// How the type is called in messages.
    public var name: LocalizedText {
        switch self {
        case .null: LocalizedText("null", german: "null")
        case .boolean: LocalizedText("a yes/no value", german: "ein Ja/Nein-Wert")
        case .integer: LocalizedText("an integer", german: "eine ganze Zahl")
        case .decimal: LocalizedText("a decimal", german: "eine Dezimalzahl")
        case .text: LocalizedText("a text", german: "ein Text")
        case .date: LocalizedText("a date", german: "ein Datum")
        case .instant: LocalizedText("an instant", german: "ein Zeitpunkt")
        case .time: LocalizedText("a time of day", german: "eine Uhrzeit")
        case .duration: LocalizedText("a duration", german: "eine Dauer")
        case .names: LocalizedText("several choices", german: "mehrere Auswahlen")
        case .json: LocalizedText("JSON", german: "JSON")
        case .point: LocalizedText("a place", german: "ein Ort")
        case .record: LocalizedText("a record", german: "ein Datensatz")
        }
    }
}
