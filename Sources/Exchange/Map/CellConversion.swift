import Model

/// How the text of a cell becomes what the write path understands, where the text itself does not do.
enum CellConversion: Sendable {
    case none
    case date(DatePattern)
    case instant(DatePattern)
    case boolean(whenTrue: Set<String>, whenFalse: Set<String>)
    /// Numbers with a decimal comma and points or blanks between thousands.
    case decimalComma
    /// Numbers with a decimal point and commas between thousands.
    case decimalPoint

    /// The converted text.
    func convert(_ text: String) throws(Refusal.Problem) -> DataValue {
        switch self {
        case .none: return .text(text)
        case .date(let pattern):
            guard let found = pattern.read(text) else { throw Self.notADate(text, pattern) }
            return .text(found.date.description)
        case .instant(let pattern):
            guard let found = pattern.read(text) else { throw Self.notADate(text, pattern) }
            return .text(Instant(found.date, microsecondsOfDay: found.secondsOfDay * 1_000_000).description)
        case .boolean(let whenTrue, let whenFalse):
            if whenTrue.contains(text) { return .boolean(true) }
            if whenFalse.contains(text) { return .boolean(false) }
            let known = (whenTrue.sorted() + whenFalse.sorted()).joined(separator: ", ")
            throw Refusal.Problem(
                "KTR-I162",
                LocalizedText("'\(text)' is none of \(known)", german: "„\(text)“ ist keines von \(known)"))
        case .decimalComma:
            return .text(number(text, point: ",", grouping: [".", " ", "\u{A0}", "\u{202F}", "'"]))
        case .decimalPoint: return .text(number(text, point: ".", grouping: [",", " ", "\u{A0}", "\u{202F}", "'"]))
        }
    }

    private func number(_ text: String, point: Unicode.Scalar, grouping: Set<Unicode.Scalar>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !grouping.contains(scalar) {
            result.append(scalar == point ? "." : scalar)
        }
        return String(result)
    }

    private static func notADate(_ text: String, _ pattern: DatePattern) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-I161",
            LocalizedText(
                "'\(text)' is not a date of the form \(pattern.text)",
                german: "„\(text)“ ist kein Datum der Form \(pattern.text)"))
    }
}
