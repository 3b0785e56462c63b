import Model

extension CellConversion {
    /// How texts of a type are read where the map does not say more.
    static func usual(for type: AttributeType) -> CellConversion {
        switch type {
        case .money(let rules): .amount(AmountConversion(rules: rules, number: .none))
        case .time: .time(nil)
        case .duration: .duration(unit: nil)
        case .multichoice: .names(separator: ";", replaced: [:])
        case .point: .point
        default: .none
        }
    }

    func time(_ text: String, _ pattern: DatePattern?) throws(Refusal.Problem) -> String {
        guard let pattern else { return TimeOfDay(written: text)?.description ?? text }
        guard let seconds = pattern.readTime(text), let time = TimeOfDay(milliseconds: seconds * 1000) else {
            throw Refusal.Problem(
                "KTR-I161",
                LocalizedText(
                    "'\(text)' is not a time of the form \(pattern.text)",
                    german: "„\(text)“ ist keine Uhrzeit der Form \(pattern.text)"))
        }
        return time.description
    }

    func duration(_ text: String, _ unit: Int64?) throws(Refusal.Problem) -> String {
        if let unit, let number = ExactDecimal(text.replacing(",", with: ".")) {
            let seconds = ExactDecimal(unscaled: unit, scale: 3)
            let product = Int128(number.unscaled) * Int128(seconds.unscaled)
            let divisor = (0..<number.scale).reduce(Int128(1)) { power, _ in power * 10 }
            let milliseconds = product / divisor
            guard let length = Int64(exactly: milliseconds), let span = TimeSpan(milliseconds: length) else {
                return text
            }
            return span.description
        }
        return TimeSpan(written: text)?.description ?? text
    }

    func names(_ text: String, _ separator: String, _ replaced: [String: String]) -> [DataValue] {
        text.split(separator: separator).map { trimmed(String($0)) }.map { replaced[$0] ?? $0 }.filter { !$0.isEmpty }
            .map { .text($0) }
    }
}

/// Reads amounts of money, whose currency may stand in the same cell.
struct AmountConversion: Sendable {
    var rules: MoneyRules
    /// How the number is written.
    var number: Number

    enum Number: Sendable {
        case none, decimalComma, decimalPoint
    }

    /// The amount, and the currency that was written beside it.
    func convert(_ text: String, in zone: Zone) throws(Refusal.Problem) -> (amount: DataValue, currency: String?) {
        guard let written = WrittenAmount(text) else { return (.text(text), nil) }
        if let code = written.currency?.code, let fixed = rules.fixedCurrency, code != fixed {
            throw Refusal.Problem(
                "KTR-I180",
                LocalizedText(
                    "'\(text)' is in \(code), but all amounts here are in \(fixed)",
                    german: "„\(text)“ ist in \(code), hier sind aber alle Beträge in \(fixed)"))
        }
        let conversion: CellConversion =
            switch number {
            case .none: .none
            case .decimalComma: .decimalComma
            case .decimalPoint: .decimalPoint
            }
        return (try conversion.convert(written.number, in: zone), written.currency?.code)
    }
}
