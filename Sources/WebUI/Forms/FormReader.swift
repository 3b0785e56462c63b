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
        /// Several records have the name that was typed: one of them is to be chosen.
        case several([FormField.Candidate], of: String)
        /// A box that was not ticked: it says "no" only where there was a "yes".
        case unticked
    }

    /// Nil where the form does not have the field at all, which leaves the attribute alone.
    func read(_ attribute: Attribute, _ form: FormData) -> Outcome? {
        let name = attribute.name
        switch attribute.type {
        case .boolean:
            if form[FieldName.present(name)] != nil { return form[name] == "true" ? .value(.boolean(true)) : .unticked }
            return form[name].map { typed in
                switch typed.trimmed {
                case "": .value(.null)
                case "true": .value(.boolean(true))
                case "false": .value(.boolean(false))
                default: .fault(FormTexts.notOption)
                }
            }
        case .lookup, .tree, .polymorphic:
            return lookup(name, form)
        case .file:
            guard let id = form[name] else { return nil }
            let isRemoved = form[FieldName.remove(name)] == "true"
            return .value(isRemoved || id.isEmpty ? .null : .text(id))
        case .multichoice:
            guard form[FieldName.present(name)] != nil || form[name] != nil else { return nil }
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
            return instant(text)
        case .time:
            guard let time = TimeOfDay(written: text) else { return .fault(FormTexts.notTime) }
            return .value(.text(time.description))
        case .duration:
            guard let span = TimeSpan(written: text) else { return .fault(FormTexts.notDuration) }
            return .value(.text(span.description))
        case .point:
            guard let point = GeoPoint(written: text) else { return .fault(FormTexts.notPoint) }
            return .value(.text(point.description))
        case .url: return .value(.text(WebAddressInput.completed(text)))
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

    /// A day with a time; in the hour that comes twice the first one is meant.
    private func instant(_ text: String) -> Outcome {
        if let instant = Instant(text) { return .value(.text(instant.description)) }
        guard let local = LocalTimeInput.read(text), let instant = format.instant(fromEditable: local) else {
            return .fault(FormTexts.notInstant)
        }
        // Where the clocks are put forward an hour is left out; what was typed would silently become another time.
        guard format.editable(instant) == LocalTimeInput.shortest(local) else {
            return .fault(FormTexts.skippedHour)
        }
        return .value(.text(instant.description))
    }

    private func lookup(_ name: String, _ form: FormData) -> Outcome? {
        guard let typed = form[FieldName.title(name)] else {
            return form[name].map { $0.isEmpty ? .value(.null) : .value(.text($0)) }
        }
        if typed.trimmed.isEmpty { return .value(.null) }
        if let chosen = form.filled(FieldName.choice(name)), form[FieldName.choiceOf(name)]?.trimmed == typed.trimmed {
            return .value(.text(chosen))
        }
        let isOfKind = form[FieldName.kindShown(name)].map { $0 == form[FieldName.kind(name)] } ?? true
        if typed == form[FieldName.was(name)], isOfKind, let id = form.filled(name) { return .value(.text(id)) }
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

/// Reads a day with a time as fields for it send it, or as people type it: `22.11.2026, 09:30`.
enum LocalTimeInput {
    /// As a `datetime-local` field sends it; nil for what is no such time.
    static func read(_ text: String) -> String? {
        let parts = text.split(maxSplits: 1) { "Tt,".contains($0) || $0.isWhitespace }
        guard parts.count == 2, let date = DateInput.read(String(parts[0])),
            let time = TimeOfDay(written: String(parts[1]).trimmed)
        else { return nil }
        return "\(date)T\(time)"
    }

    /// Without seconds where there are none.
    static func shortest(_ text: String) -> String {
        text.utf8.count == 19 && text.hasSuffix(":00") ? String(text.dropLast(3)) : text
    }
}

/// Completes a web address that was typed as people say it: `example.org/page` is at `https://example.org/page`.
enum WebAddressInput {
    static func completed(_ text: String) -> String {
        guard !text.contains("://"), !text.contains("@"), !text.contains(where: \.isWhitespace) else { return text }
        let rest = text.hasPrefix("//") ? text.dropFirst(2) : Substring(text)
        let host = rest.prefix { !"/?#:".contains($0) }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let port = rest.dropFirst(host.count)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }),
            port.first != ":" || port.dropFirst().first?.isASCII == true && port.dropFirst().first?.isNumber == true
        else { return text }
        return "https://" + rest
    }
}
