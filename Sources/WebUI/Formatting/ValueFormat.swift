import Model

/// Writes numbers, dates and instants the way a language's readers expect, and nothing else.
///
///     ValueFormat(.german, zone: .utc).decimal(ExactDecimal("1234.5"), scale: 2)   // "1.234,50"
struct ValueFormat: Sendable {
    let language: Language
    /// The zone that instants are shown in.
    let zone: Zone

    init(_ language: Language, zone: Zone) {
        self.language = language
        self.zone = zone
    }

    var decimalMark: Character { language.primary == .german ? "," : "." }
    var groupMark: Character { language.primary == .german ? "." : "," }

    /// - Parameter isGrouped: whether thousands are parted; those of a year are not.
    func integer(_ value: Int64, isGrouped: Bool = true) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "−" : "") + (isGrouped ? grouped(digits) : digits)
    }

    /// - Parameter scale: digits after the mark; digits that would be lost are kept.
    func decimal(_ value: ExactDecimal, scale: Int) -> String {
        let (sign, whole, fraction) = parts(of: value, scale: scale)
        return (sign ? "−" : "") + grouped(whole) + (fraction.isEmpty ? "" : "\(decimalMark)\(fraction)")
    }

    /// `48 kB`, `2,4 MB`.
    func size(_ bytes: Int64) -> String { ByteCount(bytes).text[language] }

    /// The form that stands in a text field: no groups, a plain minus, the language's decimal mark.
    func editable(_ value: ExactDecimal, scale: Int) -> String {
        let (sign, whole, fraction) = parts(of: value, scale: scale)
        return (sign ? "-" : "") + whole + (fraction.isEmpty ? "" : "\(decimalMark)\(fraction)")
    }

    /// `22.11.2026` in German, `22 Nov 2026` in English: neither can be taken for another day.
    func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.components
        if language.primary == .german { return "\(twoDigits(day)).\(twoDigits(month)).\(year)" }
        return "\(day) \(Self.englishMonths[month - 1]) \(year)"
    }

    /// The day of an instant in the zone of this format.
    func day(of instant: Instant) -> CalendarDate { localTime(of: instant).date }

    /// Day and minute in the zone of this format.
    func instant(_ instant: Instant) -> String {
        let local = localTime(of: instant)
        return "\(date(local.date)), \(clock(local))"
    }

    /// `2026-11-22T09:30`, or `2026-11-22T09:30:15.250`: what a `datetime-local` field holds, which is milliseconds at most.
    func editable(_ instant: Instant) -> String {
        let local = localTime(of: instant)
        let time = TimeOfDay(milliseconds: local.timeOfDay / 1000).map { editable($0) } ?? clock(local)
        return "\(local.date)T\(time)"
    }

    /// Reads what a `datetime-local` field holds. A time that the zone shows twice is the first of
    /// the two; one that it skips is read with the offset before the gap.
    func instant(fromEditable text: String) -> Instant? {
        let normal = text.count == 16 ? "\(text):00Z" : "\(text)Z"
        guard let asIfUTC = Instant(normal) else { return nil }
        return zone.instant(of: LocalTime(asIfUTC.date, microsecondsOfDay: asIfUTC.timeOfDay))
    }

    private static let englishMonths = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// What the clocks of the zone show, as if they were those of UTC.
    private func localTime(of instant: Instant) -> Instant {
        Instant(microseconds: zone.local(instant).inUTC)
    }

    private func clock(_ local: Instant) -> String {
        let minutes = Int(local.timeOfDay / 60_000_000)
        return "\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
    }

    private func parts(of value: ExactDecimal, scale: Int) -> (negative: Bool, whole: String, fraction: String) {
        let shown = value.rescaled(to: scale) ?? value
        let pieces = ExactDecimal(unscaled: Int64(clamping: shown.unscaled.magnitude), scale: shown.scale).description
            .split(separator: ".")
        return (shown.unscaled < 0, String(pieces[0]), pieces.count > 1 ? String(pieces[1]) : "")
    }

    private func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(groupMark) }
            result.append(digit)
        }
        return result
    }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
