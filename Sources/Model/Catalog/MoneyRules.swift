/// What amounts of money an attribute holds.
public struct MoneyRules: Sendable, Hashable {
    /// ISO 4217 codes that may be used; the first is the usual one. One only: every amount is in it, and there is no
    /// companion attribute for the currency.
    public var currencies: [String]
    /// Digits after the point that are kept: the most that one of the currencies has.
    public var scale: Int
    /// The smallest amount.
    public var minimum: ExactDecimal?
    /// The largest amount.
    public var maximum: ExactDecimal?

    /// Rules for amounts in some currencies.
    public init(currencies: [String], scale: Int, minimum: ExactDecimal? = nil, maximum: ExactDecimal? = nil) {
        self.currencies = currencies
        self.scale = scale
        self.minimum = minimum
        self.maximum = maximum
    }

    /// The one currency of all amounts; nil where each says its own.
    public var fixedCurrency: String? { currencies.count == 1 ? currencies[0] : nil }

    /// Why an amount is none of a currency: it has more digits after the point than the currency knows. Nil where it fits.
    public func problem(with amount: ExactDecimal, in code: String, of attribute: String) -> Refusal.Problem? {
        guard let digits = Currency.digits(of: code), amount.rescaled(to: digits) == nil else { return nil }
        return Refusal.Problem(
            "KTR-R143", attribute: attribute,
            digits == 0
                ? LocalizedText(
                    "\(amount.shortened) is not a valid amount of \(code), which has no decimal places",
                    german: "\(amount.shortened) ist kein Betrag in \(code); die Währung hat keine Nachkommastellen")
                : LocalizedText(
                    "\(amount.shortened) is not a valid amount of \(code), which has \(digits) decimal places",
                    german: "\(amount.shortened) ist kein Betrag in \(code); die Währung hat \(digits) Nachkommastellen"
                ))
    }

    /// The name of the companion attribute that holds the currency of an amount.
    public static func currencyName(of attribute: String) -> String { attribute + "_currency" }
}
