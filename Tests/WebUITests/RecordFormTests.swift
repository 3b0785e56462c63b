import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Queries
import Records
import Testing

@Suite struct `A record's form` {
    @Test func `offers exactly what may be set, each with its own kind of field`() async throws {
        try await Office.open { office in
            let page = try await office.page("/records/matters/new").text
            #expect(
                page.contains(
                    #"<input id="field-subject" name="subject" type="text" value="" maxlength="100" required"#))
            #expect(page.contains(#"id="field-due" name="due" type="date""#))
            #expect(page.contains(#"id="field-claim" name="claim" type="text" value="" inputmode="decimal""#))
            #expect(page.contains(#"<textarea id="field-notes""#))
            #expect(page.contains(#"data-suggest="/suggestions/clients""#))
            #expect(page.contains("What it is about."))
            for name in ["number", "status", "revision", "created_at"] { #expect(!page.contains("field-\(name)\"")) }
            #expect(!(try await office.page("/records/clients/new").text).contains("revenue"))
        }
    }

    @Test func `creates one record however often it is sent`() async throws {
        try await Office.open(language: .german) { office in
            let client = try await office.make("client", ["name": "Hansebank"])
            for _ in 1...2 {
                let answer = try await office.send(
                    "/records/matters",
                    [
                        ".key": "once", "subject": "Rechnung", "claim": "1.234,50", "due": "22.11.2026",
                        "client.name": "hansebank", "client": "", "client.was": "", "urgent.present": "1",
                    ])
                #expect(answer.status == .seeOther)
                let address = try #require(answer.headers[.location])
                let page = try await office.page(address).text
                #expect(page.contains("1.234,50"))
                #expect(page.contains("22.11.2026"))
                #expect(page.contains(#"<a href="/records/clients/\#(client)">Hansebank</a>"#))
                #expect(page.contains("Angelegt."))
            }
            #expect(try office.count("matter") == 1)
            let type = try #require(office.records.deployment.get().catalog.entityType(named: "matter"))
            let record = try #require(try office.records.list(Query(type), as: .system).records.first)
            // A box that nobody ticked says nothing.
            #expect(record["urgent"] == .null)
        }
    }

    @Test func `says next to each field what is wrong, and keeps what was entered`() async throws {
        try await Office.open(language: .german) { office in
            let answer = try await office.send(
                "/records/matters",
                [
                    ".key": "k", "subject": "", "claim": "viel", "due": "gestern", "notes": "bleibt",
                    "client.name": "Niemand",
                ])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("Noch nicht gespeichert"))
            #expect(answer.text.contains(##"<a href="#field-subject">Betreff</a>: Bitte ausfüllen."##))
            #expect(answer.text.contains(#"<p class="fault" id="field-claim-fault">Bitte eine Zahl eingeben"#))
            #expect(answer.text.contains(#"aria-describedby="field-due-fault" aria-invalid="true""#))
            #expect(answer.text.contains("bleibt</textarea>"))
            #expect(answer.text.contains(#"value="viel""#))
            #expect(answer.text.contains("Zu diesem Namen gibt es keinen Datensatz"))
            #expect(try office.count("matter") == 0)
        }
    }

    @Test func `shows what the write path refuses at the field it concerns`() async throws {
        try await Office.open { office in
            let answer = try await office.send("/records/matters", [".key": "k", "subject": "x", "claim": "-5"])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(#"id="field-claim-fault""#))
        }
    }

    @Test func `compares with what somebody else stored meanwhile and keeps what they did not both change`()
        async throws
    {
        try await Office.open { office in
            let id = try await office.make("matter", ["subject": "Old", "claim": .integer(1)])
            try await office.change("matter", id, ["claim": .integer(99)])
            let answer = try await office.send(
                "/records/matters/\(id)", [".key": "k", ".revision": "1", "subject": "Mine", "claim": "1.00"])
            #expect(answer.status == .preconditionFailed)
            #expect(answer.text.contains("Somebody else changed this record in the meantime"))
            #expect(answer.text.contains("99.00"))
            #expect(answer.text.contains(#"name="claim" type="text" value="99.00""#))
            #expect(answer.text.contains(#"name="subject" type="text" value="Mine""#))
            #expect(answer.text.contains(#"name=".revision" value="2""#))
            let again = try await office.send(
                "/records/matters/\(id)", [".key": "k2", ".revision": "2", "subject": "Mine", "claim": "99.00"])
            #expect(again.status == .seeOther)
            let record = try office.records.read("matter", id, as: .system)
            #expect(record["subject"] == .text("Mine"))
            #expect(record["claim"] == .decimal(ExactDecimal(unscaled: 9900, scale: 2)))
        }
    }

    @Test func `suggests records whose title has all the words`() async throws {
        try await Office.open { office in
            try await office.make("client", ["name": "Hansebank Hamburg"])
            try await office.make("client", ["name": "Hansebank Bremen"])
            let answer = try await office.page("/suggestions/clients?q=bremen+hanse").text
            #expect(answer.contains("Hansebank Bremen"))
            #expect(!answer.contains("Hamburg"))
        }
    }
}
