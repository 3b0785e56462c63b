import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import Testing

@Suite struct `A declared form` {
    @Test func `is the one for the role and the state of the record`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            let id = try await office.make("matter", ["subject": "Bill", "notes": "secret"])
            let edit = try await office.page("/records/matters/\(id)/edit").text
            #expect(edit.contains(#"<h2 id="section-plan">Plan</h2>"#))
            #expect(edit.contains(#"<dl class="fixed third"><dt>Subject</dt><dd dir="auto">Bill</dd></dl>"#))
            #expect(edit.contains(#"<dl class="fixed third"><dt>Number</dt><dd dir="auto">M-2026-0001</dd></dl>"#))
            #expect(edit.contains(#"<div class="field third">"#) && edit.contains(#"name="due" type="date""#))
            for absent in ["field-subject", "field-claim", "field-notes", "secret", "Only notes"] {
                #expect(!edit.contains(absent), "\(absent)")
            }
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains(#"<h2 id="section-plan">Plan</h2>"#) && !page.contains("secret"))
            _ = try await office.send("/records/matters/\(id)/events/start", [".key": "k", ".revision": "1"])
            let later = try await office.page("/records/matters/\(id)/edit").text
            #expect(!later.contains("section-plan") && later.contains("field-subject"))
        }
        try await Office.open(.desk) { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let edit = try await office.page("/records/matters/\(id)/edit").text
            #expect(!edit.contains("section-plan") && edit.contains("field-subject") && edit.contains("field-notes"))
        }
    }

    @Test func `asks for what it requires, and takes nothing that it does not have`() async throws {
        try await Office.open(.desk, language: .german) { office in
            let form = try await office.page("/records/matters/new").text
            #expect(
                form.contains("Aufnahme") && form.contains("Nach der Stimmung fragen.") && form.contains("Wie gehört."))
            #expect(form.contains(#"<select id="field-mood" name="mood" required"#))
            let refused = try await office.send("/records/matters", [".key": "a", "subject": "x", "mood": ""])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains(#"<p class="fault" id="field-mood-fault">Bitte ausfüllen."#))
            let done = try await office.send(
                "/records/matters", [".key": "b", "subject": "x", "mood": "calm", "claim": "5", "notes": "n"])
            #expect(done.status == .seeOther)
            let id = try #require(done.headers[.location]?.firstMatch(of: /[0-9a-f-]{36}/)).output
            let record = try office.records.read("matter", try #require(RecordID(String(id))), as: .system)
            #expect(record["claim"] == .null && record["notes"] == .text("n") && record["mood"] == .text("calm"))
            // Only the form asks for it.
            try await office.make("matter", ["subject": "without a mood"])
        }
    }

    @Test func `changes nothing that it shows as read-only`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let answer = try await office.send(
                "/records/matters/\(id)", [".key": "k", ".revision": "1", "subject": "Mine", "due": "2026-12-01"])
            #expect(answer.status == .seeOther)
            let record = try office.records.read("matter", id, as: .system)
            #expect(record["subject"] == .text("Bill") && record["due"].displayText == "2026-12-01")
        }
    }

    @Test func `has a field for the lookup that a link fills in`() async throws {
        try await Office.open(.desk) { office in
            let client = try await office.make("client", ["name": "Hansebank"])
            let form = try await office.page("/records/matters/new?client=\(client)").text
            #expect(form.contains(#"name="client.name" value="Hansebank""#))
            let answer = try await office.send(
                "/records/matters",
                [
                    ".key": "k", "subject": "x", "mood": "calm", "client": "\(client)", "client.was": "Hansebank",
                    "client.name": "Hansebank",
                ])
            let address = try #require(answer.headers[.location])
            #expect(try await office.page(address).text.contains("Hansebank"))
        }
    }

    @Test func `shows related lists with their columns, and colours of options`() async throws {
        try await Office.open(.desk) { office in
            let client = try await office.make("client", ["name": "Hansebank"])
            let empty = try await office.page("/records/clients/\(client)").text
            #expect(empty.contains("None yet.") && empty.contains("Client file"))
            for (subject, mood) in [("One", "angry"), ("Two", "mixed")] {
                try await office.make(
                    "matter", ["subject": .text(subject), "mood": .text(mood), "client": .text(client.description)])
            }
            let page = try await office.page("/records/clients/\(client)").text
            #expect(page.contains(#"<span class="badge c-red">Angry</span>"#))
            #expect(page.contains(#"<td data-label="Mood" dir="auto"><div class="clip">Mixed</div></td>"#))
            #expect(page.contains(#"<th scope="col" class="number">Claim</th>"#))
            #expect(page.ranges(of: "<h3>Matters</h3>").count == 1)
            let several = try await office.make(
                "matter", ["subject": "Three", "moods": .list([.text("mixed"), .text("calm")])])
            let marks = try await office.page("/records/matters/\(several)").text
            #expect(
                marks.contains(
                    #"<span class="badge c-green">Calm</span> <span class="badge c-grey">Mixed</span>"#))
        }
    }
}

@Suite struct `A view for a role` {
    @Test func `opens for those whom it is for, with columns of what lookups lead to`() async throws {
        try await Office.open(.desk, roles: ["planner"]) { office in
            for name in ["Alpha", "Beta"] {
                let client = try await office.make("client", ["name": .text(name)])
                try await office.make(
                    "matter", ["subject": .text(name), "client": .text(client.description), "mood": "angry"])
            }
            try await office.make("matter", ["subject": "nobody's"])
            let page = try await office.page("/records/matters").text
            #expect(page.contains("aria-current=\"page\">By mood</a>"))
            #expect(page.contains("Client · Name"))
            let rows = page.matches(of: /<td data-label="Client · Name"[^>]*><div class="clip">([^<]*)</).map {
                String($0.1)
            }
            #expect(rows.first == "Beta" && rows[1] == "Alpha" && rows.count == 3)
            #expect(page.contains(#"<span class="badge c-red">Angry</span>"#))
            let sorted = try await office.page("/records/matters?sort=client%2Fname").text
            #expect(sorted.contains(#"aria-sort="ascending""#))
            #expect(try await office.page("/").text.contains("By mood"))
        }
        try await Office.open(.desk) { office in
            let page = try await office.page("/records/matters").text
            #expect(page.contains("aria-current=\"page\">Open</a>") && !page.contains("By mood"))
            #expect(!(try await office.page("/").text).contains("By mood"))
            #expect(try await office.page("/records/matters?view=moods").status == .ok)
        }
    }
}
