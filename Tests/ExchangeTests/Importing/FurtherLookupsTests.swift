import Exchange
import Model
import TestSupport
import Testing

@Suite struct `Lookups that no column sets` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <entity name="region" set="regions" title="{name}"><text name="name"/></entity>
            <entity name="person" set="persons" title="{mail}">
              <email name="mail" unique="true"/><integer name="code"/><lookup name="region" to="region"/>
            </entity>
            <entity name="deal" set="deals" title="{number}">
              <text name="number" unique="true"/><lookup name="region" to="region"/><lookup name="owner" to="person"/>
              <lookup name="winner" to="person"/><decimal name="paid" scale="2"/><date name="won_on"/>
              <state name="stage" chart="deal"/>
            </entity>
            """,
        charts: [
            "deal": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
                   name="deal" initial="open" k:entity="deal" k:attribute="stage">
              <state id="open"><transition event="win" target="won"/></state>
              <state id="won"/>
            </scxml>
            """
        ])

    private static let number = "entity=\"deal\" key=\"number\"><column name=\"number\" to=\"number\"/>"

    private func deal(_ workplace: Workplace, _ number: String) throws -> Record {
        try #require(try workplace.all("deal").first { $0.title == number })
    }

    @Test func `a constant and a composed text find their record as a column does`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let north = try await workplace.create("region", ["name": .text("North")])
            let ada = try await workplace.create("person", ["mail": .text("ada.l@example.org")])
            let map =
                Self.number + "<constant to=\"region\" value=\"North\" match=\"region.name\"/>"
                + "<compose to=\"owner\" from=\"{first}.{last}@EXAMPLE.org\" match=\"person.mail\"/>"
            let report = try await ImportDesk(workplace).run(
                "number;first;last\n1;Ada;L\n2;Bob;M\n3;;\n", map)
            #expect(report.refused.map(\.code) == ["KTR-I164"])
            #expect(report.counts.created == 2)
            #expect(try deal(workplace, "1")["region"] == .record(north.id))
            #expect(try deal(workplace, "1")["owner"] == .record(ada.id))
            #expect(try deal(workplace, "3")["owner"] == .null)
        }
    }

    @Test func `what is set in the step of an event is found too, and its numbers and dates are read as the map says`()
        async throws
    {
        try await Workplace.run(Self.texts) { workplace in
            let ada = try await workplace.create("person", ["mail": .text("ada@example.org")])
            let map =
                Self.number + "<event send=\"win\" when=\"stage\" is=\"Won\">"
                + "<set to=\"paid\" column=\"paid\" decimal=\",\"/>"
                + "<set to=\"won_on\" column=\"on\" format=\"DD.MM.YYYY\"/>"
                + "<set to=\"winner\" column=\"who\" match=\"person.mail\"/></event>"
            let report = try await ImportDesk(workplace).run(
                "number;stage;paid;on;who\n1;Won;1.234,50;31.12.2026;Ada@example.org\n2;Won;1;;nobody@x.de\n3;Open;;;q\n"
                    + "4;Won;12.50;;\n", map)
            #expect(report.refused.map(\.code) == ["KTR-I164", "KTR-R109"])
            #expect(report.refused.map(\.column) == ["who", "paid"])
            let won = try deal(workplace, "1")
            #expect(won["stage"] == .text("won"))
            #expect(won["paid"].displayText.hasPrefix("1234.5"))
            #expect(won["won_on"].displayText == "2026-12-31")
            #expect(won["winner"] == .record(ada.id))
            #expect(try deal(workplace, "3")["winner"] == .null)
        }
    }

    @Test func `a target that is made has its own lookups`() async throws {
        let map =
            Self.number + "<column name=\"owner\" to=\"owner\" match=\"person.mail\" create=\"true\">"
            + "<set to=\"region\" value=\"North\" match=\"region.name\"/></column>"
        try await Workplace.run(Self.texts) { workplace in
            let desk = ImportDesk(workplace)
            let text = "number;owner\n1;ada@example.org\n2;ADA@Example.org\n"
            let refused = try await desk.run(text, map)
            #expect(refused.refused.map(\.code) == ["KTR-I164", "KTR-I164"])
            #expect(try workplace.all("person").isEmpty)
            let north = try await workplace.create("region", ["name": .text("North")])
            let dry = try await desk.run(text, map, dry: true)
            let report = try await desk.run(text, map)
            #expect(dry.counts == report.counts)
            // One address in two cases is one person.
            #expect((report.counts.created, report.counts.createdTargets) == (2, 1))
            #expect(try workplace.all("person").map { $0["region"] } == [.record(north.id)])
        }
    }

    @Test func `one number written in two ways is one target`() async throws {
        let map = Self.number + "<column name=\"code\" to=\"owner\" match=\"person.code\" create=\"true\"/>"
        try await Workplace.run(Self.texts) { workplace in
            let report = try await ImportDesk(workplace).run("number;code\n1;7\n2;07\n3;8\n", map)
            #expect((report.counts.created, report.counts.createdTargets) == (3, 2))
        }
    }

    @Test func `a match of something that is no lookup, or of no attribute, is an error`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            for wrong in [
                "<constant to=\"paid\" value=\"1\" match=\"region.name\"/>",
                "<constant to=\"region\" value=\"x\" match=\"region.nam\"/>",
            ] {
                let error = #expect(throws: DiagnosticsError.self) {
                    _ = try ImportDesk(workplace).map(Self.number + wrong)
                }
                #expect(error?.diagnostics.map(\.code) == ["KTR-I139"])
            }
        }
    }
}
