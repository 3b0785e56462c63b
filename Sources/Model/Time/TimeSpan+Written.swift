extension TimeSpan {
    /// Reads a length of time as people write it in English or German, or as ISO 8601 does.
    ///
    ///     TimeSpan(written: "1:30")              // an hour and a half; 1:30:15 has seconds too
    ///     TimeSpan(written: "1 h 30 min")
    ///     TimeSpan(written: "2 Tage 3,5 Std.")
    ///     TimeSpan(written: "PT1H30M")
    ///
    /// A number alone is none: nobody could say of what.
    public init?(written text: String) {
        let words = text.lowercased()
        var rest = Substring(words.replacing("−", with: "-")).drop(while: \.isWhitespace)
        let isNegative = rest.first == "-"
        if isNegative { rest = rest.dropFirst().drop(while: \.isWhitespace) }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        let length =
            if rest.first == "p" {
                TimeSpan(rest.uppercased().replacing(",", with: "."))?.milliseconds
            } else if rest.contains(":") {
                Self.clock(rest)
            } else {
                Self.units(rest)
            }
        guard let length else { return nil }
        self.init(milliseconds: isNegative ? -length : length)
    }

    /// `1:30`, `1:30:15`, `0:00:01.5`: hours, minutes, seconds.
    private static func clock(_ text: Substring) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts[1].utf8.count == 2, let hours = number(parts[0])?.rescaled(to: 0),
            let minutes = number(parts[1])?.rescaled(to: 0), minutes.unscaled < 60
        else { return nil }
        var seconds: Int64 = 0
        if parts.count == 3 {
            guard parts[2].prefix(while: \.isNumber).utf8.count == 2, let written = number(parts[2])?.rescaled(to: 3),
                written.unscaled < 60_000
            else { return nil }
            seconds = written.unscaled
        }
        let (whole, overflow) = hours.unscaled.multipliedReportingOverflow(by: 3_600_000)
        guard !overflow, whole <= largest else { return nil }
        return whole + minutes.unscaled * 60_000 + seconds
    }

    /// Numbers with their units, none twice.
    private static func units(_ text: Substring) -> Int64? {
        var rest = text
        var (total, seen): (Int64, Set<Int64>) = (0, [])
        while !rest.isEmpty {
            let digits = rest.prefix { ($0.isASCII && $0.isNumber) || $0 == "." || $0 == "," }
            rest = rest.dropFirst(digits.count).drop(while: \.isWhitespace)
            let word = rest.prefix(while: \.isLetter)
            rest = rest.dropFirst(word.count)
            if rest.first == "." { rest = rest.dropFirst() }
            rest = rest.drop { $0.isWhitespace || $0 == "," }
            for joint in ["and ", "und "] where rest.hasPrefix(joint) {
                rest = rest.dropFirst(joint.count).drop(while: \.isWhitespace)
            }
            guard let unit = unitLengths[String(word)], seen.insert(unit).inserted, let number = number(digits),
                let length = length(number, of: unit)
            else { return nil }
            total += length
        }
        return seen.isEmpty ? nil : total
    }

    /// A number times a unit, exactly; nil where it is no whole number of milliseconds or longer than any span.
    private static func length(_ number: ExactDecimal, of unit: Int64) -> Int64? {
        let product = Int128(number.unscaled) * Int128(unit)
        let divisor = (0..<number.scale).reduce(Int128(1)) { power, _ in power * 10 }
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        guard remainder == 0, quotient <= Int128(largest) else { return nil }
        return Int64(quotient)
    }

    private static func number(_ text: Substring) -> ExactDecimal? {
        guard let first = text.first, first.isNumber, let last = text.last, last.isNumber else { return nil }
        return ExactDecimal(String(text).replacing(",", with: "."))
    }

    private static let unitLengths: [String: Int64] = {
        let units: [(length: Int64, words: String)] = [
            (TimeOfDay.millisecondsOfDay, "d day days t tag tage tagen"),
            (3_600_000, "h hr hrs hour hours std stunde stunden"),
            (60_000, "m min mins minute minutes minuten"),
            (1000, "s sec secs second seconds sek sekunde sekunden"),
            (1, "ms millisecond milliseconds millisekunde millisekunden"),
        ]
        var result: [String: Int64] = [:]
        for (length, words) in units { for word in words.split(separator: " ") { result[String(word)] = length } }
        return result
    }()
}
