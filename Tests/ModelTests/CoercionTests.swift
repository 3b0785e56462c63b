import Model
import Testing

@Suite struct `Coercing what a client sends` {
    private func code(_ type: AttributeType, _ value: DataValue, keeping current: AttributeValue = .null) -> String? {
        if case .failure(let problem) = type.coerce(value, of: "x", keeping: current) {
            #expect(problem.attribute == "x")
            #expect(problem.message.has(.german))
            return problem.code
        }
        return nil
    }

    private func value(_ type: AttributeType, _ value: DataValue) -> AttributeValue? {
        try? type.coerce(value).get()
    }

    @Test func `takes null and the empty text as no value for every type`() {
        let types: [AttributeType] = [
            .text(maximumLength: 3, isLong: false), .email, .phone, .url, .boolean, .date, .instant, .identifier,
            .integer(minimum: 1, maximum: nil), .decimal(scale: 2, minimum: nil, maximum: nil),
        ]
        for type in types {
            #expect(value(type, .null) == .null)
            #expect(value(type, .text("")) == .null)
        }
    }

    @Test func `counts the length of a text in Unicode scalars`() {
        let type = AttributeType.text(maximumLength: 3, isLong: false)
        #expect(value(type, .text("äöü")) == .text("äöü"))
        #expect(code(type, .text("äöüß")) == "KTR-R102")
        #expect(code(type, .integer(5)) == "KTR-R101")
        #expect(code(type, .text("a\nb")) == "KTR-R103")
    }

    @Test func `keeps line breaks and tabs in long texts and makes them uniform`() {
        let type = AttributeType.text(maximumLength: nil, isLong: true)
        #expect(value(type, .text("a\r\nb\tc")) == .text("a\nb\tc"))
        #expect(code(type, .text("a\u{0}b")) == "KTR-R103")
        #expect(code(type, .text("a\u{85}b")) == "KTR-R103")
    }

    @Test(arguments: ["a@b.de", "first.last+tag@sub.example.org", "jürgen@müller.de"])
    func `takes plausible e-mail addresses`(address: String) {
        #expect(value(.email, .text(" \(address) ")) == .text(address))
    }

    @Test(arguments: ["a", "a@b", "a@@b.de", "a b@c.de", ".a@b.de", "a@-b.de", "a@b..de", "<a@b.de>"])
    func `refuses implausible e-mail addresses`(address: String) {
        #expect(code(.email, .text(address)) == "KTR-R104")
    }

    @Test func `checks phone numbers and web addresses`() {
        #expect(value(.phone, .text("+49 (30) 123-45/67")) == .text("+49 (30) 123-45/67"))
        #expect(code(.phone, .text("12")) == "KTR-R105")
        #expect(code(.phone, .text("call me")) == "KTR-R105")
        #expect(value(.url, .text("https://example.org/a?b=c#d")) == .text("https://example.org/a?b=c#d"))
        for bad in ["javascript:alert(1)", "https://", "http://u:p@h/", "example.org", "https://a b"] {
            #expect(code(.url, .text(bad)) == "KTR-R106")
        }
    }

    @Test func `takes whole numbers in any form and holds their bounds`() {
        let type = AttributeType.integer(minimum: 0, maximum: 100)
        #expect(value(type, .text("42")) == .integer(42))
        #expect(value(type, .number(42)) == .integer(42))
        #expect(value(type, .decimal(ExactDecimal(unscaled: 420, scale: 1))) == .integer(42))
        #expect(code(type, .number(4.5)) == "KTR-R107")
        #expect(code(type, .text("4 2")) == "KTR-R107")
        #expect(code(type, .integer(-1)) == "KTR-R108")
        #expect(code(type, .integer(101)) == "KTR-R108")
    }

    @Test func `keeps decimals exact`() {
        let type = AttributeType.decimal(scale: 2, minimum: ExactDecimal(unscaled: 0), maximum: nil)
        #expect(value(type, .text("12.5")) == .decimal(ExactDecimal(unscaled: 1250, scale: 2)))
        #expect(value(type, .integer(7)) == .decimal(ExactDecimal(unscaled: 700, scale: 2)))
        #expect(value(type, .number(0.1 + 0.2)) == .decimal(ExactDecimal(unscaled: 30, scale: 2)))
        #expect(code(type, .number(0.125)) == "KTR-R110")
        #expect(code(type, .text("1.234")) == "KTR-R110")
        #expect(code(type, .text("1,50")) == "KTR-R109")
        #expect(code(type, .number(1e300)) == "KTR-R501")
        #expect(code(type, .integer(.min)) == "KTR-R109")
        #expect(code(type, .text("-0.01")) == "KTR-R108")
    }

    @Test(arguments: [1.0 / 300_000, 1e16, 0.1 + 0.2, 1e300, 3, -2.5e-7])
    func `gives JSON that reads back as the same value, whatever numbers a script puts into it`(number: Double) throws {
        guard case .json(let kept)? = value(.json, .list([.number(number)])) else {
            Issue.record("\(number) is refused")
            return
        }
        #expect(try DataValue(json: kept.jsonText) == kept)
    }

    @Test func `reads booleans, dates and instants`() {
        #expect(value(.boolean, .text("True")) == .boolean(true))
        #expect(code(.boolean, .integer(1)) == "KTR-R111")
        #expect(value(.date, .text("2026-02-28")) == .date(CalendarDate(daysSinceEpoch: 20_512)))
        #expect(code(.date, .text("2026-02-30")) == "KTR-R112")
        #expect(code(.date, .text("10/16/2014")) == "KTR-R112")
        #expect(value(.instant, .text("1970-01-01T01:00:00+01:00")) == .instant(Instant(microseconds: 0)))
        #expect(code(.instant, .text("2026-02-28")) == "KTR-R113")
    }

    @Test func `takes options by name and lets a retired one stay`() {
        let set = OptionSet(
            name: "channel",
            options: [.init(name: "web", label: "Web"), .init(name: "fax", label: "Fax", isRetired: true)])
        #expect(value(.choice(set), .text("web")) == .text("web"))
        #expect(code(.choice(set), .text("Web")) == "KTR-R114")
        #expect(code(.choice(set), .text("fax")) == "KTR-R115")
        #expect(code(.choice(set), .text("fax"), keeping: .text("fax")) == nil)
    }

    @Test func `reads ids, and gives every value back as data`() throws {
        let id = RecordID(milliseconds: 1, random: (2, 3))
        let type = AttributeType.lookup(target: "account", onDelete: .restrict)
        #expect(value(type, .text(id.description)) == .record(id))
        #expect(code(type, .text("4711")) == "KTR-R116")
        #expect(DataValue(.record(id)) == .text(id.description))
        let date = try #require(CalendarDate("2026-01-02"))
        #expect(DataValue(.date(date)) == .text("2026-01-02"))
    }
}
