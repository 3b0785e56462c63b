import Model

/// Reads a decimal number that a person typed, in the German or the English way.
///
/// The last of two different marks is the decimal mark: `1.234,50` and `1,234.50` are the same number in both languages.
/// A single mark of the own language's decimal kind is the decimal mark; a single other mark is one too, unless exactly
/// three digits follow it as in a group of thousands: `12.5` is read in German, and `1.234` is one thousand there.
struct DecimalInput {
    let language: Language

    func read(_ typed: String) -> ExactDecimal? {
        WrittenNumber(typed, decimal: decimalSign(of: typed))?.exact
    }

    private var ownSign: WrittenNumber.DecimalSign { language.primary == .german ? .comma : .point }

    /// The sign that starts the fraction, or would if there were one.
    private func decimalSign(of text: String) -> WrittenNumber.DecimalSign {
        let marks = text.filter { $0 == "." || $0 == "," }
        guard let last = marks.last, let sign = WrittenNumber.DecimalSign(rawValue: String(last)) else {
            return ownSign
        }
        if Set(marks).count == 2 { return sign }
        let other: WrittenNumber.DecimalSign = sign == .comma ? .point : .comma
        // Several marks of one kind group thousands, whatever the language.
        if marks.count > 1 { return other }
        if sign == ownSign { return sign }
        return WrittenNumber(text, decimal: other) == nil ? sign : other
    }
}
