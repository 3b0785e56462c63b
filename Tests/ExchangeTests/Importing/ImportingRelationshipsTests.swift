import Definitions
import Exchange
import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `Importing relationships` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <entity name="unit" set="units" title="{code}">
              <label>Unit</label><label xml:lang="de">Einheit</label>
              <text name="code" required="true"/><tree name="parent" inverse="parts"/><key attributes="code"/>
              <many-to-many name="clients" to="client" through="contact" validity="true"/>
            </entity>
            <entity name="client" set="clients" title="{name}"><text name="name" required="true"/></entity>
            <entity name="memo" set="memos" title="{text}">
              <text name="text"/><lookup name="regarding" to="unit client"/>
            </entity>
            """)

    private static let units = """
        <import xmlns="urn:kontor:definitions:1" entity="unit" key="code">
          <column name="Code" to="code"/><column name="Above" to="parent" match="unit.code"/>
        </import>
        """
    private static let memos = """
        <import xmlns="urn:kontor:definitions:1" entity="memo">
          <column name="Text" to="text"/>
          <column name="About" to="regarding" match="unit.code client.name" type="Kind"/>
        </import>
        """
    private static let contacts = """
        <import xmlns="urn:kontor:definitions:1" entity="contact">
          <column name="Unit" to="unit" match="unit.code"/><column name="Client" to="client" match="client.name"/>
          <column name="From" to="valid_from"/><column name="To" to="valid_to"/>
        </import>
        """

    private let ids = SequentialIDs(startingAfter: 50_000)

    private func run(
        _ text: String, _ map: String, _ workplace: Workplace, batchSize: Int = 500, dry: Bool = false
    ) async throws -> ImportReport {
        let importer = Importer(
            destination: RecordsDestination(workplace.records), ids: ids,
            clock: workplace.clock)
        var settings = ImportSettings(principal: workplace.admin, source: "test")
        settings.batchSize = batchSize
        settings.isDryRun = dry
        let parsed = try ImportMap(
            parsing: Array(map.utf8), file: "map.xml", types: workplace.catalog.entityTypes)
        return try await importer.run(BytesInMemory(Array(text.utf8)), map: parsed, settings: settings)
    }

    private func tree(_ workplace: Workplace) throws -> [String: String] {
        let units = try workplace.all("unit")
        let codes = Dictionary(units.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
        return Dictionary(
            units.map { unit in
                guard case .record(let id) = unit["parent"] else { return (unit.title, "") }
                return (unit.title, codes[id] ?? "?")
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test(arguments: [1, 2, 500])
    func `a tree may have what is below before what is above`(batchSize: Int) async throws {
        let text = "Code,Above\nC,B\nB,A\nD,A\nA,\nE,Z\n"
        try await Workplace.run(Self.texts) { workplace in
            let dry = try await run(text, Self.units, workplace, batchSize: batchSize, dry: true)
            #expect((dry.counts.created, dry.counts.unlinked) == (5, 1))
            let report = try await run(text, Self.units, workplace, batchSize: batchSize)
            #expect((report.counts.created, report.counts.refused, report.counts.unlinked) == (5, 0, 1))
            #expect(report.refused.map(\.code) == ["KTR-I164"])
            #expect(report.refused.map(\.column) == ["Above"])
            #expect(try tree(workplace) == ["A": "", "B": "A", "C": "B", "D": "A", "E": ""])
            let again = try await run(text, Self.units, workplace, batchSize: batchSize)
            #expect((again.counts.unchanged, again.counts.updated) == (5, 0))
        }
    }

    @Test(arguments: [1, 2, 500])
    func `what is above is made only where no row has it`(batchSize: Int) async throws {
        let making = Self.units.replacing("match=\"unit.code\"", with: "match=\"unit.code\" create=\"true\"")
        try await Workplace.run(Self.texts) { workplace in
            let report = try await run("Code,Above\nC,B\nB,A\nD,Z\nE,Z\nA,\n", making, workplace, batchSize: batchSize)
            #expect((report.counts.refused, report.counts.unlinked) == (0, 0))
            #expect(try tree(workplace) == ["A": "", "B": "A", "C": "B", "D": "Z", "E": "Z", "Z": ""])
            let batch = try #require(report.batch)
            let importer = Importer(
                destination: RecordsDestination(workplace.records), ids: ids, clock: workplace.clock)
            #expect(try await importer.undo(batch, as: workplace.admin).keptCount == 0)
            #expect(try workplace.all("unit").isEmpty)
        }
    }

    @Test func `a ring in the text is told`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let text = "Code,Above\nA,B\nB,A\nC,C\nD,C\n"
            let dry = try await run(text, Self.units, workplace, dry: true)
            #expect((dry.counts.created, dry.counts.unlinked) == (4, 2))
            #expect(dry.refused.map(\.code) == ["KTR-R161", "KTR-R161"])
            let both = try await run(text, Self.units, workplace)
            #expect(both.counts == dry.counts)
        }
        try await Workplace.run(Self.texts) { workplace in
            let report = try await run("Code,Above\nA,B\nB,A\n", Self.units, workplace)
            #expect((report.counts.created, report.counts.unlinked) == (2, 1))
            #expect(report.refused.map(\.code) == ["KTR-R161"])
        }
    }

    @Test func `a lookup to several finds its record by kind and key`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let unit = try await workplace.create("unit", ["code": .text("X")])
            let client = try await workplace.create("client", ["name": .text("X")])
            let other = try await workplace.create("client", ["name": .text("Acme")])
            let text = "Text,About,Kind\n1,X,unit\n2,X,Client\n3,Acme,\n4,X,\n5,Nobody,\n6,X,region\n7,,\n8,X,Einheit\n"
            let report = try await run(text, Self.memos, workplace)
            #expect(report.counts.created == 5)
            #expect(
                report.refused.map(\.code) == ["KTR-I165", "KTR-I164", "KTR-I171"].sorted() || report.refused.count == 3
            )
            #expect(Set(report.refused.map(\.code)) == ["KTR-I164", "KTR-I165", "KTR-I171"])
            let found = Dictionary(
                try workplace.all("memo").map { ($0.title, $0["regarding"]) }, uniquingKeysWith: { first, _ in first })
            #expect(
                found == [
                    "1": .record(unit.id), "2": .record(client.id), "3": .record(other.id), "7": .null,
                    "8": .record(unit.id),
                ])
        }
    }

    @Test func `a text without an optional lookup does without the column of its kind too`() async throws {
        let map = Self.memos.replacing("type=\"Kind\"", with: "type=\"Kind\" optional=\"true\"")
        try await Workplace.run(Self.texts) { workplace in
            let report = try await run("Text\n1\n", map, workplace)
            #expect((report.counts.created, report.warnings.count) == (1, 0))
        }
    }

    @Test func `links are imported as any other record`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            try await workplace.create("unit", ["code": .text("A")])
            try await workplace.create("client", ["name": .text("Acme")])
            let text = "Unit,Client,From,To\nA,Acme,2020-01-01,2020-12-31\nA,Acme,2021-01-01,\nA,Acme,2020-06-01,\n"
            let report = try await run(text, Self.contacts, workplace)
            #expect(report.counts.created == 2)
            #expect(report.refused.map(\.code) == ["KTR-R164"])
        }
    }
}
