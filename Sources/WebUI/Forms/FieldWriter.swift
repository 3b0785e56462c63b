import Definitions
import Model

/// Makes the fields of a record's form.
struct FieldWriter {
    let values: ValueWriter
    let demands: FieldDemands
    private var format: ValueFormat { values.format }
    private var language: Language { format.language }

    /// A field that holds a value of the record.
    func field(_ attribute: Attribute, _ value: AttributeValue) -> FormField {
        var field = empty(attribute, current: value)
        field.value = text(attribute.type, value)
        if case .boolean(true) = value { field.isChosen = true }
        if case .lookup = attribute.type { field.shown = values.text(attribute, value) }
        return marked(field)
    }

    /// A field that holds what was entered, right or wrong.
    func field(
        _ attribute: Attribute, entered form: FormData, current: AttributeValue, fault: LocalizedText?
    ) -> FormField {
        var field = empty(attribute, current: current)
        field.value = form[attribute.name] ?? ""
        field.isChosen = field.value == "true"
        field.shown = form["\(attribute.name).name"] ?? ""
        if case .lookup = attribute.type, field.shown != form["\(attribute.name).was"] { field.value = "" }
        field.fault = fault?[language]
        return marked(field)
    }

    /// The value as a field holds it.
    func text(_ type: AttributeType, _ value: AttributeValue) -> String {
        switch (type, value) {
        case (.decimal(let scale, _, _), .decimal(let number)): format.editable(number, scale: scale)
        case (_, .instant(let instant)): format.editable(instant)
        default: value.displayText
        }
    }

    private func marked(_ field: FormField) -> FormField {
        var field = field
        for index in field.options.indices {
            field.options[index].isChosen = field.options[index].value == field.value
        }
        return field
    }

    private func empty(_ attribute: Attribute, current: AttributeValue) -> FormField {
        var field = FormField(
            name: attribute.name, label: attribute.label[language], control: .line, value: "",
            isRequired: attribute.isRequired, guidance: attribute.help?[language])
        switch attribute.type {
        case .text(let maximum, let isLong):
            field.control = isLong ? .long : .line
            field.maximumLength = maximum
        case .email: (field.inputType, field.autocomplete) = ("email", "off")
        case .phone: (field.inputType, field.autocomplete) = ("tel", "off")
        case .url: field.inputType = "url"
        case .integer(let minimum, let maximum):
            (field.control, field.inputType, field.step) = (.number, "number", "1")
            field.minimum = minimum.map(String.init)
            field.maximum = maximum.map(String.init)
        case .decimal: (field.control, field.inputMode) = (.decimal, "decimal")
        case .boolean:
            field.control = .checkbox
            field.isRequired = false
        case .date: (field.control, field.inputType) = (.date, "date")
        case .instant: (field.control, field.inputType) = (.instant, "datetime-local")
        case .choice(let set):
            field.control = .choice
            field.options = set.options.filter { !$0.isRetired || current == .text($0.name) }.map { option in
                let retired = option.isRetired ? " \(InterfaceTexts.all["retired"]?[language] ?? "")" : ""
                return FormField.Option(value: option.name, label: option.label[language] + retired, isChosen: false)
            }
        case .lookup(let target, _):
            field.control = .lookup
            field.source = values.catalog.entityType(named: target).map(Address.suggestions)
            field.guidance = field.guidance ?? InterfaceTexts.all["lookupHelp"]?[language]
        case .money: (field.control, field.inputMode) = (.decimal, "decimal")
        case .currency(let names), .targetType(let names):
            field.control = .choice
            field.options = names.map { FormField.Option(value: $0, label: $0, isChosen: false) }
        case .time: field.inputType = "time"
        case .json: field.control = .long
        case .duration, .multichoice, .point, .file, .tree, .polymorphic: break
        case .autonumber, .state, .identifier, .principal, .formula, .rollup: break
        }
        demands.apply(to: &field, of: attribute, in: language)
        return field
    }
}
