import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Records
import Testing
import WebUI

@Suite struct `Pages of related records` {
    @Test func `show the way from the top of a tree, and what lies below`() async throws {
        try await Office.open(roles: ["registrar"]) { office in
            let top = try await office.make("unit", ["name": "Bank"])
            let middle = try await office.make("unit", ["name": "Retail", "parent": .text(top.description)])
            let low = try await office.make("unit", ["name": "Cards", "parent": .text(middle.description)])
            let page = try await office.page("/records/units/\(low)").text
            let path = [(top, "Bank"), (middle, "Retail")].map {
                #"<li><a href="/records/units/\#($0)" dir="auto">\#($1)</a></li>"#
            }
            #expect(
                page.contains(#"<nav class="path" aria-label="Above this record"><ol>\#(path.joined())</ol></nav>"#))
            let above = try await office.page("/records/units/\(middle)").text
            #expect(above.contains(#"<a href="/records/units/\#(low)" dir="auto">Cards</a>"#))
            let refused = try await office.send(
                "/records/units/\(top)",
                ["parent": "\(low)", "parent.name": "Cards", "parent.was": "Cards", ".key": "k"])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("Bank › Retail › Cards"))
        }
    }

    @Test func `take the kind of a record and then its name, also without a script`() async throws {
        try await Office.open(roles: ["registrar"]) { office in
            let client = try await office.make("client", ["name": "Acme"])
            let unit = try await office.make("unit", ["name": "Acme"])
            let form = try await office.page("/records/memos/new").text
            #expect(form.contains(#"<select id="field-regarding-kind" name="regarding.type""#))
            #expect(form.contains(#"<option value="unit" data-source="/suggestions/units">Unit</option>"#))
            #expect(!form.contains(#"name="regarding_type""#))
            let answer = try await office.send(
                "/records/memos",
                [
                    "text": "Call", "regarding.type": "unit", "regarding": "", "regarding.name": "acme",
                    "regarding.was": "",
                ])
            #expect(answer.status == .seeOther)
            let made = try #require(answer.headers[.location]?.split(separator: "?").first)
            let page = try await office.page(String(made)).text
            #expect(page.contains(#"<a href="/records/units/\#(unit)">Unit: Acme</a>"#))
            #expect(!page.contains("Regarding: type"))
            let list = try await office.page("/records/memos").text
            #expect(list.contains("Unit: Acme"))
            let edit = try await office.page("\(made)/edit").text
            #expect(edit.contains(#"data-source="/suggestions/units" selected>Unit</option>"#))
            #expect(edit.contains(#"<input type="hidden" name="regarding.was" value="Acme">"#))
            #expect(try await office.page("/records/units/\(unit)").text.contains(">Call</a>"))
            #expect(!(try await office.page("/records/clients/\(client)").text.contains(">Call</a>")))
            let prefilled = try await office.page("/records/memos/new?regarding=\(client)").text
            #expect(prefilled.contains(#"data-source="/suggestions/clients" selected>Client</option>"#))
            let unknown = try await office.send(
                "/records/memos", ["text": "x", "regarding.type": "client", "regarding.name": "Nobody"])
            #expect(unknown.status == .unprocessableContent)
            #expect(unknown.text.contains("No record with this name was found"))
        }
    }

    @Test func `list links by the record at the other end, and end and remove them`() async throws {
        try await Office.open(roles: ["registrar"]) { office in
            let unit = try await office.make("unit", ["name": "Cards"])
            let acme = try await office.make("client", ["name": "Acme"])
            let blank = try await office.make("client", ["name": "Blank"])
            let ends: [String: DataValue] = ["unit": .text(unit.description)]
            let current = try await office.make(
                "contact",
                ends.merging(["client": .text(acme.description), "part": "lead", "valid_from": "2020-03-01"]) { $1 })
            let former = try await office.make(
                "contact", ends.merging(["client": .text(blank.description), "valid_to": "2021-03-01"]) { $1 })
            let page = try await office.page("/records/units/\(unit)").text
            #expect(page.contains("<h3>Contacts</h3>"))
            #expect(page.contains(#"<li><a href="/records/clients/\#(acme)" dir="auto">Acme</a>"#))
            #expect(page.contains("lead, since"))
            #expect(page.contains(#"<li class="former"><a href="/records/clients/\#(blank)" dir="auto">Blank</a>"#))
            #expect(page.contains(#"action="/records/contacts/\#(current)/end""#))
            #expect(!page.contains(#"action="/records/contacts/\#(former)/end""#))
            let other = try await office.page("/records/clients/\(acme)").text
            #expect(other.contains(#"<a href="/records/units/\#(unit)" dir="auto">Cards</a>"#))
            #expect(other.contains(#"href="/records/contacts/new?client=\#(acme)""#))

            let ended = try await office.send(
                "/records/contacts/\(current)/end", [".key": "k", ".back": "/records/units/\(unit)"])
            #expect(ended.status == .seeOther)
            #expect(ended.headers[.location] == "/records/units/\(unit)")
            #expect(try office.records.read("contact", current, as: .system)["valid_to"].isNull == false)
            let removed = try await office.send(
                "/records/contacts/\(former)/delete", [".key": "k2", ".back": "//elsewhere"])
            #expect(removed.headers[.location] == "/")
            #expect(try office.count("contact") == 1)
            let home = try await office.page("/").text
            #expect(!home.contains("/records/contacts"))
        }
    }

    @Test func `offer nothing of a link to who may not change it`() async throws {
        try await Office.open(roles: ["reader", "agent"]) { office in
            let acme = try await office.make("client", ["name": "Acme"])
            let unit = try await office.make("unit", ["name": "Cards"])
            try await office.make(
                "contact", ["unit": .text(unit.description), "client": .text(acme.description)])
            // Without a right to read units there is nothing to be seen of the link either.
            #expect(!(try await office.page("/records/clients/\(acme)").text.contains("Cards")))
        }
    }
}
