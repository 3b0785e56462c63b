import Model

extension Lexer {
    /// What a word in front of a quote makes of the text: `duration'PT1H'`, `geography'SRID=4326;Point(7.46 51.51)'` (OData
    /// 4.01 ABNF `duration`, `geographyPoint`). Nil for other words.
    static func literal(_ word: String, _ content: String) -> Result<AttributeValue, LiteralFault>? {
        switch word.lowercased() {
        case "duration":
            TimeSpan(cutFraction(content, to: 3)).map { .success(.duration($0)) } ?? .failure(.duration)
        case "geography":
            point(content).map { .success(.point($0)) } ?? .failure(.geography)
        default: nil
        }
    }

    /// Numbers, dates, times and instants. Digits of a second beyond those that are kept are cut off.
    static func value(of word: String) -> AttributeValue? {
        let bare = word.hasPrefix("+") ? String(word.dropFirst()) : word
        if let integer = Int64(bare) { return .integer(integer) }
        if let date = CalendarDate(word) { return .date(date) }
        if let time = TimeOfDay(cutFraction(word, to: 3)) { return .time(time) }
        let instant = cutFraction(word, to: 6)
        if let instant = Instant(instant) ?? Instant(withSeconds(instant)) { return .instant(instant) }
        if bare.contains("."), let decimal = ExactDecimal(bare) { return .decimal(decimal) }
        return exponential(bare)
    }

    /// `-1.2e3`, exactly; nil where it has more digits than can be held.
    private static func exponential(_ word: String) -> AttributeValue? {
        let halves = word.split(separator: "e", omittingEmptySubsequences: false)
        let parts = halves.count == 2 ? halves : word.split(separator: "E", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count <= 4, let exponent = Int(parts[1]),
            let mantissa = ExactDecimal(String(parts[0]))?.shortened
        else { return nil }
        var (unscaled, scale) = (mantissa.unscaled, mantissa.scale - exponent)
        guard unscaled != 0 else { return .integer(0) }
        while scale > 0, unscaled % 10 == 0 { (unscaled, scale) = (unscaled / 10, scale - 1) }
        if scale > 0 { return scale <= 18 ? .decimal(ExactDecimal(unscaled: unscaled, scale: scale)) : nil }
        guard scale >= -18 else { return nil }
        return scaledInteger(unscaled, power: -scale).map { .integer($0) }
    }

    /// OData lets the seconds of an instant be left out: `2026-11-22T09:30Z`.
    private static func withSeconds(_ word: String) -> String {
        guard word.utf8.count > 16 else { return word }
        return word.prefix(16) + ":00" + word.dropFirst(16)
    }

    /// The text with at most so many digits after its point, where no more than twelve stand there.
    private static func cutFraction(_ text: String, to count: Int) -> String {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return text }
        let digits = text[text.index(after: point)...].prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count > count, digits.utf8.count <= 12 else { return text }
        return String(text[...point] + digits.prefix(count) + text[digits.endIndex...])
    }

    /// Why a text is none of what the word in front of it says.
    enum LiteralFault: Error {
        case duration, geography

        var code: String {
            switch self {
            case .duration: "KTR-Q170"
            case .geography: "KTR-Q171"
            }
        }

        func message(_ content: String) -> LocalizedText {
            switch self {
            case .duration:
                LocalizedText("'\(content)' is not a duration", german: "„\(content)“ ist keine Dauer")
            case .geography:
                LocalizedText(
                    "'\(content)' is not a place on the Earth", german: "„\(content)“ ist kein Ort auf der Erde")
            }
        }

        var hint: LocalizedText {
            switch self {
            case .duration:
                LocalizedText(
                    "write days, hours, minutes and seconds: duration'P1DT1H30M'",
                    german: "Tage, Stunden, Minuten und Sekunden angeben: duration'P1DT1H30M'")
            case .geography:
                LocalizedText(
                    "write longitude and latitude: geography'SRID=4326;Point(7.46 51.51)'",
                    german: "Länge und Breite angeben: geography'SRID=4326;Point(7.46 51.51)'")
            }
        }
    }

    /// `SRID=4326;Point(7.46 51.51)`: WGS 84, longitude first. Another reference system is not known.
    private static func point(_ content: String) -> GeoPoint? {
        var rest = Substring(content.lowercased())
        if rest.hasPrefix("srid=") {
            guard rest.hasPrefix("srid=4326;") else { return nil }
            rest = rest.dropFirst(10)
        }
        guard rest.hasPrefix("point"), rest.hasSuffix(")") else { return nil }
        rest = rest.dropFirst(5).drop { $0 == " " }
        guard rest.first == "(" else { return nil }
        let degrees = rest.dropFirst().dropLast().split(separator: " ").map {
            ExactDecimal(String($0))?.rescaled(to: 7)
        }
        guard degrees.count == 2, let longitude = degrees[0], let latitude = degrees[1] else { return nil }
        return GeoPoint(latitudeUnits: latitude.unscaled, longitudeUnits: longitude.unscaled)
    }
}
