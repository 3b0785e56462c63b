import Model
import Testing

@Suite struct `An instant` {
    private static let extremes: [Int64] = [.min, .min + 1, -86_400_000_001, -1, 0, 1, .max - 1, .max]

    @Test(arguments: extremes)
    func `has a day, a time and a text, wherever it lies`(microseconds: Int64) {
        let instant = Instant(microseconds: microseconds)
        #expect((0..<86_400_000_000).contains(instant.timeOfDay))
        #expect(Int64(instant.date.daysSinceEpoch) <= microseconds / 86_400_000_000 + 1)
        #expect(!instant.description.isEmpty)
        #expect(Instant(instant.date) <= instant)
    }

    @Test func `falls on the day before where it is before midnight`() {
        #expect(Instant(microseconds: -1).date == CalendarDate(year: 1969, month: 12, day: 31))
        #expect(Instant(microseconds: 0).date == CalendarDate(year: 1970, month: 1, day: 1))
    }

    @Test(arguments: extremes, [Duration.seconds(Int64.max), .seconds(Int64.min), .seconds(1), .zero])
    func `moves to the end of what there is, and no further`(microseconds: Int64, duration: Duration) {
        let moved = Instant(microseconds: microseconds).adding(duration)
        #expect(duration < .zero ? moved.microseconds <= microseconds : moved.microseconds >= microseconds)
    }

    @Test func `is away from any other one by a length`() {
        let (first, last) = (Instant(microseconds: .min), Instant(microseconds: .max))
        #expect(last.since(first) == .microseconds(Int64.max) && first.since(last) == .microseconds(Int64.min))
    }

    @Test func `is in the calendar of the years 1 to 9999`() throws {
        #expect(try #require(Instant("0001-01-01T00:00:00Z")).isInCalendar)
        #expect(try #require(Instant("9999-12-31T23:59:59.999999Z")).isInCalendar)
        #expect(!Instant(microseconds: .min).isInCalendar && !Instant(microseconds: .max).isInCalendar)
    }

    @Test func `has days that can be counted on from without end`() {
        let day = CalendarDate(daysSinceEpoch: .max).adding(days: .max)
        #expect((1...7).contains(day.weekday) && (1...12).contains(day.components.month))
        #expect(CalendarDate(daysSinceEpoch: .min).adding(days: .min) < day)
    }
}
