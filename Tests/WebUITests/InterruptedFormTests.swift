import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Model
import Records
import Testing

@testable import WebUI

@Suite struct `What was entered survives` {
    private func open(
        language: Language = .english, _ body: @Sendable @escaping (Office) async throws -> Void
    ) async throws {
        try await Office.open(.register, roles: ["keeper"], language: language) { office in
            _ = try await office.directory.create(
                name: "ben", displayName: "Ben", password: Office.password, roles: ["keeper"], knownRoles: ["keeper"],
                language: .english)
            try await body(office)
        }
    }

    @Test func `the end of a session, for its own person alone`() async throws {
        try await open { office in
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/new")
            try await reader.signOut()
            let answer = try await reader.send(form, ["name": "typed", "body": "TYPED that must not be lost"])
            let address = try #require(answer.headers[.location])
            #expect(address.hasPrefix("/sign-in?to=%2Frecords%2Fentries%2Fnew"))
            #expect(!address.contains("TYPED"))
            let page = try await reader.get(address).text
            #expect(page.contains("your entries are kept") && !page.contains("TYPED"))
            let destination = try #require(page.firstMatch(of: /name="destination" value="([^"]*)"/)).1

            let other = Reader(office, name: "ben")
            let theirs = try await other.signIn(to: String(destination))
            #expect(theirs.status == .ok && !theirs.text.contains("TYPED") && !theirs.text.contains("typed"))

            let back = try await reader.signIn(to: String(destination))
            #expect(back.text.contains("TYPED that must not be lost") && back.text.contains("Your entries are back"))
            #expect(try OpenForm(back.text)[OwnField.held] != nil)
            #expect(try office.count("entry") == 0)
            let saved = try await reader.send(try OpenForm(back.text), [:])
            #expect(saved.status == .seeOther)
            #expect(try office.count("entry") == 1)
            #expect(!(try await reader.get(String(destination)).text).contains("TYPED"))
        }
    }

    @Test func `an edit too, and meets what somebody else stored meanwhile`() async throws {
        try await open { office in
            let id = try await office.make("entry", ["name": "old", "sure": .boolean(true)])
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            try await reader.signOut()
            let answer = try await reader.send(form, ["name": "mine"])
            let address = try #require(answer.headers[.location])
            let page = try await reader.get(address).text
            let destination = try #require(page.firstMatch(of: /name="destination" value="([^"]*)"/)).1
            try await office.change("entry", id, ["name": "theirs"])
            let back = try await reader.signIn(to: String(destination))
            #expect(back.status == .preconditionFailed)
            #expect(back.text.contains(#"value="mine""#) && back.text.contains("theirs"))
        }
    }

    @Test func `a new session of the same person: it is shown again, and not carried out`() async throws {
        try await open { office in
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/new")
            try await reader.signOut()
            _ = try await reader.signIn()
            let answer = try await reader.send(form, ["name": "typed"])
            #expect(answer.status == .conflict && answer.text.contains(#"value="typed""#))
            #expect(try office.count("entry") == 0)
            #expect(try await reader.send(try OpenForm(answer.text), [:]).status == .seeOther)
        }
    }

    @Test func `no change of the person: nothing is shown or stored`() async throws {
        try await open { office in
            let form = try await Reader.signedIn(office).form("/records/entries/new")
            let other = try await Reader.signedIn(office, name: "ben")
            let answer = try await other.send(form, ["name": "typed by clara"])
            #expect(answer.status == .forbidden && answer.text.contains("KTR-W640"))
            #expect(!answer.text.contains("typed by clara"))
            #expect(try office.count("entry") == 0)
        }
    }

    @Test func `only of a form that was opened here: nothing else is read or kept`() async throws {
        try await open { office in
            let stranger = Reader(office)
            for proof in ["", "forged", String(repeating: "A", count: 75), String(repeating: "A", count: 5000)] {
                let answer = try await stranger.post(
                    "/records/entries", [(".opener", proof), ("name", "SPAM"), ("body", "SPAM")])
                #expect(answer.status == .seeOther)
                #expect(answer.headers[.location] == "/sign-in?to=%2Frecords%2Fentries%2Fnew&notice=ended")
            }
            let late = try await stranger.post("/records/entries", [("name", "SPAM"), (".opener", "x")])
            #expect(late.headers[.location]?.contains("held") == false)
        }
    }

    @Test func `half an hour, and not without bound`() throws {
        let held = HeldForms()
        let (ann, ben) = (RecordID(high: 1, low: 1), RecordID(high: 2, low: 2))
        let now = Instant(microseconds: 0)
        func form(_ text: String) -> FormData { FormData([.init(name: "name", value: text)]) }
        held.keep(form("a"), for: ann, as: "t", at: now)
        #expect(held.form("t", of: ann, at: now)?["name"] == "a")
        #expect(held.form("t", of: ben, at: now) == nil)
        #expect(held.form("t", of: ann, at: now.adding(HeldForms.life)) == nil)
        for number in 1...20 { held.keep(form("\(number)"), for: ann, as: "\(number)", at: now) }
        let kept = (1...20).filter { held.form("\($0)", of: ann, at: now) != nil }
        #expect(kept == Array(16...20))
        let large = form(String(repeating: "x", count: HeldForms.mostBytes / 3))
        for number in 1...4 {
            held.keep(large, for: RecordID(high: 9, low: UInt64(number)), as: "large \(number)", at: now)
        }
        #expect(held.form("large 1", of: RecordID(high: 9, low: 1), at: now) == nil)
        #expect(held.form("large 4", of: RecordID(high: 9, low: 4), at: now) != nil)
        held.discard("large 4", of: ben)
        #expect(held.form("large 4", of: RecordID(high: 9, low: 4), at: now) != nil)
    }

    @Test func `a change of the language, with numbers as the other one writes them`() async throws {
        try await open(language: .german) { office in
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true), "share": "1.5"])
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            #expect(form["share"] == "1,5000" && form[".language"] == "de")
            let answer = try await reader.send(
                form, [".switch": "en", "tip": "1.234,50", "fee": "12,5", "name": "typed", "level": "x1"])
            #expect(answer.status == .ok)
            let english = try OpenForm(answer.text)
            #expect(english["tip"] == "1234.50" && english["fee"] == "12.50" && english["name"] == "typed")
            #expect(english["level"] == "x1" && english["share"] == "1.5000" && english[".language"] == "en")
            #expect(try office.records.read("entry", id, as: .system).revision == 1)
            let saved = try await reader.send(english, ["level": "4"])
            #expect(saved.status == .seeOther, "\(saved.text)")
            let history = try office.records.history(of: "entry", id, as: .system)
            #expect(
                Set(history.first?.changes.map(\.attribute.name) ?? []) == [
                    "tip", "fee", "fee_currency", "name", "level",
                ])
        }
    }

    @Test func `a language that was chosen in another window: a form is read as it was shown`() async throws {
        try await open(language: .german) { office in
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit(
                "/records/entries/new", ["name": "x", ".language": "en", "tip": "1.234", "level": "1,234"])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(#"<html lang="en">"#))
        }
    }

    @Test func `a renaming, and is not passed over in silence where its field is gone`() async throws {
        try await open { office in
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true)])
            let reader = try await Reader.signedIn(office)
            let empty = ShownMark.mark(of: "", isLong: false)
            let old = [(".definitions", "earlier"), ("unit", "77b"), ("unit.was", empty)]
            let form = try await reader.form("/records/entries/\(id)/edit")
            let rest = form.with([:]).filter { !$0.0.hasPrefix("apartment") && $0.0 != ".definitions" }
            let answer = try await reader.post("/records/entries/\(id)", rest + old)
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(try office.records.read("entry", id, as: .system)["apartment"] == .text("77b"))

            let again = try await reader.form("/records/entries/\(id)/edit")
            let gone = [("room", "12c"), ("room.was", empty), ("floor", ""), ("floor.was", empty)]
            let refused = try await reader.post("/records/entries/\(id)", again.with(["name": "new name"]) + gone)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("“room” is no longer on this form. Your entry was not stored: 12c"))
            #expect(!refused.text.contains("floor") && refused.text.contains(#"value="new name""#))
            #expect(try office.records.read("entry", id, as: .system)["name"] == .text("x"))
            #expect(try await reader.send(try OpenForm(refused.text), [:]).status == .seeOther)
        }
    }

    @Test(arguments: ["filing", "entry"])
    func `a renaming of the type or its set`(name: String) async throws {
        try await open { office in
            let id = try await office.make("entry", ["name": "x", "sure": .boolean(true)])
            let reader = try await Reader.signedIn(office)
            let form = try await reader.form("/records/entries/\(id)/edit")
            #expect(form.action.hasSuffix("?.type=entry"))
            let address = form.action.replacing("/entries/", with: "/filings/").replacing("=entry", with: "=\(name)")
            #expect(try await reader.post(address, form.with(["name": "kept"])).status == .seeOther)
            #expect(try office.records.read("entry", id, as: .system)["name"] == .text("kept"))
            let elsewhere = try await reader.post(
                "/records/filings/\(id)?.type=nothing", form.with(["name": "lost"]))
            #expect(elsewhere.status == .notFound)
        }
    }
}
