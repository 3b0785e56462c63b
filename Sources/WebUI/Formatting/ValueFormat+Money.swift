import Model

extension ValueFormat {
    /// An amount with its currency: `1.234,50 €` in German, `€1,234.50` in English, `CHF 1,234.50` where a currency has no
    /// sign of its own. The number alone where the currency is not known.
    ///
    /// - Parameter scale: digits that are shown where the currency is not known.
    func money(_ amount: ExactDecimal, in code: String?, scale: Int) -> String {
        guard let code else { return decimal(amount, scale: scale) }
        let currency = Currency(code)
        let magnitude = ExactDecimal(unscaled: abs(amount.unscaled), scale: amount.scale)
        let number = decimal(magnitude, scale: currency?.digits ?? scale)
        let minus = amount.unscaled < 0 ? "−" : ""
        let name = currency?.sign ?? code
        if language.primary == .german { return "\(minus)\(number)\u{A0}\(name)" }
        return currency?.sign == nil ? "\(minus)\(name)\u{A0}\(number)" : "\(minus)\(name)\(number)"
    }
}
