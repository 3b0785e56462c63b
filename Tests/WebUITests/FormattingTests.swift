import Foundation
import Model
import Testing

@testable import WebUI

@Suite struct `Numbers and dates for people` {
    let german = ValueFormat(.german, zone: .utc)
    let english = ValueFormat(.english, zone: .utc)

    @Test func `are written as the language's readers expect`() throws {
        let claim = try #require(ExactDecimal("1234.5"))
        #expect(german.decimal(claim, scale: 2) == "1.234,50")
        #expect(english.decimal(claim, scale: 2) == "1,234.50")
        #expect(german.editable(claim, scale: 2) == "1234,50")
        #expect(german.integer(-1_234_567) == "−1.234.567")
        let day = try #require(CalendarDate("2026-11-02"))
        #expect(german.date(day) == "02.11.2026")
        #expect(english.date(day) == "2 Nov 2026")
    }

    @Test(arguments: [
        ("1.234,50", "1234.50", "1234.50"), ("1,234.50", "1234.50", "1234.50"), ("12,5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5"), ("1.234", "1234", "1.234"), ("1,234", "1.234", "1234"), ("-3", "-3", "-3"),
        ("−1 000 000", "-1000000", "-1000000"), ("1.234.567,89", "1234567.89", "1234567.89"),
        ("0.500", "0.500", "0.500"),
    ])
    func `are read in either way of writing`(typed: String, inGerman: String, inEnglish: String) {
        #expect(DecimalInput(language: .german).read(typed)?.description == inGerman)
        #expect(DecimalInput(language: .english).read(typed)?.description == inEnglish)
    }

    @Test(arguments: ["", "-", "abc", "1,2,3", "1.23.456", "12..5", "1e5", "5.", ",5", "1.2,3.4", "٣"])
    func `that are none are refused`(typed: String) {
        #expect(DecimalInput(language: .german).read(typed) == nil)
        #expect(DecimalInput(language: .english).read(typed) == nil)
    }

    @Test func `keep their instant through a form, also across the change to summer time`() throws {
        let zone = try #require(Zone(named: "Europe/Berlin"))
        let format = ValueFormat(.german, zone: zone)
        for text in ["2026-01-15T09:30:00Z", "2026-07-15T22:30:00Z", "2026-03-29T01:30:00Z", "2026-10-25T02:30:00Z"] {
            let instant = try #require(Instant(text))
            #expect(format.instant(fromEditable: format.editable(instant)) == instant)
        }
        #expect(format.instant(try #require(Instant("2026-07-15T22:30:00Z"))) == "16.07.2026, 00:30")
        // Of the hour that comes twice the first one, west of Greenwich too.
        #expect(format.instant(fromEditable: "2026-10-25T02:30")?.description == "2026-10-25T00:30:00Z")
        let west = ValueFormat(.english, zone: try #require(Zone(named: "America/New_York")))
        #expect(west.instant(fromEditable: "2026-11-01T01:30")?.description == "2026-11-01T05:30:00Z")
        #expect(west.instant(fromEditable: "2026-11-01T02:30")?.description == "2026-11-01T07:30:00Z")
    }

    @Test(arguments: ["0001-01-01T00:00:00Z", "1890-07-01T12:00:00Z", "2150-07-15T22:30:00Z", "9999-12-31T23:59:59Z"])
    func `show the day that conditions and formulas tell, in all years`(text: String) throws {
        let zone = try #require(Zone(named: "Europe/Berlin"))
        let instant = try #require(Instant(text))
        #expect(ValueFormat(.german, zone: zone).day(of: instant) == zone.date(of: instant))
    }

    @Test func `days are read as date fields send them and as Germans type them`() {
        #expect(DateInput.read("2026-11-22") == DateInput.read("22.11.2026"))
        #expect(DateInput.read("31.02.2026") == nil)
        #expect(DateInput.read("22.11.26") == nil)
    }
}

@Suite struct `Form data` {
    @Test func `is read with blanks, signs and letters of any kind`() {
        let form = FormData(urlEncoded: "subject=a+b%26c&name=M%C3%BCller&empty=&broken=%zz")
        #expect(form["subject"] == "a b&c")
        #expect(form["name"] == "Müller")
        #expect(form.filled("empty") == nil)
        #expect(form["broken"] == "%zz")
        #expect(FormData(urlEncoded: form.urlEncoded)["subject"] == "a b&c")
    }
}

@Suite struct `Every text of the interface` {
    @Test func `exists in German`() {
        for (name, text) in InterfaceTexts.all { #expect(text.has(.german), "\(name)") }
    }

    @Test func `that a template asks for exists`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
            path: "../../Sources/WebUI/Templates")
        for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let template = try String(contentsOf: file, encoding: .utf8)
            for match in template.matches(of: /t\.([a-zA-Z]+)\}\}/) {
                #expect(InterfaceTexts.all[String(match.1)] != nil, "\(match.1) in \(file.lastPathComponent)")
            }
        }
    }
}
