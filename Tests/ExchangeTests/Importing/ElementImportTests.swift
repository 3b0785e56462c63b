import Exchange
import Model
import Synchronization
import Testing

@Suite struct `Importing amounts, times, durations, choices, JSON and places` {
    private static let types = [visit]

    private static let visit: EntityType = {
        func attribute(_ name: String, _ type: AttributeType, companionOf owner: String? = nil) -> Attribute {
            Attribute(
                name: name, type: type, label: LocalizedText(name), companionOf: owner,
                location: SourceLocation(file: "visit.xml", line: 1))
        }
        let tags = OptionSet(name: "tag", options: ["vip", "late"].map { .init(name: $0, label: LocalizedText($0)) })
        return EntityType(
            name: "visit", setName: "visits", pack: "test", label: "Visit", pluralLabel: "Visits",
            title: TitlePattern("{subject}"),
            declared: [
                attribute("subject", .text(maximumLength: 40, isLong: false)),
                attribute("fee", .money(MoneyRules(currencies: ["EUR", "USD"], scale: 2))),
                attribute("fee_currency", .currency(among: ["EUR", "USD"]), companionOf: "fee"),
                attribute("tip", .money(MoneyRules(currencies: ["CHF"], scale: 2))),
                attribute("opens_at", .time(minimum: nil, maximum: nil)),
                attribute("spent", .duration(minimum: nil, maximum: nil)), attribute("tags", .multichoice(tags)),
                attribute("extra", .json), attribute("place", .point),
            ], keys: [["subject"]], indexes: [], location: SourceLocation(file: "visit.xml", line: 1))
    }()

    private static func map(_ content: String) throws -> ImportMap {
        let text = """
            <import xmlns="urn:kontor:definitions:1" entity="visit" key="subject">
            <column name="Subject" to="subject"/>\(content)</import>
            """
        return try ImportMap(parsing: Array(text.utf8), file: "map.xml", types: types)
    }

    private func run(
        _ text: String, _ content: String, into destination: InMemoryDestination = InMemoryDestination(types: types)
    ) async throws -> (records: [Record], report: ImportReport) {
        let report = try await ImportExamples.importer(into: destination).run(
            BytesInMemory(text), map: Self.map(content),
            settings: ImportSettings(principal: ImportExamples.clara, source: "rows.csv"))
        return (destination.all("visit"), report)
    }

    @Test func `reads them as people write them`() async throws {
        let (records, report) = try await run(
            #"""
            Subject;Fee;Tip;From;Effort;Tags;More;Where
            a;1.234,50 USD;5;9.30 Uhr;1 Std. 30 Min.;"vip; late";"{""n"": 1}";"51,5136; 7,4653"
            """#,
            """
            <column name="Fee" to="fee" decimal=","/><column name="Tip" to="tip"/><column name="From" to="opens_at"/>
            <column name="Effort" to="spent"/><column name="Tags" to="tags"/><column name="More" to="extra"/>
            <column name="Where" to="place"/>
            """)
        #expect(report.counts.created == 1)
        let record = try #require(records.first)
        #expect(record["fee"] == .decimal(ExactDecimal(unscaled: 123_450, scale: 2)))
        #expect(record["fee_currency"] == .text("USD"))
        #expect(record["tip"] == .decimal(ExactDecimal(unscaled: 500, scale: 2)))
        #expect(record["opens_at"] == .time(try #require(TimeOfDay("09:30"))))
        #expect(record["spent"] == .duration(try #require(TimeSpan("PT90M"))))
        #expect(record["tags"] == .names(["vip", "late"]))
        #expect(record["extra"] == .json(.object(["n": .integer(1)])))
        #expect(record["place"] == .point(try #require(GeoPoint("51.5136, 7.4653"))))
    }

    @Test func `reads them as the map says`() async throws {
        let (records, report) = try await run(
            """
            Subject,Amount,Currency,Time,Minutes,Tags,Lat,Lon
            a,"1,200.00",eur,0930,"1,5",V|L|,51.5,7.25
            b,7,,1715,-30,-,,
            """,
            """
            <column name="Amount" to="fee" decimal="."/><column name="Currency" to="fee_currency"/>
            <column name="Time" to="opens_at" format="hhmm"/><column name="Minutes" to="spent" unit="minutes"/>
            <column name="Tags" to="tags" split="|" empty="-"><value from="V" to="vip"/><value from="L" to="late"/></column>
            <compose to="place" from="{Lat}, {Lon}"/>
            """)
        #expect(report.counts.refused == 0)
        #expect(records.map { $0["fee_currency"] } == [.text("EUR"), .null])
        #expect(records[0]["fee"] == .decimal(ExactDecimal(unscaled: 120_000, scale: 2)))
        #expect(records.map { $0["opens_at"].displayText } == ["09:30:00", "17:15:00"])
        #expect(records.map { $0["spent"].displayText } == ["PT1M30S", "-PT30M"])
        #expect(records.map { $0["tags"] } == [.names(["vip", "late"]), .null])
        #expect(records.map { $0["place"].displayText } == ["51.5, 7.25", ""])
    }

    @Test(arguments: [
        ("fee", "12,50 XYZ", "KTR-R109"), ("tip", "5 EUR", "KTR-I180"), ("opens_at", "noon", "KTR-R117"),
        ("spent", "90", "KTR-R118"), ("tags", "vip;gone", "KTR-R114"), ("extra", "{", "KTR-R140"),
        ("place", "nowhere", "KTR-R119"), ("fee_currency", "GBP", "KTR-R114"),
    ])
    func `refuses a cell that is none of them`(attribute: String, cell: String, code: String) async throws {
        let refused = Mutex<[String]>([])
        var settings = ImportSettings(principal: ImportExamples.clara, source: "rows.csv")
        settings.onRefusal = { row, _ in refused.withLock { $0.append(row.code) } }
        let report = try await ImportExamples.importer(into: InMemoryDestination(types: Self.types)).run(
            BytesInMemory("Subject,X\na,\"\(cell)\"\n"), map: Self.map("<column name=\"X\" to=\"\(attribute)\"/>"),
            settings: settings)
        #expect(report.counts.refused == 1)
        #expect(refused.withLock { $0 } == [code])
    }

    @Test func `changes nothing when the same text comes again`() async throws {
        let destination = InMemoryDestination(types: Self.types)
        let text = "Subject,Fee,Effort,Tags,Where\na,12.50 EUR,1:30,late;vip,\"51.5, 7\"\n"
        let content = """
            <column name="Fee" to="fee"/><column name="Effort" to="spent"/><column name="Tags" to="tags"/>
            <column name="Where" to="place"/>
            """
        _ = try await run(text, content, into: destination)
        let (_, report) = try await run(text, content, into: destination)
        #expect(report.counts.created == 0 && report.counts.updated == 0)
    }

    @Test(arguments: [
        (#"<column name="X" to="spent" unit="weeks"/>"#, "KTR-I134"),
        (#"<column name="X" to="fee" unit="hours"/>"#, "KTR-I134"),
        (#"<column name="X" to="opens_at" format="YYYY"/>"#, "KTR-I134"),
        (#"<column name="X" to="tip" split=","/>"#, "KTR-I134"),
        (#"<column name="X" to="tags"><value from="a" to="gone"/></column>"#, "KTR-I142"),
    ])
    func `reports what a map cannot mean`(content: String, code: String) {
        #expect { try Self.map(content) } throws: { error in
            (error as? DiagnosticsError)?.diagnostics.map(\.code) == [code]
        }
    }
}
