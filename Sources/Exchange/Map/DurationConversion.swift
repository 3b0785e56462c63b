import Model

/// Reads lengths of time as people write them; a number alone counts a unit, where the map declares one.
struct DurationConversion: Sendable {
    /// What a number alone counts, in milliseconds.
    var unit: Int64?
    /// The decimal sign that the map declares; without one, a comma or a point begins the fraction.
    var decimal: WrittenNumber.DecimalSign?

    /// The length as ISO 8601 writes it; the text as it is where it is none, which the write path says better.
    ///
    /// - Throws: `KTR-I563` where a number of units is no whole number of milliseconds.
    func convert(_ text: String) throws(Refusal.Problem) -> String {
        guard let unit, let number = number(text) else { return TimeSpan(written: text)?.description ?? text }
        let product = Int128(number.unscaled) * Int128(unit)
        let divisor = (0..<number.scale).reduce(Int128(1)) { power, _ in power * 10 }
        let (milliseconds, rest) = product.quotientAndRemainder(dividingBy: divisor)
        guard rest == 0 else {
            throw Refusal.Problem(
                "KTR-I563",
                LocalizedText(
                    "'\(text)' is not a whole number of milliseconds",
                    german: "„\(text)“ ist keine ganze Zahl von Millisekunden"))
        }
        guard let length = Int64(exactly: milliseconds), let span = TimeSpan(milliseconds: length) else { return text }
        return span.description
    }

    private func number(_ text: String) -> ExactDecimal? {
        if let decimal { return WrittenNumber(text, decimal: decimal)?.exact }
        let sign: WrittenNumber.DecimalSign = text.contains(",") ? .comma : .point
        return WrittenNumber(text, decimal: sign, grouping: .unmistakable)?.exact
    }
}
