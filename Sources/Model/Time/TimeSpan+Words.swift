extension TimeSpan {
    /// As people say it: `30 days`, `1 h 30 min`; `30 Tage`, `1 Std. 30 Min.` in German.
    var words: LocalizedText {
        LocalizedText(
            text(days: ("day", "days"), hours: "h", minutes: "min", seconds: "s", mark: "."),
            german: text(days: ("Tag", "Tage"), hours: "Std.", minutes: "Min.", seconds: "Sek.", mark: ","))
    }

    private func text(
        days names: (one: String, several: String), hours: String, minutes: String, seconds: String, mark: String
    ) -> String {
        let length = Int64(self.milliseconds.magnitude)
        let days = length / TimeOfDay.millisecondsOfDay
        var parts = days > 0 ? ["\(days) \(days == 1 ? names.one : names.several)"] : []
        for (unit, size, name) in [(24, 3_600_000, hours), (60, 60_000, minutes)] as [(Int64, Int64, String)]
        where length / size % unit > 0 {
            parts.append("\(length / size % unit) \(name)")
        }
        if length % 60_000 > 0 {
            let fraction = length % 1000 > 0 ? mark + padded(Int(length % 1000), to: 3) : ""
            parts.append("\(length / 1000 % 60)\(fraction) \(seconds)")
        }
        return (self.milliseconds < 0 ? "−" : "") + (parts.isEmpty ? "0 \(minutes)" : parts.joined(separator: " "))
    }
}
