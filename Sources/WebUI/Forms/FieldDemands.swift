import Definitions
import Model
import Queries

/// What a field is to demand of who fills it in, beyond the attribute's type: the principal's roles and the record's state count.
struct FieldDemands {
    private let roles: Set<String>
    private let configuration: String
    private let computed: [ComputedDefault]
    private let principal: RecordID
    private let now: Instant
    private let zone: Zone
    /// Whether it is the form of a new record.
    let isNew: Bool

    /// - Parameter record: the record as it is stored; nil for a new one.
    init(_ type: EntityType, _ record: Record?, in context: PageContext) {
        roles = context.principal.isSystem ? [] : context.principal.roles
        configuration = type.stateAttribute.flatMap { record?[$0.name].displayText } ?? ""
        computed = context.catalog.computedDefaults(of: type)
        principal = context.principal.id
        now = context.now
        zone = context.zone
        isNew = record == nil
    }

    /// The attributes whose first value is a time that is computed: where nobody touched it, it is computed again when the
    /// record is stored, since the field shows less of it.
    func computedTimes(of type: EntityType) -> Set<String> {
        Set(
            computed.compactMap { value in
                let attribute = type.attributes[value.position]
                return attribute.type == .instant ? attribute.name : nil
            })
    }

    /// Whether a value must be given here and now.
    func requires(_ attribute: Attribute) -> Bool {
        attribute.isRequired || attribute.constraints.isRequired(forRoles: roles)
            || attribute.constraints.isRequired(in: configuration)
    }

    /// What a new record's field begins with, where that depends on nothing that is still to be filled in.
    func initialValue(_ attribute: Attribute, of type: EntityType) -> AttributeValue {
        if let constant = attribute.defaultValue { return constant }
        guard let position = type.position(of: attribute.name),
            let computed = computed.first(where: { $0.position == position && $0.isIndependent })
        else { return .null }
        let empty = Record(type: type, values: Array(repeating: .null, count: type.attributes.count))
        let context = EvaluationContext(principal: principal, now: now, zone: zone)
        return (try? computed.value(for: empty, in: context).get()) ?? .null
    }

    /// Adds to a field what its attribute demands.
    func apply(to field: inout FormField, of attribute: Attribute, in language: Language) {
        if field.control != .checkbox, requires(attribute) { field.isRequired = true }
        field.minimumLength = attribute.constraints.minimumLength
        if field.control == .line {
            field.pattern = attribute.constraints.pattern?.browserExpression
            field.patternMessage = attribute.constraints.patternMessage?[language]
        }
        if let message = field.patternMessage, field.guidance == nil { field.guidance = message }
    }
}
