import Definitions
import Model
import StateCharts

/// The row of simple filters over a list: one field per attribute, read from the address and written as the query
/// language's conditions.
struct FilterRow {
    let catalog: Catalog
    let type: EntityType
    let format: ValueFormat
    let attributes: [Attribute]
    /// Lookups that an address can restrict the list by.
    let lookups: [Attribute]

    /// A field's condition, or that its value is none of its kind.
    enum Outcome: Equatable {
        case condition(String)
        case unreadable(Attribute)
    }

    /// - Parameters:
    ///   - columns: the list's attributes; those that can be filtered simply get a field, at most six.
    ///   - parameters: what the address asks about gets a field too, whatever view the condition came from.
    ///   - isAsked: whether the principal may ask about an attribute.
    init(
        catalog: Catalog, type: EntityType, format: ValueFormat, columns: [Attribute], parameters: FormData,
        isAsked: (Attribute) -> Bool
    ) {
        self.catalog = catalog
        self.type = type
        self.format = format
        let usual = columns.filter(Self.hasField).prefix(6)
        let names = Set(usual.map(\.name))
        let asked = type.attributes.filter { attribute in
            let name = Self.parameter(attribute)
            return !names.contains(attribute.name) && isAsked(attribute) && Self.hasField(attribute)
                && [name, name + ".from", name + ".to"].contains { parameters.filled($0) != nil }
        }
        attributes = usual + asked
        lookups = type.attributes.filter { $0.type.reference != nil && isAsked($0) }
    }

    static func parameter(_ attribute: Attribute) -> String { "f.\(attribute.name)" }

    private static func hasField(_ attribute: Attribute) -> Bool {
        switch attribute.type.result {
        case .lookup, .tree, .polymorphic, .identifier, .principal, .json, .point: false
        default: true
        }
    }

    /// The fields with what the address says.
    ///
    /// - Parameter unreadable: the attributes whose field holds what is no value of theirs.
    func fields(_ parameters: FormData, unreadable: Set<String> = []) -> [FilterField] {
        attributes.map { attribute in
            let name = Self.parameter(attribute)
            let value = parameters[name] ?? ""
            var field = FilterField(
                id: "filter-\(attribute.name)", label: attribute.label[format.language], name: name, kind: .text,
                value: value)
            switch attribute.type.result {
            case .choice(let set), .multichoice(let set):
                field.kind = .choice
                field.options = set.options.map {
                    .init(value: $0.name, label: $0.label[format.language], isChosen: $0.name == value)
                }
            case .targetType(let names):
                field.kind = .choice
                field.options = names.map { entity in
                    .init(
                        value: entity, label: catalog.entityType(named: entity)?.label[format.language] ?? entity,
                        isChosen: entity == value)
                }
            case .state(let chart):
                field.kind = .choice
                field.options = states(of: chart).map {
                    .init(value: $0.id, label: $0.label[format.language], isChosen: $0.id == value)
                }
            case .boolean:
                field.kind = .choice
                field.options = [true, false].map { flag in
                    .init(
                        value: String(flag), label: InterfaceTexts.all[flag ? "yes" : "no"]?[format.language] ?? "",
                        isChosen: value == String(flag))
                }
            case .date, .instant: field.inputType = "date"
            case .integer, .decimal, .money: field.inputMode = "decimal"
            case .currency(let codes):
                field.kind = .choice
                field.options = codes.map { .init(value: $0, label: $0, isChosen: $0 == value) }
            case .time: field.inputType = "time"
            case .duration: field.kind = .range
            default: break
            }
            if ["date", "time"].contains(field.inputType) || field.inputMode != nil || field.kind == .range {
                field.kind = .range
                field.lower = parameters["\(name).from"] ?? ""
                field.upper = parameters["\(name).to"] ?? ""
            }
            if unreadable.contains(attribute.name) { field.fault = ListTexts.notOfItsKind[format.language] }
            return field
        }
    }

    /// The conditions of all fields that are filled in.
    func outcomes(_ parameters: FormData) -> [Outcome] {
        attributes.flatMap { attribute in
            let name = Self.parameter(attribute)
            return [
                parameters.filled(name).map { single(attribute, $0) },
                parameters.filled("\(name).from").map { bound(attribute, $0, isUpper: false) },
                parameters.filled("\(name).to").map { bound(attribute, $0, isUpper: true) },
            ].compactMap { $0 }
        }
    }

    /// Restrictions to the records of one other record: `f.customer=<id>`.
    func lookups(_ parameters: FormData) -> [(attribute: Attribute, targets: [String], id: RecordID)] {
        lookups.compactMap { attribute in
            guard let targets = attribute.type.reference?.targets,
                let id = parameters.filled(Self.parameter(attribute)).flatMap({ RecordID($0) })
            else { return nil }
            return (attribute, targets, id)
        }
    }

    private func single(_ attribute: Attribute, _ value: String) -> Outcome {
        switch attribute.type.result {
        case .multichoice: .condition("\(attribute.name)/any(x: x eq \(literal(value)))")
        case .choice, .state, .currency, .targetType: .condition("\(attribute.name) eq \(literal(value))")
        case .boolean:
            value == "true" || value == "false"
                ? .condition("\(attribute.name) eq \(value)") : .unreadable(attribute)
        default: .condition("contains(fold(\(attribute.name)),fold(\(literal(value))))")
        }
    }

    private func bound(_ attribute: Attribute, _ value: String, isUpper: Bool) -> Outcome {
        let comparison = isUpper ? "le" : "ge"
        switch attribute.type.result {
        case .date:
            guard let date = DateInput.read(value) else { return .unreadable(attribute) }
            return .condition("\(attribute.name) \(comparison) \(date)")
        case .instant:
            guard let date = DateInput.read(value) else { return .unreadable(attribute) }
            let day = isUpper ? date.adding(days: 1) : date
            guard let instant = format.instant(fromEditable: "\(day)T00:00") else { return .unreadable(attribute) }
            return .condition("\(attribute.name) \(isUpper ? "lt" : "ge") \(instant)")
        case .time:
            guard let time = TimeOfDay(written: value) else { return .unreadable(attribute) }
            return .condition("\(attribute.name) \(comparison) \(time)")
        case .duration:
            guard let span = TimeSpan(written: value) else { return .unreadable(attribute) }
            return .condition("\(attribute.name) \(comparison) duration'\(span)'")
        case .integer, .decimal, .money:
            guard let number = DecimalInput(language: format.language).read(value) else {
                return .unreadable(attribute)
            }
            return .condition("\(attribute.name) \(comparison) \(number)")
        default: return .unreadable(attribute)
        }
    }

    /// Those that a record can be in: outer ones too, a single one around everything left out.
    private func states(of chart: String) -> [(id: String, label: LocalizedText)] {
        let states = catalog.charts[chart]?.states ?? []
        let leaves = states.filter { $0.kind == .atomic || $0.kind == .final }.count
        return states.filter { state in
            guard state.kind != .root, !state.kind.isHistory, !state.id.contains("#") else { return false }
            let inside = states[state.index...state.lastDescendant].filter { $0.kind == .atomic || $0.kind == .final }
            return inside.count < leaves || leaves == 1
        }.map { ($0.id, $0.label) }
    }
}

/// A text literal of the query language: in single quotes, quotes in it doubled.
///
/// The language knows no NUL, which somebody may type all the same; no stored text has the character that it becomes.
func literal(_ text: String) -> String {
    "'" + text.replacing("'", with: "''").replacing("\0", with: "\u{FFFD}") + "'"
}
