import Definitions
import Model

/// Makes the fields of a record's form.
struct FieldWriter {
    let values: ValueWriter
    let demands: FieldDemands
    private var format: ValueFormat { values.format }
    private var language: Language { format.language }

    /// A field that holds a value of the record.
    ///
    /// - Parameter record: whose value it is, where there is one already.
    func field(_ attribute: Attribute, _ value: AttributeValue, of record: Record? = nil) -> FormField {
        var field = empty(attribute, current: value)
        field.value = text(attribute.type, value)
        if case .money(let rules) = attribute.type {
            let currency = rules.currency(of: attribute, in: record)
            field.setCurrency(of: rules, currency)
            if case .decimal(let amount) = value {
                let digits = currency.flatMap { Currency.digits(of: $0) } ?? 0
                field.value = format.editable(amount.shortened, scale: max(digits, amount.shortened.scale))
            }
        }
        if case .names(let names) = value { field.choose(names) }
        if case .boolean(true) = value { field.isChosen = true }
        if case .file = attribute.type { hold(value, in: &field) }
        if attribute.type.reference != nil, case .record(let id) = value {
            field.shown = values.titles[id] ?? RecordTexts.hiddenRecord[language]
            field.choose(values.targets[id])
        }
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
        if case .file = attribute.type {
            field.isChosen = form[attribute.name + FileFieldNames.removeSuffix] == "true"
            hold(form[attribute.name].flatMap { RecordID($0) }.map(AttributeValue.record) ?? .null, in: &field)
            field.isWaiting = !field.value.isEmpty && field.value != current.displayText
        }
        if attribute.type.reference != nil {
            if field.shown != form["\(attribute.name).was"] { field.value = "" }
            field.choose(form["\(attribute.name).type"])
        }
        field.fault = fault?[language]
        if case .money(let rules) = attribute.type {
            field.setCurrency(of: rules, form[MoneyRules.currencyName(of: attribute.name)])
        }
        if case .multichoice = attribute.type { field.choose(form.values(of: attribute.name)) }
        return marked(field)
    }

    /// The value as a field holds it.
    func text(_ type: AttributeType, _ value: AttributeValue) -> String {
        switch (type, value) {
        case (.decimal(let scale, _, _), .decimal(let number)): format.editable(number, scale: scale)
        case (_, .instant(let instant)): format.editable(instant)
        case (_, .time(let time)): format.editable(time)
        case (_, .duration(let span)): format.editable(span)
        case (_, .json(let json)): json.indentedText
        default: value.displayText
        }
    }

    /// The file that a field holds already; one that we know nothing of is none.
    private func hold(_ value: AttributeValue, in field: inout FormField) {
        guard case .record(let id) = value, let file = values.files[id] else {
            (field.value, field.shown) = ("", "")
            return
        }
        (field.value, field.shown) = (id.description, values.described(file))
    }

    private func marked(_ field: FormField) -> FormField {
        var field = field
        guard field.control != .choices else { return field }
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
        case .lookup, .tree, .polymorphic:
            field.control = .lookup
            field.kinds = (attribute.type.reference?.targets ?? []).compactMap { values.catalog.entityType(named: $0) }
                .map {
                    .init(value: $0.name, label: $0.label[language], source: Address.suggestions($0), isChosen: false)
                }
            field.choose(nil)
            field.guidance = field.guidance ?? InterfaceTexts.all["lookupHelp"]?[language]
        case .money: (field.control, field.inputMode) = (.money, "decimal")
        case .currency(let names), .targetType(let names):
            field.control = .choice
            field.options = names.map { FormField.Option(value: $0, label: $0, isChosen: false) }
        case .time(let minimum, let maximum):
            (field.inputType, field.minimum) = ("time", minimum.map(format.editable))
            field.maximum = maximum.map(format.editable)
        case .duration: field.guidance = field.guidance ?? InterfaceTexts.all["durationHelp"]?[language]
        case .point: field.guidance = field.guidance ?? InterfaceTexts.all["pointHelp"]?[language]
        case .json: (field.control, field.isCode) = (.long, true)
        case .multichoice(let set):
            var kept: [String] = []
            if case .names(let names) = current { kept = names }
            field.control = .choices
            field.options = set.options.filter { !$0.isRetired || kept.contains($0.name) }.map { option in
                let retired = option.isRetired ? " \(InterfaceTexts.all["retired"]?[language] ?? "")" : ""
                return FormField.Option(value: option.name, label: option.label[language] + retired, isChosen: false)
            }
        case .file(let rules):
            field.control = .file
            field.accept = rules.accepted.isEmpty ? nil : rules.accepted
            field.limit = String(rules.maximumSize)
            field.tooLarge = rules.tooLarge().message[language]
            field.guidance = field.guidance ?? FormTexts.fileHelp(ByteCount(rules.maximumSize).text)[language]
        case .autonumber, .state, .identifier, .principal, .formula, .rollup: break
        }
        demands.apply(to: &field, of: attribute, in: language)
        return field
    }
}

extension FormField {
    /// Offers an amount's currencies, or shows the only one.
    fileprivate mutating func setCurrency(of rules: MoneyRules, _ chosen: String?) {
        if let fixed = rules.fixedCurrency {
            unit = fixed
            return
        }
        let usual = chosen ?? rules.currencies[0]
        // A currency that is no longer offered stays until another one is chosen.
        let offered = rules.currencies.contains(usual) ? rules.currencies : [usual] + rules.currencies
        currencies = offered.map { Option(value: $0, label: $0, isChosen: $0 == usual) }
    }

    fileprivate mutating func choose(_ names: [String]) {
        for index in options.indices { options[index].isChosen = names.contains(options[index].value) }
    }
}
