/// What times of day and durations accept.
enum TimeRules {
    static func time(
        _ value: DataValue, _ minimum: TimeOfDay?, _ maximum: TimeOfDay?
    ) throws(Refusal.Problem) -> AttributeValue {
        guard case .text(let text) = value, let time = TimeOfDay(text) else {
            throw Refusal.Problem(
                "KTR-R117",
                LocalizedText("\(value.shown) is not a time of day", german: "\(value.shown) ist keine Uhrzeit"),
                hint: LocalizedText(
                    "write it as hours and minutes, for example 09:30",
                    german: "als Stunden und Minuten angeben, zum Beispiel 09:30"))
        }
        if let minimum, time < minimum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(time.shortText) is before \(minimum.shortText)",
                    german: "\(time.shortText) liegt vor \(minimum.shortText)"))
        }
        if let maximum, time > maximum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(time.shortText) is after \(maximum.shortText)",
                    german: "\(time.shortText) liegt nach \(maximum.shortText)"))
        }
        return .time(time)
    }

    /// A number is a count of seconds, which is what scripts compute with.
    static func duration(
        _ value: DataValue, _ minimum: TimeSpan?, _ maximum: TimeSpan?
    ) throws(Refusal.Problem) -> AttributeValue {
        let span: TimeSpan? =
            switch value {
            case .text(let text): TimeSpan(text)
            case .integer(let seconds): milliseconds(ExactDecimal(unscaled: seconds))
            case .decimal(let seconds): milliseconds(seconds)
            case .number(let seconds):
                seconds.isFinite && seconds.magnitude < 1e13
                    ? TimeSpan(milliseconds: Int64((seconds * 1000).rounded())) : nil
            default: nil
            }
        guard let span else {
            throw Refusal.Problem(
                "KTR-R118",
                LocalizedText("\(value.shown) is not a duration", german: "\(value.shown) ist keine Dauer"),
                hint: LocalizedText(
                    "write an ISO 8601 duration, for example PT1H30M, or a number of seconds",
                    german: "nach ISO 8601 angeben, zum Beispiel PT1H30M, oder als Zahl der Sekunden"))
        }
        if let minimum, span < minimum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(span.words.english) is less than \(minimum.words.english)",
                    german: "\(span.words[.german]) ist kleiner als \(minimum.words[.german])"))
        }
        if let maximum, span > maximum {
            throw Refusal.Problem(
                "KTR-R108",
                LocalizedText(
                    "\(span.words.english) is more than \(maximum.words.english)",
                    german: "\(span.words[.german]) ist größer als \(maximum.words[.german])"))
        }
        return .duration(span)
    }

    private static func milliseconds(_ seconds: ExactDecimal) -> TimeSpan? {
        seconds.rescaled(to: 3).flatMap { TimeSpan(milliseconds: $0.unscaled) }
    }
}
