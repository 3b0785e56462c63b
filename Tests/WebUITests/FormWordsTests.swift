import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import Testing

@testable import WebUI

@Suite struct `A form speaks to people` {
    @Test func `of all that is wrong with it at once`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            try await office.make("entry", ["name": "first", "sure": .boolean(true), "number": "7"])
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit(
                "/records/entries/new",
                [
                    "name": "", "mail": "no mail", "code": "abc", "level": "x", "tip": "1.234567", "number": "7",
                    "due": "soon", "firm.name": "Nobody",
                ])
            #expect(answer.status == .unprocessableContent || answer.status == .conflict)
            for name in ["name", "mail", "code", "level", "tip", "number", "due", "firm"] {
                #expect(answer.text.contains(#"id="field-\#(name)-fault""#), "\(name)")
            }
            #expect(try office.count("entry") == 1)
        }
    }

    @Test func `in values as they typed them`() async throws {
        try await Office.open(.register, roles: ["keeper"], language: .german) { office in
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit(
                "/records/entries/new", ["name": "x", "share": "12,34567", "tip": "1.234,567"])
            #expect(answer.text.contains("12,34567 hat mehr als 4 Nachkommastellen"))
            #expect(answer.text.contains("1.234,567"))
            #expect(!answer.text.contains("12.34567") && !answer.text.contains("1234.567"))
        }
    }

    @Test func `of a form that was sent before, not of its key`() async throws {
        try await Office.open(.register, roles: ["keeper"], language: .german) { office in
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/new")
            let first = try await reader.send(form, ["name": "one"])
            let address = try #require(first.headers[.location]?.split(separator: "?").first)
            let second = try await reader.send(form, ["name": "two"])
            #expect(second.status == .conflict)
            #expect(second.text.contains("Dieses Formular wurde schon gespeichert"))
            #expect(second.text.contains(#"<a href="\#(address)" dir="auto">one</a>"#))
            #expect(!second.text.lowercased().contains("idempot"))
            #expect(try await reader.send(try OpenForm(second.text), [:]).status == .seeOther)
            #expect(try office.count("entry") == 2)
        }
    }

    @Test func `of real differences alone, when somebody was faster`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make(
                "entry",
                ["name": "OLDNAME", "sure": .boolean(true), "key": "OLDKEY", "seen_at": "2026-07-01T09:30:15.250Z"])
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            try await office.change("entry", id, ["name": "NEWNAME", "view": "SAME"])
            let answer = try await reader.send(form, ["key": "MINE", "view": "SAME"])
            #expect(answer.status == .preconditionFailed)
            let table = try #require(answer.text.firstMatch(of: /<table.*?<\/table>/.dotMatchesNewlines())).output
            #expect(!table.contains("OLDNAME") && table.contains("NEWNAME") && table.contains("not changed by you"))
            #expect(table.contains("MINE") && table.contains("OLDKEY"))
            #expect(!table.contains("SAME") && !table.contains("2026"))
            #expect(try await reader.send(try OpenForm(answer.text), [:]).status == .seeOther)
            let stored = try office.records.read("entry", id, as: .system)
            #expect(stored["name"] == .text("NEWNAME") && stored["key"] == .text("MINE"))
        }
    }

    @Test func `of themselves, where they were faster in another window`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true)])
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            _ = try await reader.send(try await reader.form("/records/entries/\(id)/edit"), ["name": "first"])
            let answer = try await reader.send(form, ["name": "second"])
            #expect(answer.text.contains("You changed this record yourself in the meantime"))
        }
    }

    @Test func `with few boxes for many options, and a list to add from`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make(
                "entry", ["name": "x", "sure": .boolean(true), "tags": .list(["o3", "o499"])])
            let page = try await office.page("/records/entries/\(id)/edit").text
            #expect(page.ranges(of: #"type="checkbox""#).count < 10)
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            #expect(form.fields.filter { $0.name == "tags" }.map(\.value) == ["o3", "o499"])
            let more = form.with([:]) + [("tags", "o250")]
            #expect(try await reader.post("/records/entries/\(id)", more).status == .seeOther)
            #expect(try office.records.read("entry", id, as: .system)["tags"] == .names(["o3", "o250", "o499"]))
            // Many chosen ones do not make many boxes either, and none is lost.
            let all = (1...300).map { DataValue.text("o\($0)") }
            try await office.change("entry", id, ["tags": .list(all)])
            let large = try await office.page("/records/entries/\(id)/edit").text
            #expect(large.ranges(of: #"type="checkbox""#).count < 100)
            _ = try await reader.edit("/records/entries/\(id)/edit", ["name": "y"])
            #expect(try office.records.read("entry", id, as: .system)["tags"] == .names((1...300).map { "o\($0)" }))
        }
    }

    @Test(arguments: [
        ("example.org", "https://example.org"), ("www.example.org/a?b=c#d", "https://www.example.org/a?b=c#d"),
        ("//example.org", "https://example.org"), ("example.org:8080/x", "https://example.org:8080/x"),
        ("http://example.org", "http://example.org"), ("ftp://example.org", "ftp://example.org"),
        ("javascript:alert(1)", "javascript:alert(1)"), ("mailto:a@example.org", "mailto:a@example.org"),
        ("nothing", "nothing"), ("two words.org", "two words.org"), ("a..b", "a..b"), ("x.y:z", "x.y:z"), ("", ""),
    ])
    func `and completes web addresses as they are said`(typed: String, completed: String) {
        #expect(WebAddressInput.completed(typed) == completed)
    }

    @Test func `with links that telephones and mail programs follow`() {
        #expect(ContactLink.phone("+49 (0)351 / 123-45.67") == "tel:+493511234567")
        #expect(ContactLink.phone("0351 1234567") == "tel:03511234567")
        #expect(ContactLink.mail("u1@example.org") == "mailto:u1@example.org")
        #expect(ContactLink.mail("a?b&c@example.org") == "mailto:a%3Fb%26c@example.org")
    }

    @Test(arguments: [
        ("2026-11-22T09:30", "2026-11-22T09:30:00"), ("22.11.2026, 9:30", "2026-11-22T09:30:00"),
        ("22.11.2026 09.30 Uhr", "2026-11-22T09:30:00"), ("2026-11-22T09:30:15.250", "2026-11-22T09:30:15.250"),
    ])
    func `and reads days with times as they are typed`(typed: String, read: String) {
        #expect(LocalTimeInput.read(typed) == read)
        #expect(LocalTimeInput.read("31.02.2026 09:30") == nil && LocalTimeInput.read("tomorrow") == nil)
    }
}
