import Model
import Testing

@Suite struct `Writing JSON` {
    @Test(arguments: [
        (DataValue.decimal(ExactDecimal(unscaled: 1250, scale: 2)), "12.5"),
        (.decimal(ExactDecimal(unscaled: -1200, scale: 2)), "-12.0"), (.decimal(ExactDecimal(unscaled: 7)), "7.0"),
        (.decimal(ExactDecimal(unscaled: 5, scale: 3)), "0.005"),
        (.decimal(ExactDecimal(unscaled: 0, scale: 4)), "0.0"),
        (.integer(.min), "-9223372036854775808"), (.number(0.5), "0.5e0"), (.number(1e300), "1e+300"),
        (.text("a\"\\\u{1}\u{7f}\n/ä😀"), #""a\"\\\u0001"# + "\u{7f}" + #"\n/ä😀""#),
        (.object(["b": .list([.null, .boolean(true)]), "a": .object([])]), #"{"b":[null,true],"a":{}}"#),
    ])
    func `gives the canonical form`(value: DataValue, text: String) {
        #expect(value.jsonText == text)
    }

    @Test(arguments: [
        DataValue.number(0.1 + 0.2), .number(3), .number(-0.0), .number(.leastNonzeroMagnitude), .number(1.0 / 3),
        .number(.greatestFiniteMagnitude), .integer(3),
        .decimal(ExactDecimal(unscaled: 3)), .decimal(ExactDecimal(unscaled: 999_999_999_999_999_999, scale: 18)),
        .text("\u{0}\u{2028}"), .list([]), .object(["": .null]),
    ])
    func `reads back from our own store as the same value`(value: DataValue) throws {
        #expect(try DataValue(storedJSON: value.jsonText) == value)
    }

    @Test func `writes the values of attributes as their text forms`() throws {
        let id = try #require(RecordID("0190f3c2-7d1e-7abc-8def-0123456789ab"))
        let instant = try #require(Instant("2026-11-22T09:05:07.120Z"))
        let date = try #require(CalendarDate("0912-02-03"))
        var writer = JSONWriter()
        writer.beginList()
        for value: AttributeValue in [
            .record(id), .instant(instant), .instant(Instant(microseconds: -1)), .date(date),
            .decimal(ExactDecimal(unscaled: -5, scale: 2)), .null,
        ] {
            writer.value(value)
        }
        writer.endList()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == "[\"\(id)\",\"2026-11-22T09:05:07.120Z\",\"1969-12-31T23:59:59.999999Z\",\"0912-02-03\",-0.05,null]")
    }
}
