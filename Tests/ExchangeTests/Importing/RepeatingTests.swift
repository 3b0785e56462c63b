import Definitions
import Exchange
import Model
import Records
import Storage
import TestSupport
import Testing

/// Firms with contacts and deals, and imports into them through the real write path.
struct ImportDesk {
    static let texts = WorkplaceTexts(
        definitions: """
            <options name="kinds"><option name="customer"><label>Customer</label><label xml:lang="de">Kunde</label></option></options>
            <entity name="firm" set="firms" title="{name}">
              <text name="number"/><text name="name"/><text name="city"/><integer name="rank"/><date name="since"/>
              <choice name="kind" options="kinds"/><text name="note" personal="true"/><email name="mail"/>
              <key attributes="number"/>
            </entity>
            <entity name="contact" set="contacts" title="{name}">
              <text name="name" required="true"/><lookup name="firm" to="firm"/><lookup name="other" to="firm"/>
              <integer name="year"/><text name="role"/>
              <key attributes="firm year"/>
            </entity>
            <entity name="deal" set="deals" title="{number}">
              <text name="number"/><decimal name="value" scale="2"/><state name="stage" chart="deal"/><key attributes="number"/>
            </entity>
            <entity name="memo" set="memos" title="{text}"><text name="text"/><text name="tag"/></entity>
            """,
        charts: [
            "deal": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
                   name="deal" initial="engaging" k:entity="deal" k:attribute="stage">
              <state id="engaging"><transition event="win" target="won"/></state>
              <final id="won"/>
            </scxml>
            """
        ])

    static let firms = """
        entity="firm" key="number"><column name="number" to="number"/><column name="name" to="name" optional="true"/>
        <column name="city" to="city" empty="-" optional="true"><value from="none" to=""/></column>
        <column name="rank" to="rank" optional="true"/>
        """
    static let making = """
        entity="contact"><column name="name" to="name"/>
        <column name="firm" to="firm" match="firm.name" create="true" optional="true"/>
        <column name="other" to="other" match="firm.name" create="true" optional="true"/>
        """
    static let deals = """
        entity="deal" key="number"><column name="number" to="number"/><column name="value" to="value" optional="true"/>
        <event send="win" on="both" unless="won" when="Stage" is="Won"/>
        """

    let workplace: Workplace
    let importer: Importer

    init(_ workplace: Workplace) {
        self.workplace = workplace
        importer = Importer(
            destination: RecordsDestination(workplace.records), ids: SequentialIDs(startingAfter: 9_000_000),
            clock: workplace.clock)
    }

    func map(_ body: String) throws -> ImportMap {
        let text = "<import xmlns=\"urn:kontor:definitions:1\" \(body)</import>"
        return try ImportMap(parsing: Array(text.utf8), file: "map.xml", types: workplace.catalog.entityTypes)
    }

    func run(
        _ text: String, _ map: String, dry: Bool = false, batchSize: Int = 500, again: Bool = false
    ) async throws -> ImportReport {
        var settings = ImportSettings(principal: workplace.admin, source: "rows.csv")
        settings.isDryRun = dry
        settings.batchSize = batchSize
        settings.isRepeatAllowed = again
        return try await importer.run(BytesInMemory(text), map: self.map(map), settings: settings)
    }

    func undo(_ report: ImportReport) async throws -> Importer.UndoReport {
        let batch = try #require(report.batch)
        return try await importer.undo(batch, as: workplace.admin)
    }

    func cities() throws -> [String: String] {
        Dictionary(
            try workplace.all("firm").map { ($0["number"].displayText, $0["city"].displayText) },
            uniquingKeysWith: { first, _ in first })
    }
}

@Suite struct `Repeating an import` {
    @Test func `an empty cell leaves a value, and a text that means none takes it away`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;city\nA;Ulm\nB;Ulm\nC;Ulm\nD;Ulm\n", ImportDesk.firms)
            let blanks = "\u{3164}\u{2800}\u{200E}\u{34F}"
            let unseen = try await desk.run("number;city\nA;\(blanks)\nB;\u{FEFF}\nC;\u{180E}\n", ImportDesk.firms)
            #expect((unseen.counts.updated, unseen.counts.unchanged) == (0, 3))
            let report = try await desk.run("number;city\nA;\nB;-\nC;none\nD;\u{A0}- \n", ImportDesk.firms)
            #expect((report.counts.updated, report.counts.unchanged) == (3, 1))
            #expect(try desk.cities() == ["A": "Ulm", "B": "", "C": "", "D": ""])
        }
    }

    @Test(arguments: [1, 2, 500])
    func `a dry run tells the numbers of the run`(batchSize: Int) async throws {
        let firms = "number;city;rank\nA;Ulm;1\nA;Ulm;1\nA;Ulm;2\nB;;\nB;;3\nE;Ulm;5\nE;Ulm;5\nE;Jena;5\nF;x;bad\n"
        let contacts = "name;firm;other\n" + (0..<40).map { "c\($0);F\($0 % 3);F\($0 % 2)\n" }.joined() + ";F9;\n"
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;city;rank\nE;Ulm;4\n", ImportDesk.firms)
            for (text, map) in [(firms, ImportDesk.firms), (contacts, ImportDesk.making)] {
                let before = try workplace.rowCounts()
                let dry = try await desk.run(text, map, dry: true, batchSize: batchSize)
                #expect(try workplace.rowCounts() == before)
                let run = try await desk.run(text, map, batchSize: batchSize)
                #expect(dry.counts == run.counts)
                #expect(run.counts.refused == 1)
            }
            #expect(
                try workplace.all("firm").map { $0["name"].displayText }.filter { !$0.isEmpty }.sorted() == [
                    "F0", "F1", "F2",
                ])
        }
    }

    @Test(arguments: [1, 2, 500])
    func `a dry run refuses a later row of a record as the run does`(batchSize: Int) async throws {
        let map = ImportDesk.deals.replacing("unless=\"won\" ", with: "")
        let text = "number;value;Stage\n1;5;Won\n1;6;Won\n2;7;Engaging\n2;8;Won\n2;9;Engaging\n3;1;Engaging\n"
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;value;Stage\n3;1;Engaging\n", map)
            let dry = try await desk.run(text, map, dry: true, batchSize: batchSize)
            let run = try await desk.run(text, map, batchSize: batchSize)
            #expect(dry.counts == run.counts)
            #expect(dry.refused.map(\.number) == run.refused.map(\.number))
            #expect(dry.refused.map(\.code) == run.refused.map(\.code))
            // The record is won already: the event is not possible any more.
            #expect(run.refused.map(\.number) == [3])
        }
    }

    @Test func `one cell is refused once, be its record there or not`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;city\nA;Ulm\n", ImportDesk.firms)
            let report = try await desk.run("number;city\nA;U\u{0}m\nB;U\u{0}m\n", ImportDesk.firms)
            #expect(report.refused.map { $0.faults.map(\.code) } == [["KTR-I108"], ["KTR-I108"]])
            #expect(try desk.cities() == ["A": "Ulm"])
        }
    }

    @Test func `rows with the key of an earlier row are told`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let report = try await ImportDesk(workplace).run("number;rank\nA;1\nB;1\nA;2\n", ImportDesk.firms)
            #expect(report.counts.repeatedKeys == 1)
            #expect(report.repeatedRows == [4])
        }
    }

    @Test func `several attributes may be the key together, lookups among them`() async throws {
        let map = """
            entity="contact" key="firm year"><column name="firm" to="firm" match="firm.name" create="true"/>
            <column name="year" to="year"/><column name="name" to="name"/>
            """
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let text = "firm;year;name\nAcme;2025;a\nAcme;2026;b\nBeta;2025;c\n"
            #expect(try await desk.run(text, map, batchSize: 2).counts.created == 3)
            let again = try await desk.run(text.replacing("2026;b", with: "2026;x"), map)
            #expect((again.counts.created, again.counts.updated, again.counts.unchanged) == (0, 1, 2))
            let refused = try await desk.run("firm;year;name\nAcme;;a\n;2025;a\n", map)
            #expect(refused.refused.map(\.code) == ["KTR-I163", "KTR-I163"])
            #expect(refused.refused.map(\.column) == ["year", "firm"])
        }
    }

    @Test func `a state moves by events on records that were there, where the map says so`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let text = "number;value;Stage\n1;5;Engaging\n2;5;Won\n"
            _ = try await desk.run(text, ImportDesk.deals)
            let moved = text.replacing("Engaging", with: "Won")
            let dry = try await desk.run(moved, ImportDesk.deals, dry: true)
            let report = try await desk.run(moved, ImportDesk.deals)
            #expect(dry.counts == report.counts)
            #expect((report.counts.updated, report.counts.unchanged, report.counts.refused) == (1, 1, 0))
            #expect(try workplace.all("deal").map { $0["stage"] } == [.text("won"), .text("won")])
            let third = try await desk.run(moved, ImportDesk.deals)
            #expect(third.counts.unchanged == 2)
            let always = ImportDesk.deals.replacing(" unless=\"won\"", with: "")
            #expect(try await desk.run(moved, always).counts.refused == 2)
            let made = ImportDesk.deals.replacing("on=\"both\" unless=\"won\"", with: "")
            #expect(try await desk.run(moved, made).counts.unchanged == 2)
        }
    }

    @Test func `an interrupted import of the same file is told, and its rows are not stored twice unasked`()
        async throws
    {
        let memos = "entity=\"memo\"><column name=\"text\" to=\"text\"/>"
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let report = try await desk.run("text\na\nb\n", memos)
            #expect(try await desk.run("text\nc\n", memos).warnings.isEmpty)
            let destination = RecordsDestination(workplace.records)
            let id = try #require(report.batch)
            var batch = try #require(try destination.batch(id))
            batch.finished = nil
            try await destination.update(batch)
            let refusal = try await workplace.refusal { try await desk.run("text\na\nb\n", memos) }
            #expect(refusal.code == "KTR-I565")
            #expect(refusal.message.english.contains("created 2 records"))
            #expect(try await desk.run("text\na\nb\n", memos, dry: true).warnings.map(\.code) == ["KTR-I565"])
            #expect(try desk.importer.batches().last?.counts.created == 2)
            #expect(try await desk.run("text\na\nb\n", memos, again: true).counts.created == 2)
            _ = try await desk.undo(report)
            #expect(try await desk.run("text\nd\n", memos).warnings.isEmpty)
        }
    }
}

@Suite struct `What rows refer to` {
    @Test(
        arguments: [1, 500], ["Mu\u{308}ller AG", "M\u{FC}ller\u{A0}AG", " M\u{FC}ller  AG", "M\u{FC}ller\u{200B} AG"])
    func `is found however its blanks and letters are written`(batchSize: Int, odd: String) async throws {
        let matching =
            "entity=\"contact\"><column name=\"name\" to=\"name\"/><column name=\"firm\" to=\"firm\" match=\"firm.name\"/>"
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            try await workplace.create("firm", ["name": .text("Müller AG")])
            let text = "name;firm\none;\(odd)\ntwo;Müller AG\n"
            #expect(try await desk.run(text, matching, batchSize: batchSize).counts.created == 2)
            #expect(try await desk.run(text, ImportDesk.making, batchSize: batchSize).counts.created == 2)
            #expect(try workplace.all("firm").count == 1)
        }
    }

    @Test(arguments: [1, 500])
    func `is made once, whichever column refers to it`(batchSize: Int) async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let text = "name;firm;other\na;Acme;Beta\nb;Beta;Acme\nc;Acme;Acme\n"
            let report = try await ImportDesk(workplace).run(text, ImportDesk.making, batchSize: batchSize)
            #expect((report.counts.created, report.counts.createdTargets) == (3, 2))
            #expect(try workplace.all("firm").map { $0["name"].displayText }.sorted() == ["Acme", "Beta"])
        }
    }

    @Test func `is not left behind by a refused row, and is there for the next one`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let report = try await desk.run("name;firm\n;Orphan\n;Acme\na;Acme\nb;Acme\n;Acme\n", ImportDesk.making)
            #expect((report.counts.created, report.counts.refused, report.counts.createdTargets) == (2, 3, 1))
            #expect(try workplace.all("firm").map { $0["name"].displayText } == ["Acme"])
            #expect(Set(report.refused.map(\.column)) == ["name"])
            let undone = try await desk.undo(report)
            #expect((undone.deleted, undone.keptCount) == (3, 0))
            #expect(try workplace.all("firm").isEmpty)
        }
    }

    @Test func `is told with the fault of a column and what else is wrong`() async throws {
        let map = """
            entity="contact"><column name="name" to="name"/><column name="year" to="year"/>
            <column name="firm" to="firm" match="firm.name"/>
            """
        try await Workplace.run(ImportDesk.texts) { workplace in
            let report = try await ImportDesk(workplace).run("name;year;firm\n;x;Nobody\n", map)
            #expect(Set(report.refused[0].faults.compactMap(\.column)) == ["name", "year", "firm"])
            #expect(try workplace.all("contact").isEmpty)
        }
    }
}

@Suite struct `Taking back what an import changed` {
    @Test func `gives records the values from before`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let map =
                ImportDesk.firms
                + "<column name=\"note\" to=\"note\" optional=\"true\"/><column name=\"kind\" to=\"kind\" optional=\"true\"/>"
            _ = try await desk.run("number;city;rank;note\nA;Ulm;1;secret\nB;Ulm;;\n", map)
            let second = try await desk.run(
                "number;city;rank;note;kind\nA;-;2;other;Kunde\nB;Jena;3;new;\nC;Köln;;;\n", map)
            let undone = try await desk.undo(second)
            #expect((undone.deleted, undone.restored, undone.keptCount) == (1, 2, 0))
            let firms = try workplace.all("firm")
            #expect(firms.map { $0["city"].displayText } == ["Ulm", "Ulm"])
            #expect(firms.map { $0["rank"] } == [.integer(1), .null])
            #expect(firms.map { $0["note"] } == [.text("secret"), .null])
            #expect(firms.map { $0["kind"] } == [.null, .null])
        }
    }

    @Test func `takes back what several rows did to one record`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;city\nA;Ulm\n", ImportDesk.firms)
            let report = try await desk.run("number;city\nA;Jena\nA;Köln\nN;x\nN;y\n", ImportDesk.firms)
            #expect((report.counts.created, report.counts.updated) == (1, 3))
            let undone = try await desk.undo(report)
            #expect((undone.deleted, undone.restored, undone.keptCount) == (1, 1, 0))
            #expect(try desk.cities() == ["A": "Ulm"])
        }
    }

    @Test func `leaves what somebody changed since, with its reason, and takes the rest back`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;city\nA;Ulm\nB;Ulm\n", ImportDesk.firms)
            let report = try await desk.run("number;city\nA;Jena\nB;Jena\n", ImportDesk.firms)
            let firm = try #require(try workplace.all("firm").first { $0["number"] == .text("A") })
            try await workplace.update(firm, ["rank": .integer(9)])
            let undone = try await desk.undo(report)
            #expect((undone.restored, undone.keptCount) == (1, 1))
            #expect(undone.kept.map(\.code) == ["KTR-I183"])
            #expect(try desk.cities() == ["A": "Jena", "B": "Ulm"])
        }
    }

    @Test func `goes back batch by batch`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            let first = try await desk.run("number;city\nA;Ulm\n", ImportDesk.firms)
            let second = try await desk.run("number;city\nA;Jena\n", ImportDesk.firms)
            let third = try await desk.run("number;city\nA;Bonn\n", ImportDesk.firms)
            #expect(try await desk.undo(third).restored == 1)
            #expect(try desk.cities() == ["A": "Jena"])
            #expect(try await desk.undo(second).restored == 1)
            #expect(try desk.cities() == ["A": "Ulm"])
            #expect(try await desk.undo(first).deleted == 1)
            #expect(try workplace.all("firm").isEmpty)
        }
    }

    @Test func `says of a record whose state was moved that it stays, and may be asked again`() async throws {
        try await Workplace.run(ImportDesk.texts) { workplace in
            let desk = ImportDesk(workplace)
            _ = try await desk.run("number;value;Stage\n1;5;Engaging\n", ImportDesk.deals)
            let report = try await desk.run("number;value;Stage\n1;6;Won\n", ImportDesk.deals)
            for _ in 0..<2 {
                let undone = try await desk.undo(report)
                #expect((undone.restored, undone.kept.map(\.code)) == (0, ["KTR-I567"]))
            }
            #expect(try workplace.all("deal").map { $0["stage"] } == [.text("won")])
        }
    }
}
