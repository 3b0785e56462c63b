import Model

extension ValueFormat {
    /// `09:30`; with seconds only where there are any.
    func time(_ time: TimeOfDay) -> String {
        let milliseconds = time.milliseconds
        let minutes = Int(milliseconds / 60_000)
        let clock = "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
        guard milliseconds % 60_000 != 0 else { return clock }
        return "\(clock):\(twoDigits(Int(milliseconds / 1000 % 60)))" + fraction(milliseconds % 1000)
    }

    /// What a `time` field holds: `09:30`, or `09:30:15.250`.
    func editable(_ time: TimeOfDay) -> String {
        time.milliseconds % 60_000 == 0 ? String(time.description.prefix(5)) : time.description
    }

    /// `1 Std. 30 Min.` in German, `1 h 30 min` in English; days from 24 hours on.
    func duration(_ span: TimeSpan) -> String {
        let length = Int64(span.milliseconds.magnitude)
        let isGerman = language.primary == .german
        let days = length / TimeOfDay.millisecondsOfDay
        let (hours, minutes) = (length / 3_600_000 % 24, length / 60_000 % 60)
        let (seconds, milliseconds) = (length / 1000 % 60, length % 1000)
        var parts: [String] = []
        if days > 0 {
            let word = isGerman ? (days == 1 ? "Tag" : "Tage") : (days == 1 ? "day" : "days")
            parts.append("\(integer(days)) \(word)")
        }
        if hours > 0 { parts.append("\(hours) " + (isGerman ? "Std." : "h")) }
        if minutes > 0 || length == 0 { parts.append("\(minutes) " + (isGerman ? "Min." : "min")) }
        if seconds > 0 || milliseconds > 0 {
            parts.append("\(seconds)\(fraction(milliseconds)) " + (isGerman ? "Sek." : "s"))
        }
        return (span.milliseconds < 0 ? "−" : "") + parts.joined(separator: " ")
    }

    /// What a field holds and ``TimeSpan/init(written:)`` reads: `1:30`, `26:00:15`.
    func editable(_ span: TimeSpan) -> String {
        let length = Int64(span.milliseconds.magnitude)
        let minutes = length / 60_000
        var text = "\(span.milliseconds < 0 ? "-" : "")\(minutes / 60):\(twoDigits(Int(minutes % 60)))"
        if length % 60_000 != 0 {
            text += ":\(twoDigits(Int(length / 1000 % 60)))" + fraction(length % 1000)
        }
        return text
    }

    private func fraction(_ milliseconds: Int64) -> String {
        guard milliseconds > 0 else { return "" }
        var digits = String(String(milliseconds + 1000).dropFirst())
        while digits.hasSuffix("0") { digits.removeLast() }
        return "\(decimalMark)\(digits)"
    }
}
