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
    /// An amount of money, with its currency in the same cell or without.
    case amount(AmountConversion)
    /// A time of day as people write it, or of a form.
    case time(DatePattern?)
    /// A length of time as people write it; a number alone counts the unit, in milliseconds.
    case duration(unit: Int64?)
    /// Names of choices with a separator between them, each replaced by another text where one is given.
    case names(separator: String, replaced: [String: String])
    case point

    /// The converted text.
    ///
    /// - Parameter zone: whose clocks showed the local times of the file.
    func convert(_ text: String, in zone: Zone) throws(Refusal.Problem) -> DataValue {
        switch self {
        case .none: return .text(text)
        case .date(let pattern):
            guard let found = pattern.read(text) else { throw Self.notADate(text, pattern) }
            return .text(found.date.description)
        case .instant(let pattern):
            guard let found = pattern.read(text) else { throw Self.notADate(text, pattern) }
            let local = LocalTime(found.date, microsecondsOfDay: found.secondsOfDay * 1_000_000)
            return .text(try Self.instant(of: local, text, in: zone).description)
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
        case .amount(let amount): return try amount.convert(text, in: zone).amount
        case .time(let pattern): return .text(try time(text, pattern))
        case .duration(let unit): return .text(try duration(text, unit))
        case .names(let separator, let replaced): return .list(names(text, separator, replaced))
        // Left as it is where it is no place: the write path says so better.
        case .point: return .text(GeoPoint(written: text)?.description ?? text)
        }
    }

    func number(_ text: String, point: Unicode.Scalar, grouping: Set<Unicode.Scalar>) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !grouping.contains(scalar) {
            result.append(scalar == point ? "." : scalar)
        }
        return String(result)
    }

    /// A time that the clocks showed twice is the first of the two; one that they never showed is refused.
    private static func instant(
        of local: LocalTime, _ text: String, in zone: Zone
    ) throws(Refusal.Problem) -> Instant {
        guard case .skipped = zone.reading(local) else { return zone.instant(of: local) }
        throw Refusal.Problem(
            "KTR-I580",
            LocalizedText(
                "'\(text)' never was: the clocks of \(zone.name) were put forward over it",
                german: "„\(text)“ gab es nicht: Die Uhren in \(zone.name) wurden darüber vorgestellt"))
    }

    private static func notADate(_ text: String, _ pattern: DatePattern) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-I161",
            LocalizedText(
                "'\(text)' is not a date of the form \(pattern.text)",
                german: "„\(text)“ ist kein Datum der Form \(pattern.text)"))
    }
}
