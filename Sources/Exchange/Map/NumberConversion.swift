import Model

/// Reads the numbers of a column.
struct NumberConversion: Sendable {
    /// The decimal sign that the map declares; a point where it declares none, and then neither commas nor points group thousands.
    var decimal: WrittenNumber.DecimalSign?
    /// Places to which numbers are rounded; nil where none are.
    var places: Int?
    /// Whether only whole numbers will do.
    var isWhole = false

    /// The number of a text, exactly.
    ///
    /// - Throws: `KTR-R107` or `KTR-R109` with the text as it is written.
    func convert(_ text: String) throws(Refusal.Problem) -> DataValue {
        let read = WrittenNumber(
            text, decimal: decimal ?? .point, grouping: decimal == nil ? .unmistakable : .any)
        guard let read else { throw notANumber(text) }
        let number = places.map { read.rounded(to: $0) } ?? read
        if let integer = number.integer { return .integer(integer) }
        guard !isWhole, let exact = number.exact else { throw notANumber(text) }
        return .decimal(exact)
    }

    private func notANumber(_ text: String) -> Refusal.Problem {
        let (sign, zeichen) =
            switch decimal {
            case .comma: (" written with a decimal comma", " mit Dezimalkomma")
            case .point: (" written with a decimal point", " mit Dezimalpunkt")
            case nil: ("", "")
            }
        let hint = LocalizedText(
            "up to 18 digits; thousands in groups of three, if any; the map says which decimal sign is meant: decimal=\",\"",
            german:
                "bis zu 18 Ziffern, Tausender allenfalls in Dreiergruppen; das Dezimalzeichen nennt die Zuordnung: decimal=\",\""
        )
        return isWhole
            ? Refusal.Problem(
                "KTR-R107",
                LocalizedText(
                    "'\(text)' is not a whole number\(sign)", german: "„\(text)“ ist keine ganze Zahl\(zeichen)"),
                hint: hint)
            : Refusal.Problem(
                "KTR-R109",
                LocalizedText("'\(text)' is not a number\(sign)", german: "„\(text)“ ist keine Zahl\(zeichen)"),
                hint: hint)
    }
}

/// Reads amounts of money, whose currency may stand in the same cell.
struct AmountConversion: Sendable {
    var rules: MoneyRules
    /// How the number is written.
    var number: NumberConversion

    /// The amount, and the currency that was written beside it.
    func convert(_ text: String) throws(Refusal.Problem) -> (amount: DataValue, currency: String?) {
        guard let written = WrittenAmount(text) else {
            throw Refusal.Problem(
                "KTR-R109",
                LocalizedText(
                    "'\(text)' is not an amount of money", german: "„\(text)“ ist kein Geldbetrag"))
        }
        if let code = written.currency?.code, !rules.currencies.contains(code) {
            let known = rules.currencies.joined(separator: ", ")
            throw Refusal.Problem(
                "KTR-I180",
                LocalizedText(
                    "'\(text)' is in \(code), but amounts here are in \(known)",
                    german: "„\(text)“ ist in \(code), hier sind Beträge aber in \(known)"))
        }
        do {
            return (try number.convert(written.number), written.currency?.code)
        } catch {
            // The cell as it is written, its currency included.
            guard written.number != text else { throw error }
            throw Refusal.Problem(
                error.code,
                LocalizedText(
                    "'\(text)': \(error.message.english)", german: "„\(text)“: \(error.message[.german])"),
                hint: error.hint)
        }
    }
}
