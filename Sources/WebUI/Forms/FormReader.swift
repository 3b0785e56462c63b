import Model

/// Reads what a person entered for a record: one outcome per attribute that the form offers.
struct FormReader {
    let format: ValueFormat

    /// What a field holds.
    enum Outcome: Equatable {
        case value(DataValue)
        case fault(LocalizedText)
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
        case .lookup:
            return lookup(name, form)
        case .file:
            guard let id = form[name] else { return nil }
            let isRemoved = form[name + FileFieldNames.removeSuffix] == "true"
            return .value(isRemoved || id.isEmpty ? .null : .text(id))
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
        case .text(_, isLong: true):
            // Browsers send line ends as CR LF, whatever was typed.
            return .value(.text(typed.replacing("\r\n", with: "\n")))
        default: return .value(.text(text))
        }
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
