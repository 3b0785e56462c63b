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

    /// The name of the companion attribute that holds the currency of an amount.
    public static func currencyName(of attribute: String) -> String { attribute + "_currency" }
}
