/// What integers and decimals accept.
enum NumberRules {
    static func integer(
        _ value: DataValue, _ minimum: Int64?, _ maximum: Int64?
    ) throws(Refusal.Problem) -> AttributeValue {
        let number: Int64? =
            switch value {
            case .integer(let number): number
            case .decimal(let number): number.rescaled(to: 0)?.unscaled
            case .number(let number): Int64(exactly: number)
            case .text(let text): Int64(text)
            default: nil
            }
        guard let number else {
            throw Refusal.Problem(
                "KTR-R107",
                LocalizedText(
                    "\(value.shown) is not a whole number", german: "\(value.shownInGerman) ist keine ganze Zahl"))
        }
        try checkRange(number, minimum, maximum)
        return .integer(number)
    }

    static func decimal(
        _ value: DataValue, scale: Int, _ minimum: ExactDecimal?, _ maximum: ExactDecimal?
    ) throws(Refusal.Problem) -> AttributeValue {
        let number: ExactDecimal?
        switch value {
        case .integer(let integer):
            number = integer.magnitude <= ExactDecimal.largest.magnitude ? ExactDecimal(unscaled: integer) : nil
        case .decimal(let decimal): number = decimal
        case .number(let double):
            guard isExact(double, scale: scale) else {
                throw Refusal.Problem(
                    "KTR-R501",
                    LocalizedText(
                        "\(value.shown) has more digits than this kind of number can hold exactly",
                        german: "\(value.shown) hat mehr Stellen, als diese Art von Zahl genau darstellen kann"),
                    hint: LocalizedText(
                        "In a script, use math.decimal(\"…\"), which keeps 18 digits.",
                        german: "Rechnen Sie im Skript mit math.decimal(\"…\"): Das hat 18 Stellen."))
            }
            number = exact(double, scale: scale) ?? ExactDecimal(double.description)
        case .text(let text): number = ExactDecimal(text)
        default: number = nil
        }
        guard let number else {
            throw Refusal.Problem(
                "KTR-R109", LocalizedText("\(value.shown) is not a number", german: "\(value.shown) ist keine Zahl"),
                hint: LocalizedText(
                    "write up to 18 digits with a point, for example 1234.50",
                    german: "bis zu 18 Ziffern mit Dezimalpunkt angeben, zum Beispiel 1234.50"))
        }
        guard let scaled = number.rescaled(to: scale) else {
            throw Refusal.Problem(
                "KTR-R110",
                LocalizedText(
                    "\(value.shown) has more than \(scale) decimal places or too many digits",
                    german: "\(value.shownInGerman) hat mehr als \(scale) Nachkommastellen oder zu viele Ziffern"))
        }
        try checkRange(scaled, minimum, maximum)
        return .decimal(scaled)
    }

    /// Whether a binary number has all digits of the decimal that it stands for: 15 at most.
    private static func isExact(_ number: Double, scale: Int) -> Bool {
        var scaled = abs(number)
        for _ in 0..<scale { scaled *= 10 }
        return scaled < 1e15
    }

    /// The decimal that a binary number stands for. What lies a millionth of the last place beside it is the noise of binary
    /// arithmetic (0.1 + 0.2), not a digit that somebody wrote.
    private static func exact(_ number: Double, scale: Int) -> ExactDecimal? {
        var factor = 1.0
        for _ in 0..<scale { factor *= 10 }
        let scaled = number * factor
        let rounded = scaled.rounded()
        guard abs(scaled - rounded) <= max(1e-6, 2 * scaled.ulp), abs(rounded) < 1e15 else { return nil }
        // What is left of binary arithmetic is not as small as that: somebody wrote it.
        guard rounded != 0 || number == 0 || abs(number) > 1e-18 else { return nil }
        return ExactDecimal(unscaled: Int64(rounded), scale: scale)
    }

    private static func checkRange<Number: Comparable & CustomStringConvertible>(
        _ number: Number, _ minimum: Number?, _ maximum: Number?
    ) throws(Refusal.Problem) {
        if let minimum, number < minimum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(number) is less than \(minimum)",
                    german: "\(inGerman(number)) ist kleiner als \(inGerman(minimum))"))
        }
        if let maximum, number > maximum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(number) is more than \(maximum)",
                    german: "\(inGerman(number)) ist größer als \(inGerman(maximum))"))
        }
    }

    /// A number with a decimal comma.
    static func inGerman(_ number: some CustomStringConvertible) -> String {
        number.description.replacing(".", with: ",")
    }
}
