import Model

/// Reads what a person entered for a record: one outcome per attribute that the form offers.
struct FormReader {
    let format: ValueFormat

    /// What a field holds.
    enum Outcome: Equatable {
        case value(DataValue)
        case fault(LocalizedText)
        /// An amount that was typed with its currency.
        case amount(DataValue, currency: String)
        /// A lookup that was typed instead of chosen: the name to look for.
        case name(String)
    }

    /// Nil where the form does not have the field at all, which leaves the attribute alone.
    func read(_ attribute: Attribute, _ form: FormData) -> Outcome? {
        let name = attribute.name
        switch attribute.type {
        case .boolean:
            guard form["\(name).present"] != nil || form[name] != nil else { return nil }
            return .value(.boolean(form[name] == "true"))
        case .lookup, .tree, .polymorphic:
            return lookup(name, form)
        case .file:
            guard let id = form[name] else { return nil }
            let isRemoved = form[name + FileFieldNames.removeSuffix] == "true"
            return .value(isRemoved || id.isEmpty ? .null : .text(id))
        case .multichoice:
            guard form["\(name).present"] != nil || form[name] != nil else { return nil }
            return .value(.list(form.values(of: name).filter { !$0.isEmpty }.map { .text($0) }))
        case .money(let rules):
            return form[name].map { $0.trimmed.isEmpty ? .value(.null) : amount($0.trimmed, rules) }
        default:
            guard let typed = form[name] else { return nil }
            return typed.trimmed.isEmpty ? .value(.null) : value(attribute.type, typed)
        }
    }

    private func value(_ type: AttributeType, _ typed: String) -> Outcome {
        let text = typed.trimmed
        switch type {
        case .integer:
            guard let number = DecimalInput(language: format.language).read(text), number.scale == 0 else {
                return .fault(FormTexts.notInteger)
            }
            return .value(.integer(number.unscaled))
        case .decimal:
            guard let number = DecimalInput(language: format.language).read(text) else {
                return .fault(FormTexts.notDecimal)
            }
            return .value(.decimal(number))
        case .date:
            guard let date = DateInput.read(text) else { return .fault(FormTexts.notDate) }
            return .value(.text(date.description))
        case .instant:
            guard let instant = Instant(text) ?? format.instant(fromEditable: text) else {
                return .fault(FormTexts.notInstant)
            }
            return .value(.text(instant.description))
        case .time:
            guard let time = TimeOfDay(written: text) else { return .fault(FormTexts.notTime) }
            return .value(.text(time.description))
        case .duration:
            guard let span = TimeSpan(written: text) else { return .fault(FormTexts.notDuration) }
            return .value(.text(span.description))
        case .point:
            guard let point = GeoPoint(written: text) else { return .fault(FormTexts.notPoint) }
            return .value(.text(point.description))
        case .json: return .value(.text(typed))
        case .text(_, isLong: true):
            // Browsers send line ends as CR LF, whatever was typed.
            return .value(.text(typed.replacing("\r\n", with: "\n")))
        default: return .value(.text(text))
        }
    }

    /// `1.234,50`, or `1.234,50 USD`, which chooses the currency too.
    private func amount(_ text: String, _ rules: MoneyRules) -> Outcome {
        guard let written = WrittenAmount(text),
            let number = DecimalInput(language: format.language).read(written.number)
        else { return .fault(FormTexts.notDecimal) }
        guard let code = written.currency?.code else { return .value(.decimal(number)) }
        guard rules.currencies.contains(code) else { return .fault(FormTexts.notCurrency(code, of: rules.currencies)) }
        return rules.fixedCurrency == nil ? .amount(.decimal(number), currency: code) : .value(.decimal(number))
    }

    private func lookup(_ name: String, _ form: FormData) -> Outcome? {
        guard let typed = form["\(name).name"] else {
            return form[name].map { $0.isEmpty ? .value(.null) : .value(.text($0)) }
        }
        if typed.trimmed.isEmpty { return .value(.null) }
        if typed == form["\(name).was"], let id = form.filled(name) { return .value(.text(id)) }
        return .name(typed.trimmed)
    }
}

/// Reads a day as ISO 8601 writes it, which is what date fields send, or as German readers type it: `22.11.2026`.
enum DateInput {
    static func read(_ text: String) -> CalendarDate? {
        if let date = CalendarDate(text) { return date }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2], year >= 1000 else {
            return nil
        }
        return CalendarDate(year: year, month: month, day: day)
    }
}
