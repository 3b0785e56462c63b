import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import TestSupport
import Testing

@testable import WebUI

@Suite struct `A form writes back only what its user changed` {
    private static let berlin = Zone(named: "Europe/Berlin") ?? .utc

    /// A record with a value of every kind, each of which a field shows with less than it is, or as another text.
    private func full(_ office: Office) async throws -> RecordID {
        try await office.make(
            "entry",
            [
                "name": "gate", "key": "A-17", "csrf": "C-1", "view": "V-1", "sort": "S-1", "back": "B-1",
                "body": .text("first\nsecond\n\n" + String(repeating: "wort ", count: 500)),
                "seen_at": "2026-10-25T00:30:15.250125Z", "made_at": "2026-07-01T09:30:15.250Z", "due": "2026-02-28",
                "opens_at": "09:30:15.250", "spent": "PT26H15.25S", "place": "-0.5, 170.1234567",
                "extra": .object(["b": .list([.integer(1)]), "a": .text("x\ny")]), "level": .integer(2023),
                "share": .decimal(ExactDecimal(unscaled: 12_500, scale: 4)), "fee": .integer(1500),
                "fee_currency": "USD",
                "tip": .decimal(ExactDecimal(unscaled: 5, scale: 1)), "sure": .boolean(true),
                "tags": .list(["o500", "o1", "o250"]), "kind": "o77", "mail": "Ann.O'Neil@example.org",
                "phone": "+49 (0)30 1234567", "web": "https://example.org/a?b=c&d=1", "code": "123", "number": " 7",
            ])
    }

    @Test(arguments: [Language.german, .english])
    func `of every kind of attribute`(language: Language) async throws {
        try await Office.open(.register, roles: ["keeper"], language: language, zone: Self.berlin) { office in
            let firm = try await office.make("firm", ["name": "Acme"])
            let id = try await full(office)
            try await office.change("entry", id, ["firm": .text(firm.description)])
            let before = try office.records.read("entry", id, as: .system)
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit("/records/entries/\(id)/edit", ["apartment": "77b"])
            #expect(answer.status == .seeOther, "\(answer.text)")
            let after = try office.records.read("entry", id, as: .system)
            for (attribute, value) in zip(before.type.attributes, before.values)
            where before.type.declaredPositions.contains(before.type.position(of: attribute.name) ?? 0) {
                let expected = attribute.name == "apartment" ? .text("77b") : value
                #expect(after[attribute.name] == expected, "\(attribute.name)")
            }
            let history = try office.records.history(of: "entry", id, as: .system)
            #expect(history.first?.changes.map(\.attribute.name) == ["apartment"])
        }
    }

    @Test func `and nothing at all where nothing was changed`() async throws {
        try await Office.open(.register, roles: ["keeper"], zone: Self.berlin) { office in
            let id = try await full(office)
            let reader = try await Reader.signedIn(office)
            #expect(try await reader.edit("/records/entries/\(id)/edit", [:]).status == .seeOther)
            #expect(try office.records.read("entry", id, as: .system).revision == 1)
        }
    }

    @Test func `in fields of their own, which no attribute's name can meet`() async throws {
        let own = [
            OwnField.token, OwnField.key, OwnField.revision, OwnField.back, OwnField.opener, OwnField.language,
            OwnField.switchTo, OwnField.definitions, OwnField.held,
        ]
        for name in own { #expect(name.hasPrefix(".") && FieldName.attribute(of: name) == nil) }
        #expect(FieldName.attribute(of: "key") == "key" && FieldName.attribute(of: "firm.name") == "firm")
    }

    @Test func `a time that the clocks leave out is refused, one that comes twice is the first`() async throws {
        try await Office.open(.register, roles: ["keeper"], zone: Self.berlin) { office in
            let reader = try await Reader.signedIn(office)
            let refused = try await reader.edit(
                "/records/entries/new", ["name": "x", "seen_at": "2027-03-28T02:30"])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("That time does not exist on that day"))
            #expect(refused.text.contains(#"value="2027-03-28T02:30""#))
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(false)])
            let answer = try await reader.edit("/records/entries/\(id)/edit", ["seen_at": "2026-10-25T02:30"])
            #expect(answer.status == .seeOther)
            let stored = try office.records.read("entry", id, as: .system)["seen_at"].displayText
            #expect(stored == "2026-10-25T00:30:00Z")
        }
    }

    @Test func `an unset yes or no can become no, and stays unset otherwise`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true)])
            let reader = try await Reader.signedIn(office)
            _ = try await reader.edit("/records/entries/\(id)/edit", ["name": "y"])
            #expect(try office.records.read("entry", id, as: .system)["active"] == .null)
            for (answer, stored) in [
                ("false", AttributeValue.boolean(false)), ("true", .boolean(true)), ("", .null),
            ] {
                _ = try await reader.edit("/records/entries/\(id)/edit", ["active": answer])
                #expect(try office.records.read("entry", id, as: .system)["active"] == stored)
            }
        }
    }

    @Test func `a value that a new record begins with can be taken out`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let reader = try await Reader.signedIn(office)
            for (level, stored) in [("3", AttributeValue.integer(3)), ("", .null), ("1.234", .integer(1234))] {
                let answer = try await reader.edit("/records/entries/new", ["name": "x", "level": level])
                // In English a point is a decimal mark.
                guard level != "1.234" else {
                    #expect(answer.status == .unprocessableContent)
                    continue
                }
                let id = try #require(answer.headers[.location]?.firstMatch(of: /[0-9a-f-]{36}/)).output
                let record = try office.records.read("entry", try #require(RecordID(String(id))), as: .system)
                #expect(record["level"] == stored)
                #expect(record["made_at"] == .instant(office.clock.now()))
            }
        }
    }

    @Test func `a large text can be kept, and another field changed`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let text = String(repeating: "ä", count: 200_000)
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true), "body": .text(text)])
            let page = try await office.page("/records/entries/\(id)/edit").text
            #expect(page.contains(#"enctype="multipart/form-data""#))
            let body = String(repeating: "ö", count: 400_000)
            let answer = try await office.send(
                "/records/entries/\(id)", [".key": "k", "name": "y", "body": body], files: [:])
            #expect(answer.status == .seeOther, "\(answer.text.prefix(2000))")
            #expect(try office.records.read("entry", id, as: .system)["body"] == .text(body))
        }
    }

    @Test(arguments: [
        "", "a", "a\nb", "a\r\nb", "a\rb", " a ", "\u{0}x", "ä \u{301}", "x\t", "\n\nfirst", "last\n\n", "'\"<&>", "👩‍👩‍👧",
    ])
    func `tells what it showed from what was typed, whatever a browser makes of line ends`(text: String) {
        let shown = ShownMark.mark(of: text, isLong: true)
        let sent = text.replacing("\u{0}", with: "\u{FFFD}").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            .replacing("\n", with: "\r\n")
        #expect(ShownMark.mark(of: sent, isLong: true) == shown)
        #expect(ShownMark.mark(of: text + "x", isLong: true) != shown)
        #expect(ShownMark.mark(of: "x" + text, isLong: true) != shown)
    }
}
