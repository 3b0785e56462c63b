import Model

/// How the text of a cell becomes what the write path understands, where the text itself does not do.
enum CellConversion: Sendable {
    case none
    case number(NumberConversion)
    /// An amount of money, with its currency in the same cell or without.
    case amount(AmountConversion)
    /// A day: of a form, or as ISO 8601 writes it.
    case date(DatePattern?)
    /// A date with a time: of a form, or as ISO 8601 writes it, with its offset or without.
    case instant(DatePattern?)
    case boolean(BooleanWords)
    /// A time of day as people write it, or of a form.
    case time(DatePattern?)
    case duration(DurationConversion)
    case option(OptionWords)
    /// Names or labels of options with a separator between them, each replaced by another text where one is given.
    case options(OptionWords, separator: String, replaced: [String: String])
    case point

    /// The converted text.
    ///
    /// - Parameter zone: whose clocks showed the local times of the file.
    func convert(_ text: String, in zone: Zone) throws(Refusal.Problem) -> DataValue {
        switch self {
        case .none: return .text(text)
        case .number(let number): return try number.convert(text)
        case .amount(let amount): return try amount.convert(text).amount
        case .date(let pattern): return .text(try Self.date(text, pattern))
        case .instant(let pattern): return .text(try Self.instant(text, pattern, zone))
        case .boolean(let words): return .boolean(try words.value(text))
        case .time(let pattern): return .text(try Self.time(text, pattern))
        case .duration(let duration): return .text(try duration.convert(text))
        case .option(let words): return .text(try words.name(meantBy: text))
        case .options(let words, let separator, let replaced):
            return .list(try Self.names(text, words, separator, replaced))
        // Left as it is where it is no place: the write path says so better.
        case .point: return .text(GeoPoint(written: text)?.description ?? text)
        }
    }

    /// How texts of a type are read where the map does not say more.
    static func usual(for type: AttributeType) -> CellConversion {
        switch type {
        case .integer: .number(NumberConversion(isWhole: true))
        case .decimal: .number(NumberConversion())
        case .money(let rules): .amount(AmountConversion(rules: rules, number: NumberConversion()))
        case .boolean: .boolean(BooleanWords())
        case .date: .date(nil)
        case .instant: .instant(nil)
        case .time: .time(nil)
        case .duration: .duration(DurationConversion())
        case .choice(let set): .option(OptionWords(set))
        case .multichoice(let set): .options(OptionWords(set), separator: ";", replaced: [:])
        case .point: .point
        default: .none
        }
    }

    private static func instant(
        _ text: String, _ pattern: DatePattern?, _ zone: Zone
    ) throws(Refusal.Problem) -> String {
        let local: LocalTime
        if let pattern {
            guard let found = pattern.read(tidied(text)) else { throw notADate(text, pattern) }
            local = LocalTime(found.date, microsecondsOfDay: found.secondsOfDay * 1_000_000)
        } else {
            switch WrittenInstant(tidied(text)) {
            case .local(let read)?: local = read
            case .instant(let text)?: return text
            // Left as it is: the write path says that it is no instant.
            case nil:
                if SpreadsheetDay.isMeant(by: text) { throw notADate(text, pattern) }
                return text
            }
        }
        // A time that the clocks showed twice is the first of the two.
        if case .skipped = zone.reading(local) {
            throw Refusal.Problem(
                "KTR-I580",
                LocalizedText(
                    "'\(text)' does not exist in \(zone.name): the clocks went forward over it",
                    german: "„\(text)“ gibt es in \(zone.name) nicht: Die Uhren wurden dabei vorgestellt"))
        }
        return zone.instant(of: local).description
    }

    private static func time(_ text: String, _ pattern: DatePattern?) throws(Refusal.Problem) -> String {
        guard let pattern else { return TimeOfDay(written: text)?.description ?? text }
        guard let seconds = pattern.readTime(tidied(text)), let time = TimeOfDay(milliseconds: seconds * 1000) else {
            throw Refusal.Problem(
                "KTR-I161",
                LocalizedText(
                    "'\(text)' is not a time in the form \(pattern.text)",
                    german: "„\(text)“ ist keine Uhrzeit der Form \(pattern.text)"))
        }
        return time.description
    }

    private static func names(
        _ text: String, _ words: OptionWords, _ separator: String, _ replaced: [String: String]
    ) throws(Refusal.Problem) -> [DataValue] {
        var names: [DataValue] = []
        for part in text.split(separator: separator) {
            let word = trimmed(String(part))
            if let name = replaced[tidied(word)] {
                if !name.isEmpty { names.append(.text(name)) }
            } else if !word.isEmpty {
                names.append(.text(try words.name(meantBy: word)))
            }
        }
        return names
    }

    /// The day that a text names. A time beside it must be midnight, as databases write days: any other would be lost.
    private static func date(_ text: String, _ pattern: DatePattern?) throws(Refusal.Problem) -> String {
        if let pattern {
            guard let found = pattern.read(tidied(text)) else { throw notADate(text, pattern) }
            return found.date.description
        }
        if case .local(let local)? = WrittenInstant(tidied(text)), local.microsecondsOfDay == 0 {
            return local.date.description
        }
        // Left as it is: the write path says that it is no day.
        if SpreadsheetDay.isMeant(by: text) { throw notADate(text, pattern) }
        return text
    }

    private static func notADate(_ text: String, _ pattern: DatePattern?) -> Refusal.Problem {
        let form = pattern?.text ?? "YYYY-MM-DD"
        let (why, warum) =
            SpreadsheetDay.isMeant(by: text)
            ? (
                "; this is how spreadsheets count days: give the column a date format there and export it again",
                "; so zählt eine Tabellenkalkulation Tage: Formatieren Sie die Spalte dort als Datum und exportieren Sie neu"
            ) : ("", "")
        return Refusal.Problem(
            "KTR-I161",
            LocalizedText(
                "'\(text)' is not a date in the form \(form)\(why)",
                german: "„\(text)“ ist kein Datum der Form \(form)\(warum)"))
    }
}
