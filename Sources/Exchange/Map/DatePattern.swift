public import Model

/// The form in which a text writes dates or times of day: `M/D/YYYY`, `DD.MM.YYYY hh:mm`, `h.mm`.
///
/// `YYYY` or `YY` (a year from 1970 to 2069 unless another span is given), `M` or `MM`, `D` or `DD`, `h` or `hh`,
/// `m` or `mm`, `s` or `ss`; a single letter takes one or two digits. Anything else stands for itself.
public struct DatePattern: Sendable, Hashable {
    private enum Part: Sendable, Hashable {
        case year(digits: Int)
        case month(digits: Int)
        case day(digits: Int)
        case hour(digits: Int)
        case minute(digits: Int)
        case second(digits: Int)
        case literal(UInt8)
    }

    /// As it was written.
    public let text: String
    private let parts: [Part]
    /// The first of the hundred years that `YY` may mean.
    private let firstYear: Int

    /// Reads a pattern; nil when year, month and day are not all there exactly once.
    ///
    /// - Parameter firstYear: the first of the hundred years that `YY` may mean; 1970 as POSIX has it.
    public init?(_ text: String, firstYear: Int = 1970) {
        self.init(text, hasDate: true, firstYear: firstYear)
    }

    /// Whether it has a year of two digits.
    var hasShortYear: Bool { parts.contains(.year(digits: 2)) }

    /// Reads a pattern of times of day, `h.mm`; nil when it has no hour or speaks of days.
    public init?(time text: String) {
        self.init(text, hasDate: false, firstYear: 1970)
    }

    private init?(_ text: String, hasDate: Bool, firstYear: Int) {
        var parts: [Part] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            let length = bytes[index...].prefix { $0 == bytes[index] }.count
            switch (bytes[index], length) {
            case (UInt8(ascii: "Y"), 2), (UInt8(ascii: "Y"), 4): parts.append(.year(digits: length))
            case (UInt8(ascii: "M"), 1...2): parts.append(.month(digits: length))
            case (UInt8(ascii: "D"), 1...2): parts.append(.day(digits: length))
            case (UInt8(ascii: "h"), 1...2): parts.append(.hour(digits: length))
            case (UInt8(ascii: "m"), 1...2): parts.append(.minute(digits: length))
            case (UInt8(ascii: "s"), 1...2): parts.append(.second(digits: length))
            case (UInt8(ascii: "A")...UInt8(ascii: "Z"), _), (UInt8(ascii: "a")...UInt8(ascii: "z"), _):
                guard length == 1, bytes[index] == UInt8(ascii: "T") else { return nil }
                parts.append(.literal(bytes[index]))
            default: parts += Array(repeating: .literal(bytes[index]), count: length)
            }
            index += length
        }
        func count(_ isWanted: (Part) -> Bool) -> Int { parts.filter(isWanted).count }
        let wanted = hasDate ? 1 : 0
        guard count({ if case .year = $0 { true } else { false } }) == wanted,
            count({ if case .month = $0 { true } else { false } }) == wanted,
            count({ if case .day = $0 { true } else { false } }) == wanted,
            hasDate || count({ if case .hour = $0 { true } else { false } }) == 1
        else { return nil }
        self.text = text
        self.parts = parts
        self.firstYear = firstYear
    }

    /// The day and the seconds since midnight that a text names; nil when it is not of this form or no such day exists.
    public func read(_ text: String) -> (date: CalendarDate, secondsOfDay: Int64)? {
        parts(of: text).flatMap { parts in
            CalendarDate(year: parts.year, month: parts.month, day: parts.day).map { ($0, parts.secondsOfDay) }
        }
    }

    /// The seconds since midnight that a text names, for a pattern of times; nil when it is not of this form.
    public func readTime(_ text: String) -> Int64? { parts(of: text)?.secondsOfDay }

    private func parts(of text: String) -> (year: Int, month: Int, day: Int, secondsOfDay: Int64)? {
        var text = text
        return text.withUTF8 { bytes in
            var position = 0
            var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
            func number(_ digits: Int) -> Int? {
                // A single letter takes what is there, two letters exactly two digits.
                let most = digits == 1 ? 2 : digits
                var (value, count) = (0, 0)
                while count < most, position < bytes.count, (0x30...0x39).contains(bytes[position]) {
                    value = value * 10 + Int(bytes[position] - 0x30)
                    position += 1
                    count += 1
                }
                return count == 0 || (digits > 1 && count != digits) ? nil : value
            }
            for part in parts {
                switch part {
                case .literal(let byte):
                    guard position < bytes.count, bytes[position] == byte else { return nil }
                    position += 1
                case .year(let digits):
                    guard let value = number(digits) else { return nil }
                    year = digits == 4 ? value : firstYear + (value - firstYear % 100 + 100) % 100
                case .month(let digits):
                    guard let value = number(digits) else { return nil }
                    month = value
                case .day(let digits):
                    guard let value = number(digits) else { return nil }
                    day = value
                case .hour(let digits):
                    guard let value = number(digits), value < 24 else { return nil }
                    hour = value
                case .minute(let digits):
                    guard let value = number(digits), value < 60 else { return nil }
                    minute = value
                case .second(let digits):
                    guard let value = number(digits), value < 60 else { return nil }
                    second = value
                }
            }
            guard position == bytes.count else { return nil }
            return (year, month, day, Int64(hour * 3600 + minute * 60 + second))
        }
    }
}
