import Model
import Testing
import Workflows

@Suite struct `Working delays` {
    @Test(
        arguments: [
            // 2026-01-05 is a Monday.
            ("0 business days", "2026-01-08T15:00:00Z", "2026-01-08T15:00:00Z"),
            ("1 business day", "2026-01-05T09:00:00Z", "2026-01-06T09:00:00Z"),
            ("2 business days", "2026-01-08T15:00:00Z", "2026-01-12T15:00:00Z"),
            ("1 business day", "2026-01-09T23:59:59Z", "2026-01-12T23:59:59Z"),
            ("5 business days", "2026-01-07T08:00:00Z", "2026-01-14T08:00:00Z"),
            ("6 business days", "2026-01-09T08:00:00Z", "2026-01-19T08:00:00Z"),
            ("10 business days", "2026-01-05T08:00:00Z", "2026-01-19T08:00:00Z"),
            ("1 business day", "2026-01-10T12:00:00Z", "2026-01-13T00:00:00Z"),
            ("0 business days", "2026-01-11T12:00:00Z", "2026-01-12T00:00:00Z"),
            ("2 business days", "2026-12-31T10:00:00Z", "2027-01-04T10:00:00Z"),
            ("2 business days", "2024-02-28T10:00:00Z", "2024-03-01T10:00:00Z"),
            ("1 second", "2026-01-05T09:00:00Z", "2026-01-05T09:00:01Z"),
            ("90 seconds", "2026-01-05T09:00:00Z", "2026-01-05T09:01:30Z"),
            ("30 minutes", "2026-01-05T23:45:00Z", "2026-01-06T00:15:00Z"),
            ("4 hours", "2026-01-05T09:00:00Z", "2026-01-05T13:00:00Z"),
            ("1 day", "2026-01-09T09:00:00Z", "2026-01-10T09:00:00Z"),
            ("2 weeks", "2026-01-05T09:00:00Z", "2026-01-19T09:00:00Z"),
        ])
    func `end when the calendar says`(text: String, start: String, due: String) throws {
        let delay = try #require(WorkingDelay(text))
        #expect(delay.due(after: try #require(Instant(start)), in: .utc) == Instant(due))
    }

    @Test func `of any number of business days agree with counting them one by one`() throws {
        for offset in 0..<7 {
            let start = Instant(CalendarDate(daysSinceEpoch: 20_458 + offset), microsecondsOfDay: 3_600_000_000)
            var date = start.date
            let isWeekend = date.weekday > 5
            while date.weekday > 5 { date = date.adding(days: 1) }
            for count in 0..<60 {
                let delay = try #require(WorkingDelay("\(count) business days"))
                #expect(
                    delay.due(after: start, in: .utc)
                        == Instant(date, microsecondsOfDay: isWeekend ? 0 : start.timeOfDay))
                repeat { date = date.adding(days: 1) } while date.weekday > 5
            }
        }
    }

    @Test(
        arguments: [
            // The clocks are put forward in the night to Sunday, 28 March 2027, and back on 31 October.
            ("2 business days", "2027-03-26T08:00:00Z", "2027-03-30T07:00:00Z"),
            ("1 business day", "2027-10-29T07:00:00Z", "2027-11-01T08:00:00Z"),
            ("1 day", "2027-03-27T08:00:00Z", "2027-03-28T08:00:00Z"),
            // Saturday 00:30 in Berlin, which is Friday in UTC.
            ("1 business day", "2027-03-26T23:30:00Z", "2027-03-29T22:00:00Z"),
            // Sunday 23:30 in UTC is Monday in Berlin.
            ("1 business day", "2027-01-10T23:30:00Z", "2027-01-11T23:30:00Z"),
        ])
    func `keep the time that the clocks show`(text: String, start: String, due: String) throws {
        let (delay, berlin) = (try #require(WorkingDelay(text)), try #require(Zone(named: "Europe/Berlin")))
        #expect(delay.due(after: try #require(Instant(start)), in: berlin) == Instant(due))
    }

    @Test(
        arguments: [
            "", "2", "days", "two days", "2 fortnights", "-1 days", "1.5 days", "2business days", "100001 days",
            "99999999999999999999 days", "2 Business Days", "2 business", "1 month",
        ])
    func `are nothing else`(text: String) {
        #expect(WorkingDelay(text) == nil)
    }
}
