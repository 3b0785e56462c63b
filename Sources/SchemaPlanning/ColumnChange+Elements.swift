import Model
import SQLText

extension AppliedColumn.Kind {
    /// Whether values are numbers, so that a duration is as many seconds.
    var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        default: false
        }
    }
}

extension ColumnChange {
    /// A value that is made of several, or has a text form of its own, as the new type takes it; nil for all others.
    ///
    /// Texts are read as people write them: `1:30` becomes a duration, `9.30 Uhr` a time, `51,5136; 7,4653` a place.
    func element(_ value: AttributeValue) -> DataValue? {
        switch (value, to.kind) {
        case (.text(let text), .time): TimeOfDay(written: text).map { .text($0.description) }
        case (.text(let text), .duration): TimeSpan(written: text).map { .text($0.description) }
        case (.text(let text), .point): GeoPoint(written: text).map { .text($0.description) }
        case (.text(let name), .multichoice) where from.kind == .choice: .list([.text(name)])
        case (.names(let names), .choice) where names.count == 1: .text(names[0])
        case (.names(let names), _) where to.isPlainText: .text(names.joined(separator: "; "))
        case (.json(let json), _) where to.isPlainText: .text(json.jsonText)
        case (.point(let point), _) where to.isPlainText: .text(point.description)
        case (.duration(let span), .integer), (.duration(let span), .decimal):
            .decimal(ExactDecimal(unscaled: span.milliseconds, scale: 3))
        default: nil
        }
    }

    /// Why an amount cannot have the currency that it gets: it has more digits, or was in another one until now.
    func problem(ofAmount value: AttributeValue) -> Refusal.Problem? {
        guard case .money(let rules) = type, case .decimal(let amount) = value, let currency = newCurrency else {
            return nil
        }
        guard rules.currencies.contains(currency) else {
            return Refusal.Problem(
                "KTR-R114", attribute: to.name,
                LocalizedText(
                    "the amount is in \(currency), which is no longer a currency of '\(to.name)'",
                    german: "der Betrag ist in \(currency), und „\(to.name)“ kennt diese Währung nicht mehr"))
        }
        return rules.problem(with: amount, in: currency, of: to.name)
    }

    /// The currency of all amounts that are there: the one they have been in, or the usual one of numbers that become
    /// amounts. Nil where each says its own.
    private var newCurrency: String? {
        guard case .money(let rules) = type else { return nil }
        guard from.isMoney else { return rules.currencies[0] }
        guard let before = from.options, before.count == 1 else { return nil }
        return before[0]
    }

    /// Gives the amounts that are there their currency, where each says its own from now on.
    var settlement: SQLFragment? {
        guard case .money(let rules) = type, rules.fixedCurrency == nil, let currency = newCurrency else { return nil }
        let (amount, code) = (quotedIdentifier(to.name), quotedIdentifier(MoneyRules.currencyName(of: to.name)))
        return SQLFragment(
            "UPDATE \(quotedIdentifier(table)) SET \(code) = ? WHERE \(amount) IS NOT NULL AND \(code) IS NULL",
            .text(currency))
    }
}

extension ColumnChange {
    /// Selects amounts that might not have their currency any more, or more digits than the one they get.
    func amountConditions(_ column: String) -> [SQLFragment] {
        guard case .money(let rules) = type, let currency = newCurrency else { return [] }
        if !rules.currencies.contains(currency) { return [SQLFragment("\(column) IS NOT NULL")] }
        let hasRoom = Currency.digits(of: currency).map { $0 >= from.scale ?? 0 } ?? true
        return hasRoom ? [] : [SQLFragment("\(column) IS NOT NULL")]
    }

    /// Selects values that narrower bounds, or options that are gone, might leave without a place.
    func elementConditions(_ column: String) -> [SQLFragment] {
        switch to.kind {
        case .multichoice:
            // A list of names is kept as JSON, where each stands in quotes.
            let lost = (from.options ?? []).filter { !(to.options ?? []).contains($0) }
            return lost.map { SQLFragment("replace(\(column), ?, '') <> \(column)", .text("\"\($0)\"")) }
        case .time:
            return bounds(column) { TimeOfDay($0)?.milliseconds }
        case .duration:
            return bounds(column) { TimeSpan($0)?.milliseconds }
        default: return []
        }
    }

    private func bounds(_ column: String, _ read: (String) -> Int64?) -> [SQLFragment] {
        var conditions: [SQLFragment] = []
        if let minimum = to.minimum, minimum != from.minimum, let least = read(minimum) {
            conditions.append(SQLFragment("\(column) < ?", .integer(least)))
        }
        if let maximum = to.maximum, maximum != from.maximum, let greatest = read(maximum) {
            conditions.append(SQLFragment("\(column) > ?", .integer(greatest)))
        }
        return conditions
    }

    /// Where amounts in several currencies become amounts in one, which leaves no place to say another: the change of the
    /// attribute that has said them until now. Nil for all other changes.
    public var lostCurrencies: ColumnChange? {
        guard case .money(let rules) = type, rules.fixedCurrency != nil, from.isMoney, let before = from.options,
            before.count > 1
        else { return nil }
        let currency = Attribute(
            name: MoneyRules.currencyName(of: to.name), type: .currency(among: rules.currencies),
            label: LocalizedText(to.name), location: SourceLocation(file: "", line: 0))
        var column = AppliedColumn(currency)
        column.options = before
        return ColumnChange(table: table, from: column, to: currency) { _ in nil }
    }
}

extension AppliedColumn {
    var isMoney: Bool { if case .money = kind { true } else { false } }
}
