extension TimeOfDay {
    /// Reads a time of day as people write it in English or German.
    ///
    ///     TimeOfDay(written: "9:30")       // 09:30; also 9.30, 9:30 Uhr, 9.30 Uhr
    ///     TimeOfDay(written: "9 Uhr")      // 09:00
    ///     TimeOfDay(written: "9:30 pm")    // 21:30
    ///
    /// An hour alone needs a word behind it that makes it one.
    public init?(written text: String) {
        var rest = text.lowercased().filter { !$0.isWhitespace }
        var half: Int64?
        var isNamed = false
        for (word, added) in [("a.m.", Int64(0)), ("p.m.", 12), ("am", 0), ("pm", 12)] where half == nil {
            guard rest.hasSuffix(word) else { continue }
            rest.removeLast(word.count)
            half = added
            isNamed = true
        }
        if half == nil, rest.hasSuffix("uhr") {
            rest.removeLast(3)
            isNamed = true
        }
        // 9.30 is a time to German readers; the point before a fraction stands behind the seconds.
        if !rest.contains(":"), rest.count(where: { $0 == "." }) == 1 { rest = rest.replacing(".", with: ":") }
        if isNamed, rest.allSatisfy(\.isNumber) { rest += ":00" }
        if rest.prefix(while: { $0 != ":" }).count == 1 { rest = "0" + rest }
        guard let time = TimeOfDay(rest.replacing(",", with: ".")) else { return nil }
        guard let half else {
            self = time
            return
        }
        let hour = time.milliseconds / 3_600_000
        guard (1...12).contains(hour) else { return nil }
        self.init(milliseconds: (hour % 12 + half) * 3_600_000 + time.milliseconds % 3_600_000)
    }
}
