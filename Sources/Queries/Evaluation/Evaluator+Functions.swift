import Model

extension Evaluator {
    /// A function of null is null.
    func call(_ function: Function, _ operands: [QueryExpression]) -> AttributeValue {
        let values = operands.map(value)
        switch (function, values.first ?? .null, values.dropFirst().first ?? .null) {
        case (.contains, .text(let text), .text(let part)):
            return .boolean(offset(of: part, in: text) != nil)
        case (.startswith, .text(let text), .text(let part)): return .boolean(text.utf8.starts(with: part.utf8))
        case (.endswith, .text(let text), .text(let part)):
            return .boolean(text.utf8.reversed().starts(with: part.utf8.reversed()))
        case (.tolower, .text(let text), _): return .text(text.lowercased())
        case (.fold, .text(let text), _): return .text(FoldedText.of(text))
        case (.toupper, .text(let text), _): return .text(text.uppercased())
        case (.trim, .text(let text), _): return .text(trimmed(text))
        case (.length, .text(let text), _): return .integer(Int64(text.unicodeScalars.count))
        case (.concat, .text, _): return joined(values)
        case (.indexof, .text(let text), .text(let part)):
            return .integer(Int64(offset(of: part, in: text) ?? -1))
        case (.substring, .text(let text), .integer(let start)):
            guard values.count == 3 else { return .text(substring(text, from: start, length: nil)) }
            guard case .integer(let length) = values[2] else { return .null }
            return .text(substring(text, from: start, length: length))
        case (.year, .date(let date), _): return .integer(Int64(date.components.year))
        case (.month, .date(let date), _): return .integer(Int64(date.components.month))
        case (.day, .date(let date), _): return .integer(Int64(date.components.day))
        case (.hour, .instant(let instant), _): return .integer(timeOfDay(instant) / 3_600_000_000)
        case (.minute, .instant(let instant), _): return .integer(timeOfDay(instant) / 60_000_000 % 60)
        case (.second, .instant(let instant), _): return .integer(timeOfDay(instant) / 1_000_000 % 60)
        case (.hour, .time(let time), _): return .integer(time.milliseconds / 3_600_000)
        case (.minute, .time(let time), _): return .integer(time.milliseconds / 60_000 % 60)
        case (.second, .time(let time), _): return .integer(time.milliseconds / 1000 % 60)
        case (.date, .instant(let instant), _): return .date(context.zone.date(of: instant))
        case (.time, .instant(let instant), _):
            return TimeOfDay(milliseconds: timeOfDay(instant) / 1000).map { .time($0) } ?? .null
        case (.totalseconds, .duration(let span), _): return .integer(span.milliseconds)
        case (.distance, .point(let one), .point(let other)): return .integer(one.millimetres(to: other))
        case (.shift, let moment, .duration(let span)): return shifted(moment, by: span)
        case (.elapse, let later, let earlier): return elapsed(later, earlier)
        case (.includes, .names(let names), _):
            return .boolean(
                values.dropFirst().contains { if case .text(let name) = $0 { names.contains(name) } else { false } })
        case (.includes, .text(let configuration), _):
            let active = configuration.split(separator: " ")
            return .boolean(
                values.dropFirst().contains {
                    if case .text(let id) = $0 { active.contains(Substring(id)) } else { false }
                })
        case (.includes, _, _): return .boolean(false)
        case (.days, .date(let later), .date(let earlier)):
            return .integer(Int64(later.daysSinceEpoch - earlier.daysSinceEpoch))
        case (.months, .date(let later), .date(let earlier)): return .integer(months(later, earlier))
        case (.years, .date(let later), .date(let earlier)): return .integer(months(later, earlier) / 12)
        case (.weekday, .date(let date), _): return .integer(Int64(date.weekday))
        case (.coalesce, _, _): return values.first { !$0.isNull } ?? .null
        case (.min, _, _), (.max, _, _): return extremum(of: values, greatest: function == .max)
        case (.abs, .integer(let value), _): return value == .min ? .null : .integer(abs(value))
        case (.text, .integer(let value), _):
            return .text(ExactDecimal(unscaled: value, scale: operands[0].type.scale ?? 0).description)
        case (.text, .date(let date), _): return .text(date.description)
        case (.text, .text, _): return values[0]
        case (.adddays, .date(let date), .integer(let days)):
            return date.later(days: days).map { .date($0) } ?? .null
        case (.adddays, .instant(let instant), .integer(let days)):
            return instant.later(days: days).map { .instant($0) } ?? .null
        case (.addmonths, .date(let date), .integer(let months)):
            return date.later(months: months).map { .date($0) } ?? .null
        default: return .null
        }
    }

    /// Microseconds since midnight by the clocks of the installation.
    private func timeOfDay(_ instant: Instant) -> Int64 { context.zone.local(instant).microsecondsOfDay }

    private func joined(_ values: [AttributeValue]) -> AttributeValue {
        var result = ""
        for value in values {
            guard case .text(let text) = value else { return .null }
            result += text
        }
        return .text(result)
    }

    private func extremum(of values: [AttributeValue], greatest: Bool) -> AttributeValue {
        var result = values[0]
        for value in values {
            switch ValueOrder(value, result) {
            case .none: return .null
            case .after where greatest, .before where !greatest: result = value
            default: break
            }
        }
        return result
    }

    /// Whole months between two days: a month is over when its day of the month is reached.
    private func months(_ later: CalendarDate, _ earlier: CalendarDate) -> Int64 {
        let (one, other) = (later.components, earlier.components)
        let months = (one.year - other.year) * 12 + one.month - other.month
        if months > 0, one.day < other.day { return Int64(months - 1) }
        if months < 0, one.day > other.day { return Int64(months + 1) }
        return Int64(months)
    }

    /// Where a text first occurs in another, in code points.
    private func offset(of part: String, in text: String) -> Int? {
        let (needle, hay) = (Array(part.unicodeScalars), Array(text.unicodeScalars))
        guard needle.count <= hay.count else { return nil }
        return (0...hay.count - needle.count).first { hay[$0..<$0 + needle.count].elementsEqual(needle) }
    }

    private func substring(_ text: String, from start: Int64, length: Int64?) -> String {
        let skipped = Int(min(max(start, 0), substringLimit))
        let count = Int(min(max(length ?? substringLimit, 0), substringLimit))
        return String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(skipped).prefix(count)))
    }

    private func trimmed(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        guard let first = scalars.firstIndex(where: { !trimmedScalars.contains($0) }),
            let last = scalars.lastIndex(where: { !trimmedScalars.contains($0) })
        else { return "" }
        return String(String.UnicodeScalarView(scalars[first...last]))
    }
}

/// What `trim` takes away at both ends: space, tab, line feed, vertical tab, form feed, carriage return.
let trimmedScalars: [Unicode.Scalar] = [" ", "\t", "\n", "\u{B}", "\u{C}", "\r"]

/// Starts and lengths beyond this are as good as it: no text is longer.
let substringLimit: Int64 = 1_000_000_000
