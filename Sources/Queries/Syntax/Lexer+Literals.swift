import Model

extension Lexer {
    /// What a word in front of a quote makes of the text: `duration'PT1H'`, `geography'SRID=4326;Point(7.46 51.51)'` (OData
    /// 4.01 ABNF `duration`, `geographyPoint`). Nil for other words.
    static func literal(_ word: String, _ content: String) -> Result<AttributeValue, LiteralFault>? {
        switch word.lowercased() {
        case "duration":
            TimeSpan(content).map { .success(.duration($0)) } ?? .failure(.duration)
        case "geography":
            point(content).map { .success(.point($0)) } ?? .failure(.geography)
        default: nil
        }
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
                LocalizedText("'\(content)' is no duration", german: "„\(content)“ ist keine Dauer")
            case .geography:
                LocalizedText("'\(content)' is no place on the Earth", german: "„\(content)“ ist kein Ort auf der Erde")
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
