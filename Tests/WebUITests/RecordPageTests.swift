import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import Testing
import WebUI

@Suite struct `A record's page` {
    @Test func `has buttons for exactly the events that are possible, and says why the others are not`() async throws {
        try await Office.open { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains(#"action="/records/matters/\#(id)/events/start""#))
            #expect(!page.contains("/events/finish\""))
            #expect(!page.contains("/events/discard\""))
            #expect(page.contains("<b>Finish</b>"))
            #expect(page.contains("workflows/office/matter.scxml:8"))
            #expect(page.contains("<b>Discard</b>"))
            #expect(page.contains(#"<li class="now" aria-current="step"><span>New</span>"#))
        }
    }

    @Test func `moves the record on and tells it on the time line`() async throws {
        try await Office.open(language: .german) { office in
            let id = try await office.make("matter", ["subject": "Rechnung"])
            let answer = try await office.send("/records/matters/\(id)/events/start", [".key": "k", ".revision": "1"])
            #expect(answer.status == .seeOther)
            let page = try await office.page("/records/matters/\(id)?notice=sent").text
            #expect(page.contains("Erledigt."))
            #expect(page.contains("<b>Beginnen</b>"))
            #expect(page.contains("Clara Hoffmann"))
            #expect(page.contains(#"<li class="now" aria-current="step"><span>In Arbeit</span>"#))
            #expect(page.contains(#"<li class="been">"#))
        }
    }

    @Test func `shows the deadlines that will come, with their dates, and no Lua`() async throws {
        try await Office.open(language: .german) { office in
            let id = try await office.make("matter", ["subject": "Rechnung"])
            let before = try await office.page("/records/matters/\(id)").text
            #expect(before.contains("Eine Bedingung ist nicht erfüllt.") && !before.contains("record."))
            #expect(!before.contains("<h3>Fristen</h3>"))
            _ = try await office.send("/records/matters/\(id)/events/start", ["key": "k", "revision": "1"])
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains("<h3>Fristen</h3>") && page.contains("<li>Erinnerung: <time datetime="))
            #expect(!page.contains("events/remind\""))
        }
    }

    @Test func `tells on itself why an event was refused`() async throws {
        try await Office.open { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let late = try await office.send("/records/matters/\(id)/events/start", [".key": "k", ".revision": "7"])
            #expect(late.status == .preconditionFailed)
            #expect(late.text.contains("role=\"alert\""))
            let never = try await office.send("/records/matters/\(id)/events/finish", [".key": "k2", ".revision": "1"])
            #expect(never.status == .conflict)
            let forbidden = try await office.send("/records/matters/\(id)/events/discard", [".key": "k3"])
            #expect(forbidden.status == .forbidden)
            #expect(try office.records.read("matter", id, as: .system)["status"] == .text("new"))
        }
    }

    @Test func `shows changes with before and after, and what belongs to the record`() async throws {
        try await Office.open { office in
            let client = try await office.make("client", ["name": "Hansebank", "revenue": .integer(5)])
            let id = try await office.make("matter", ["subject": "Bill", "client": .text(client.description)])
            try await office.change("matter", id, ["subject": "Wrong bill"])
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains(#"before: </span>Bill</del>"#))
            #expect(page.contains(#"after: </span>Wrong bill</ins>"#))
            let other = try await office.page("/records/clients/\(client)").text
            #expect(other.contains("M-2026-0001 Wrong bill"))
            #expect(other.contains("/records/matters?view=%2A&amp;f.client=\(client)"))
            #expect(other.contains("/records/matters/new?client=\(client)"))
            #expect(!other.contains("Revenue"))
            let restricted = try await office.page("/records/matters?view=*&f.client=\(client)").text
            #expect(restricted.contains(#"<b dir="auto">Hansebank</b>"#))
        }
    }

    @Test func `lets no text of a record act, whatever it is made of`() async throws {
        let attacks = [
            "<script>alert(1)</script>", "\" onfocus=alert(1) autofocus x=\"", "\"\u{301} onfocus=alert(1) x=\"\u{301}",
            "</textarea><script>alert(1)</script>", "{{page.csrf}}", "'><img src=x onerror=alert(1)>",
            "<\u{301}script>",
        ]
        try await Office.open { office in
            for attack in attacks {
                let client = try await office.make("client", ["name": .text(attack)])
                let id = try await office.make(
                    "matter",
                    ["subject": .text(attack), "notes": .text(attack), "client": .text(client.description)])
                for path in [
                    "/records/matters/\(id)", "/records/matters/\(id)/edit", "/records/matters",
                    "/records/clients/\(client)",
                ] {
                    let page = try await office.page(path).text
                    // Browsers read scalars: byte by byte, so that a combining accent hides nothing.
                    let bytes = Array(page.utf8)
                    for raw in ["\" onfocus", "\"\u{301} onfocus", "<\u{301}script", "</textarea><script"] {
                        #expect(bytes.firstRange(of: Array(raw.utf8)) == nil)
                    }
                    #expect(!page.contains("<script>"))
                    #expect(!page.contains("<img"))
                }
            }
        }
    }

    @Test func `draws its chart with the current state marked, or lists the states where nothing can draw`()
        async throws
    {
        struct Fixed: ChartRenderer {
            func svg(dot: String) async throws -> String? {
                // Guards are Lua, which nobody reads on a page.
                dot.contains("state-new") && !dot.contains("record.")
                    ? #"<svg><g id="state&#45;new" class="node"></g></svg>"# : nil
            }
        }
        try await Office.open(charts: Fixed()) { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains(#"<svg><g id="state-new" class="current node"></g></svg>"#))
        }
        try await Office.open { office in
            let id = try await office.make("matter", ["subject": "Bill"])
            let page = try await office.page("/records/matters/\(id)").text
            #expect(page.contains("The picture needs the program Graphviz"))
            #expect(page.contains("<li>New <b>(current)</b></li>"))
        }
    }

    @Test func `is an error page in the reader's language where there is no such record`() async throws {
        try await Office.open(language: .german) { office in
            let page = try await office.page("/records/matters/00000000-0000-7000-8000-000000000000")
            #expect(page.status == .notFound)
            #expect(page.text.contains("Hier gibt es nichts"))
            #expect(page.text.contains("Vorgangsnummer"))
            #expect(try await office.page("/records/matters/nonsense").status == .notFound)
        }
    }
}
