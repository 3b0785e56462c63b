extension GeoPoint {
    /// Reads a place as people and maps write it: latitude first, in degrees, or in degrees, minutes and seconds.
    ///
    ///     GeoPoint(written: "51.5136, 7.4653")            // also 51,5136; 7,4653 and 51,5136 7,4653
    ///     GeoPoint(written: "51.5136° N 7.4653° E")       // O and W too; the letters tell which is which
    ///     GeoPoint(written: "51°30'49\"N 7°27'55\"E")
    ///     GeoPoint(written: "geo:51.5136,7.4653")         // RFC 5870
    public init?(written text: String) {
        var text = Substring(text.uppercased())
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        if text.hasPrefix("GEO:") { text = text.dropFirst(4).prefix { $0 != ";" && $0 != "?" } }
        if let point = GeoPoint(String(text)) {
            self = point
            return
        }
        guard let halves = Self.halves(of: text), let first = Angle(halves.0), let second = Angle(halves.1) else {
            return nil
        }
        switch (first.axis, second.axis) {
        case (.longitude, .latitude), (.longitude, nil), (nil, .latitude):
            guard first.axis == .longitude, second.axis == .latitude else { return nil }
            self.init(latitude: second.degrees, longitude: first.degrees)
        case (.latitude, .latitude), (.longitude, .longitude): return nil
        default: self.init(latitude: first.degrees, longitude: second.degrees)
        }
    }

    /// Where the one coordinate ends and the other begins.
    private static func halves(of text: Substring) -> (Substring, Substring)? {
        let bySemicolon = text.split(separator: ";", omittingEmptySubsequences: false)
        if bySemicolon.count == 2 { return (bySemicolon[0], bySemicolon[1]) }
        guard bySemicolon.count == 1 else { return nil }
        if let letter = text.dropFirst().firstIndex(where: \.isLetter), text.first?.isLetter != true {
            let next = text.index(after: letter)
            return (text[..<next], text[next...].drop { $0.isWhitespace || $0 == "," })
        }
        if text.first?.isLetter == true, let letter = text.dropFirst().firstIndex(where: \.isLetter) {
            return (text[..<letter], text[letter...])
        }
        // A comma with a blank behind it parts the two; one without may be a decimal comma.
        let byComma = text.replacing(", ", with: ";").split(separator: ";", omittingEmptySubsequences: false)
        if byComma.count == 2 { return (byComma[0], byComma[1]) }
        let byBlank = text.split(whereSeparator: \.isWhitespace)
        return byBlank.count == 2 ? (byBlank[0], byBlank[1]) : nil
    }

    /// One coordinate: degrees, and by its letter which of the two it is.
    private struct Angle {
        enum Axis { case latitude, longitude }

        let axis: Axis?
        let degrees: Double

        init?(_ text: Substring) {
            let letters = text.filter(\.isLetter)
            guard letters.count <= 1 else { return nil }
            let sign: Double
            switch letters.first {
            case nil: (axis, sign) = (nil, 1)
            case "N": (axis, sign) = (.latitude, 1)
            case "S": (axis, sign) = (.latitude, -1)
            case "E", "O": (axis, sign) = (.longitude, 1)
            case "W": (axis, sign) = (.longitude, -1)
            default: return nil
            }
            let parts = text.split { $0.isWhitespace || $0.isLetter || "°º'′’\"″”".contains($0) }
            guard (1...3).contains(parts.count) else { return nil }
            var (degrees, divisor, isNegative) = (0.0, 1.0, false)
            for (index, part) in parts.enumerated() {
                let written = String(part).replacing(",", with: ".").replacing("−", with: "-")
                guard let number = ExactDecimal(written), index == parts.count - 1 || number.scale == 0 else {
                    return nil
                }
                if index == 0 { isNegative = written.hasPrefix("-") }
                let value = abs(number.approximation)
                guard index == 0 || (value < 60 && number.unscaled >= 0) else { return nil }
                degrees += value / divisor
                divisor *= 60
            }
            guard axis == nil || !isNegative else { return nil }
            self.degrees = isNegative ? -degrees : degrees * sign
        }
    }
}
