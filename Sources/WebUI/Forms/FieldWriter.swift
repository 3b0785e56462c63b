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
        fill(&field, attribute, value, of: record)
        remember(&field, attribute)
        return marked(field)
    }

    /// A field that holds what was entered, right or wrong.
    ///
    /// - Parameters:
    ///   - current: the value that it showed first.
    ///   - record: whose value that is.
    func field(
        _ attribute: Attribute, entered submission: Submission, current: AttributeValue, of record: Record? = nil
    ) -> FormField {
        let (form, name) = (submission.form, attribute.name)
        let first = field(attribute, current, of: record)
        var field = empty(attribute, current: current)
        (field.was, field.lookupMark) = (first.was, first.lookupMark)
        field.value = form[name] ?? ""
        field.isChosen = field.value == "true"
        field.shown = form[FieldName.title(name)] ?? ""
        if case .file = attribute.type {
            field.isChosen = form[FieldName.remove(name)] == "true"
            hold(form[name].flatMap { RecordID($0) }.map(AttributeValue.record) ?? .null, in: &field)
            field.isWaiting = !field.value.isEmpty && field.value != current.displayText
        }
        if attribute.type.reference != nil {
            let isOfKind = form[FieldName.kindShown(name)].map { $0 == form[FieldName.kind(name)] } ?? true
            if field.shown != form[FieldName.was(name)] || !isOfKind { field.value = "" }
            if let choice = form.filled(FieldName.choice(name)), form[FieldName.choiceOf(name)] == field.shown {
                field.value = choice
            }
            field.choose(form[FieldName.kind(name)])
            field.candidates = submission.candidates[name] ?? []
        }
        if let fault = submission.faults[name] { field.say(fault, values.catalog, language) }
        if case .money(let rules) = attribute.type {
            field.setCurrency(of: rules, form[MoneyRules.currencyName(of: name)])
            field.currencyWas = first.currencyWas
        }
        if case .multichoice = attribute.type { field.choose(form.values(of: name)) }
        return marked(field)
    }

    /// A field that holds a readable value that somebody entered, as this writer's language has it.
    ///
    /// - Parameters:
    ///   - current: the value that it showed first.
    ///   - record: whose value that is.
    func field(
        _ attribute: Attribute, changed value: AttributeValue, in submission: Submission, current: AttributeValue,
        of record: Record?
    ) -> FormField {
        let first = field(attribute, current, of: record)
        var field = empty(attribute, current: current)
        fill(&field, attribute, value, of: record)
        (field.was, field.lookupMark, field.currencyWas) = (first.was, first.lookupMark, first.currencyWas)
        if case .money(let rules) = attribute.type {
            let chosen = submission.form[MoneyRules.currencyName(of: attribute.name)]
            field.setCurrency(of: rules, chosen)
            if let chosen, case .decimal(let amount) = value {
                field.value = format.editable(
                    amount.shortened, scale: max(Currency.digits(of: chosen) ?? 0, amount.shortened.scale))
            }
        }
        if case .file = attribute.type { field.isWaiting = !field.value.isEmpty && value != current }
        return marked(field)
    }

    /// A field of a new record that holds a value which did not come with the definition.
    func field(_ attribute: Attribute, offering value: AttributeValue) -> FormField {
        let first = field(attribute, .null)
        var field = field(attribute, value)
        (field.was, field.lookupMark) = (first.was, first.lookupMark)
        return field
    }

    /// What a field shows of a value.
    private func fill(_ field: inout FormField, _ attribute: Attribute, _ value: AttributeValue, of record: Record?) {
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
    }

    /// Marks what the field shows, so that what is sent back can be told from it.
    private func remember(_ field: inout FormField, _ attribute: Attribute) {
        switch attribute.type {
        case .lookup, .tree, .polymorphic:
            let kind = field.kinds.count > 1 ? field.kinds.first(where: \.isChosen)?.value ?? "" : ""
            field.lookupMark = ShownMark.mark(ofLookup: field.value, field.shown, kind: kind)
        case .multichoice: field.was = ShownMark.mark(of: field.options.filter(\.isChosen).map(\.value))
        case .boolean:
            let value = field.control == .checkbox ? (field.isChosen ? "true" : "") : field.value
            field.was = ShownMark.mark(of: value, isLong: false)
        case .choice, .currency: field.was = ShownMark.mark(of: field.value, isLong: false)
        default: field.was = ShownMark.mark(of: field.value, isLong: attribute.type.isMultiline)
        }
        if let currency = field.currencies.first(where: \.isChosen)?.value {
            field.currencyWas = ShownMark.mark(of: currency, isLong: false)
        }
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
        guard field.control != .choices, field.control != .search else { return field }
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
        // A number field of a browser sends nothing where it cannot read what was typed: that would take the value away.
        case .integer: (field.control, field.inputMode, field.autocomplete) = (.number, "numeric", "off")
        case .decimal: (field.control, field.inputMode) = (.decimal, "decimal")
        case .boolean:
            // A box says yes or no; where a value may be missing, there are three answers.
            let isBox = attribute.isRequired && (demands.isNew || !current.isNull)
            (field.control, field.isRequired) = (isBox ? .checkbox : .choice, false)
            field.options = ["true", "false"].map { value in
                let label = InterfaceTexts.all[value == "true" ? "yes" : "no"]?[language] ?? ""
                return FormField.Option(value: value, label: label, isChosen: false)
            }
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
        if field.control == .choices, field.options.count > FormField.mostBoxes { field.control = .search }
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
        let chosen = Set(names)
        for index in options.indices { options[index].isChosen = chosen.contains(options[index].value) }
    }

    /// Says what is wrong, with the record that it collides with.
    fileprivate mutating func say(_ fault: Submission.Fault, _ catalog: Catalog, _ language: Language) {
        self.fault = fault.message[language]
        guard let other = fault.other, let type = catalog.entityType(named: other.entity) else { return }
        collision = Link(label: other.title, href: Address.record(type, other.id))
    }
}
