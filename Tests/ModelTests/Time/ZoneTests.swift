import Model
import Testing

@Suite struct `A time zone` {
    private let berlin: Zone

    init() throws { berlin = try #require(Zone(named: "Europe/Berlin")) }

    @Test(
        arguments: [
            ("2026-12-31T22:59:59Z", "2026-12-31"), ("2026-12-31T23:00:00Z", "2027-01-01"),
            ("2026-06-30T22:00:00Z", "2026-07-01"), ("1969-12-31T23:30:00Z", "1970-01-01"),
        ])
    func `tells the day of an instant`(instant: String, day: String) throws {
        #expect(berlin.date(of: try #require(Instant(instant))).description == day)
    }

    @Test func `has a day and an instant for everything`() throws {
        for name in ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
            let zone = try #require(Zone(named: name))
            for microseconds in [Int64.min, .min + 1, -1, 0, 1, .max - 1, .max] {
                let day = zone.date(of: Instant(microseconds: microseconds))
                #expect(CalendarDate(day.description) == day)
            }
            for day in [CalendarDate(year: 1, month: 1, day: 1), CalendarDate(year: 9999, month: 12, day: 31)] {
                #expect(try zone.local(zone.instant(of: LocalTime(#require(day)))).date == day)
            }
        }
    }

    @Test func `moves a time that the clocks skip on by what they skip`() throws {
        let night = LocalTime(try #require(CalendarDate("2027-03-28")), microsecondsOfDay: 9_000_000_000)
        guard case .skipped(let forward, let back) = berlin.reading(night) else {
            Issue.record("half past two was there")
            return
        }
        #expect(forward == Instant("2027-03-28T01:30:00Z"))
        #expect(back == Instant("2027-03-28T00:30:00Z"))
        #expect(berlin.instant(of: night) == forward)
    }

    @Test func `takes the first of a time that the clocks show twice`() throws {
        let night = LocalTime(try #require(CalendarDate("2026-10-25")), microsecondsOfDay: 9_000_000_000)
        let (first, second) = (Instant("2026-10-25T00:30:00Z"), Instant("2026-10-25T01:30:00Z"))
        #expect(try berlin.reading(night) == .twice(first: #require(first), second: #require(second)))
        #expect(berlin.instant(of: night) == first)
    }

    @Test func `finds back what it shows`() throws {
        for name in ["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata"] {
            let zone = try #require(Zone(named: name))
            for hour in stride(from: Int64(0), to: 24 * 800, by: 7) {
                let instant = Instant(microseconds: 1_300_000_000_000_000 + hour * 3_600_000_000)
                switch zone.reading(zone.local(instant)) {
                case .once(let found): #expect(found == instant)
                case .twice(let first, let second): #expect(first == instant || second == instant)
                case .skipped: Issue.record("\(name) skips \(instant)")
                }
            }
        }
    }

    @Test func `without a name of the time zone database is none`() {
        #expect(Zone(named: "Europe/Berlim") == nil)
    }
}
