import Definitions
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Model
import Queries
import Records
import Testing

@Suite struct `A lookup is chosen by its record, not by its title` {
    private func twins(_ office: Office) async throws -> [RecordID] {
        var ids: [RecordID] = []
        for city in ["Köln", "Bonn"] {
            ids.append(try await office.make("firm", ["name": "Meyer GmbH", "city": .text(city), "secret": "hidden"]))
        }
        return ids
    }

    private func entries(_ office: Office) throws -> [Record] {
        let type = try #require(office.records.deployment.get().catalog.entityType(named: "entry"))
        return try office.records.list(Query(type), as: .system).records
    }

    @Test func `suggestions of one title carry what tells them apart, as far as the reader sees it`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            _ = try await twins(office)
            try await office.make("firm", ["name": "Meyer KG"])
            let text = try await office.page("/suggestions/firms?q=mey").text
            #expect(text.contains(#""label":"Meyer GmbH – Köln""#) && text.contains(#""label":"Meyer GmbH – Bonn""#))
            #expect(text.contains(#""label":"Meyer KG""#))
            #expect(!text.contains("hidden"))
            // The query language knows no NUL.
            #expect(try await office.page("/suggestions/firms?q=%00").text.hasPrefix("["))
        }
    }

    @Test func `equal in all that is shown, they are still told apart`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            for _ in 1...3 { try await office.make("firm", ["name": "Same"]) }
            let text = try await office.page("/suggestions/firms?q=same").text
            let labels = text.matches(of: /"label":"([^"]*)"/).map { String($0.1) }
            #expect(labels.count == 3 && Set(labels).count == 3)
        }
    }

    @Test(arguments: [("STRASSENBAU", 0), ("strassenbau", 0), ("muller", 1), ("M\u{FC}ller", 1), ("Mu\u{308}ller", 1)])
    func `a title is found without case and marks, as search finds it`(typed: String, found: Int) async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            var ids: [RecordID] = []
            for name in ["Stra\u{DF}enbau", "M\u{FC}ller"] {
                ids.append(try await office.make("firm", ["name": .text(name)]))
            }
            let reader = try await Reader.signedIn(office)
            let done = try await reader.edit(
                "/records/entries/new", ["name": "Ida", "firm.name": typed, "code": "123"])
            #expect(done.status == .seeOther, "\(done.text)")
            #expect(try entries(office).first?["firm"] == .record(ids[found]))
        }
    }

    @Test func `whoever writes the marks of a title means them`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let plain = try await office.make("firm", ["name": "Muller"])
            try await office.make("firm", ["name": "M\u{FC}ller"])
            let reader = try await Reader.signedIn(office)
            let done = try await reader.edit(
                "/records/entries/new", ["name": "Ida", "firm.name": "muller", "code": "123"])
            #expect(done.status == .seeOther, "\(done.text)")
            #expect(try entries(office).first?["firm"] == .record(plain))
        }
    }

    @Test func `of several with one title all are offered, and the chosen one is stored`() async throws {
        try await Office.open(.register, roles: ["keeper"], language: .german) { office in
            let ids = try await twins(office)
            let reader = try await Reader.signedIn(office)
            let asked = try await reader.edit(
                "/records/entries/new", ["name": "Ida", "firm.name": "meyer gmbh", "code": "abc"])
            #expect(asked.status == .unprocessableContent)
            #expect(asked.text.contains("Mehrere Datensätze heißen so"))
            for id in ids { #expect(asked.text.contains(#"name="firm.choice" value="\#(id)""#)) }
            #expect(try office.count("entry") == 0)
            // Chosen, while another field is still wrong: the choice stays.
            let still = try await reader.send(try OpenForm(asked.text), ["firm.choice": ids[1].description])
            #expect(still.status == .unprocessableContent && still.text.contains("field-code-fault"))
            let done = try await reader.send(try OpenForm(still.text), ["code": "123"])
            #expect(done.status == .seeOther, "\(done.text)")
            #expect(try entries(office).first?["firm"] == .record(ids[1]))
        }
    }

    @Test func `a label that was suggested is one record's, also without a script`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let ids = try await twins(office)
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit(
                "/records/entries/new", ["name": "Ida", "firm.name": "Meyer GmbH – Bonn"])
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(try entries(office).first?["firm"] == .record(ids[1]))
        }
    }

    @Test func `a collision with a unique value leads to the record by its title`() async throws {
        try await Office.open(.register, roles: ["keeper"]) { office in
            let id = try await office.make("entry", ["name": "Größe", "sure": .boolean(true), "number": "7"])
            let reader = try await Reader.signedIn(office)
            let answer = try await reader.edit("/records/entries/new", ["name": "x", "number": "7"])
            #expect(answer.text.contains(#"<a href="/records/entries/\#(id)" dir="auto">Größe</a>"#))
            #expect(!answer.text.contains("(\(id))"))
        }
    }
}
