import Exchange
import Model
import Synchronization
import Testing

@Suite struct `Cells as files from real life have them` {
    private static let types = [thing]

    private static let thing: EntityType = {
        func attribute(_ name: String, _ type: AttributeType) -> Attribute {
            Attribute(
                name: name, type: type, label: LocalizedText(name), location: SourceLocation(file: "thing.xml", line: 1)
            )
        }
        func option(_ name: String, _ english: String, _ german: String, isRetired: Bool = false)
            -> Model.OptionSet.Option
        {
            .init(name: name, label: LocalizedText(english, german: german), isRetired: isRetired)
        }
        let kinds = OptionSet(
            name: "kind",
            options: [
                option("customer", "Customer", "Kunde"), option("lead", "Lead", "Interessent"),
                option("street", "Street", "Straße"), option("one", "Same", "Gleich"), option("two", "Same", "Eins"),
                option("old", "Former", "Kunde", isRetired: true),
            ])
        return EntityType(
            name: "thing", setName: "things", pack: "test", label: "Thing", pluralLabel: "Things",
            title: TitlePattern("{code}"),
            declared: [
                attribute("code", .text(maximumLength: 60, isLong: false)),
                attribute("note", .text(maximumLength: nil, isLong: true)),
                attribute("count", .integer(minimum: nil, maximum: nil)),
                attribute("sum", .decimal(scale: 2, minimum: nil, maximum: nil)),
                attribute("price", .money(MoneyRules(currencies: ["EUR", "JPY"], scale: 2))),
                attribute("price_currency", .currency(among: ["EUR", "JPY"])), attribute("active", .boolean),
                attribute("kind", .choice(kinds)), attribute("kinds", .multichoice(kinds)), attribute("born", .date),
                attribute("seen", .instant), attribute("spent", .duration(minimum: nil, maximum: nil)),
            ], keys: [["code"]], indexes: [], location: SourceLocation(file: "thing.xml", line: 1))
    }()

    private struct Result {
        var stored: [String: AttributeValue]
        var refused: [RefusedRow]
    }

    /// What is stored of cells, and what is refused.
    private func take(
        _ cells: [String], to attribute: String, _ more: String = "", zone: Zone = .utc, mapMore: String = ""
    ) async throws -> Result {
        let map = """
            <import xmlns="urn:kontor:definitions:1" entity="thing" key="code" separator="semicolon" \(mapMore)>
            <column name="C" to="code"/><column name="X" to="\(attribute)" \(more)/></import>
            """
        let text = "C;X\n" + cells.enumerated().map { "\($0);\"\($1.replacing("\"", with: "\"\""))\"\n" }.joined()
        let refused = Mutex<[RefusedRow]>([])
        var settings = ImportSettings(principal: ImportExamples.clara, source: "rows.csv")
        settings.onRefusal = { row, _ in refused.withLock { $0.append(row) } }
        let destination = InMemoryDestination(types: Self.types, zone: zone)
        _ = try await ImportExamples.importer(into: destination).run(
            BytesInMemory(text), map: ImportMap(parsing: Array(map.utf8), file: "map.xml", types: Self.types),
            settings: settings)
        let stored = destination.all("thing").map { record in
            (cells[Int(record["code"].displayText) ?? 0], record[attribute])
        }
        return Result(
            stored: Dictionary(stored, uniquingKeysWith: { first, _ in first }), refused: refused.withLock { $0 })
    }

    @Test(arguments: ["count", "sum", "price"])
    func `a number that does not fit the declared form is refused as it is written`(attribute: String) async throws {
        let wrong = ["12.50", "1.2.3", "4.25", "1.234,56,7", "1,234.50", "0.125", "1.23E+12", "12 34"]
        let result = try await take(wrong, to: attribute, "decimal=\",\"")
        #expect(result.stored.isEmpty)
        for (row, cell) in zip(result.refused, wrong) {
            #expect(row.reason.english.contains("'\(cell)'"))
            #expect(row.reason[.german].contains("„\(cell)“"))
            #expect(row.column == "X")
        }
    }

    @Test func `numbers are read as people and programs write them`() async throws {
        let sums = ["1.234,50", "−5", "5,00-", "(5,00)", "1’234,50", "1\u{A0}234,5", "1\u{202F}234", "=\"0,50\""]
        let result = try await take(sums, to: "sum", "decimal=\",\"")
        let expected = ["1234.50", "-5.00", "-5.00", "-5.00", "1234.50", "1234.50", "1234.00", "0.50"]
        #expect(sums.map { result.stored[$0]?.displayText } == expected)
        let whole = try await take(["1.250", "7", "12,0", "9.223.372.036.854.775.807"], to: "count", "decimal=\",\"")
        #expect(Set(whole.stored.values) == [.integer(1250), .integer(7), .integer(12), .integer(.max)])
        let amounts = try await take(["(5,00 €)", "EUR 1.234,50-", "12,50 EUR"], to: "price", "decimal=\",\"")
        #expect(Set(amounts.stored.values.map(\.displayText)) == ["-5.00", "-1234.50", "12.50"])
    }

    @Test func `a number is rounded only where the map says so`() async throws {
        let exact = try await take(["12764.5293"], to: "sum")
        #expect(exact.refused.first?.reason.english.contains("12764.5293") == true)
        let rounded = try await take(["12764.5293", "0.005", "-0.005", "1.00499"], to: "sum", "round=\"2\"")
        #expect(rounded.stored["12764.5293"]?.displayText == "12764.53")
        #expect(rounded.stored["0.005"]?.displayText == "0.01")
        #expect(rounded.stored["-0.005"]?.displayText == "-0.01")
        #expect(rounded.stored["1.00499"]?.displayText == "1.00")
        #expect(try await take(["2.5"], to: "count", "round=\"0\"").stored["2.5"] == .integer(3))
    }

    @Test func `an amount in a currency that the attribute does not have is refused with its column`() async throws {
        let result = try await take(["5 CHF"], to: "price")
        #expect(result.refused.map(\.code) == ["KTR-I180"])
        #expect(result.refused.map(\.column) == ["X"])
    }

    @Test func `an option is known by its label in any language and case`() async throws {
        let cells = ["customer", "Kunde", "LEAD", "Interessent", "strasse", "STRASSE", "Straße"]
        let result = try await take(cells, to: "kind")
        #expect(result.refused.isEmpty)
        #expect(
            cells.map { result.stored[$0] }
                == ["customer", "customer", "lead", "lead", "street", "street", "street"].map {
                    .text($0)
                })
        let several = try await take(["Kunde;LEAD", "customer ; Interessent"], to: "kinds")
        #expect(Set(several.stored.values) == [.names(["customer", "lead"])])
    }

    @Test func `what is no option, or several, is refused with the options`() async throws {
        let result = try await take(["Fax", "same", "Kunde;Fax"], to: "kind")
        #expect(result.refused.map(\.code) == ["KTR-R114", "KTR-I562", "KTR-R114"])
        #expect(result.refused[0].reason.english.contains("customer (Customer)"))
        #expect(result.refused[1].reason.english.contains("one, two"))
    }

    @Test func `yes and no are known in both languages and as spreadsheets write them`() async throws {
        let (yes, no) = (["Ja", "WAHR", "1", "yes", "true", "TRUE", "j"], ["Nein", "FALSCH", "0", "no", "False", "n"])
        let result = try await take(yes + no + ["perhaps"], to: "active")
        #expect(yes.allSatisfy { result.stored[$0] == .boolean(true) })
        #expect(no.allSatisfy { result.stored[$0] == .boolean(false) })
        #expect(result.refused.map(\.code) == ["KTR-I162"])
        let declared = try await take(["X", "x", "-", "1"], to: "active", "true=\"x\" false=\"-\"")
        #expect(declared.stored["X"] == .boolean(true) && declared.stored["-"] == .boolean(false))
        #expect(declared.refused.count == 1)
    }

    @Test func `two digits mean the years that the map says`() async throws {
        let usual = try await take(["03.04.69", "03.04.70"], to: "born", "format=\"DD.MM.YY\"")
        #expect(usual.stored.values.map(\.displayText).sorted() == ["1970-04-03", "2069-04-03"])
        let set = try await take(
            ["03.04.29", "03.04.30", "03.04.00"], to: "born", "format=\"DD.MM.YY\" years-from=\"1930\"")
        #expect(set.stored.values.map(\.displayText).sorted() == ["1930-04-03", "2000-04-03", "2029-04-03"])
    }

    @Test func `local times are those of the installation's zone or of the one that the map names`() async throws {
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        let cells = ["01.07.2026 09:30", "25.10.2026 02:30", "29.03.2026 02:30"]
        let format = "format=\"DD.MM.YYYY hh:mm\""
        let result = try await take(cells, to: "seen", format, zone: berlin)
        #expect(result.stored[cells[0]]?.displayText == "2026-07-01T07:30:00Z")
        #expect(result.stored[cells[1]]?.displayText == "2026-10-25T00:30:00Z")
        #expect(result.refused.map(\.code) == ["KTR-I580"])
        let named = try await take([cells[0]], to: "seen", format, zone: berlin, mapMore: "zone=\"America/New_York\"")
        #expect(named.stored[cells[0]]?.displayText == "2026-07-01T13:30:00Z")
        let iso = ["2026-07-01T09:30", "2026-07-01 09:30:00", "2026-07-01T07:30:00Z", "2026-07-01T09:30:00+02:00"]
        let same = try await take(iso, to: "seen", zone: berlin)
        #expect(Set(same.stored.values.map(\.displayText)) == ["2026-07-01T07:30:00Z"])
        #expect(same.refused.isEmpty)
    }

    @Test func `days and instants are read as databases write them`() async throws {
        let days = try await take(
            [
                "2026-11-22", "2026-11-22 00:00:00", "2026-11-22 00:00:00.000", "2026-11-22T00:00:00",
                "2026-11-22 17:00:00",
            ],
            to: "born")
        #expect(Set(days.stored.values.map(\.displayText)) == ["2026-11-22"])
        #expect(days.refused.count == 1)
        let instants = [
            "2026-11-22 09:30:00.000": "2026-11-22T09:30:00Z", "2026-11-22 9:30": "2026-11-22T09:30:00Z",
            "2026-11-22 09:30:00.1234560": "2026-11-22T09:30:00.123456Z",
            "2026-11-22T09:30:00,5Z": "2026-11-22T09:30:00.5Z", "2026-11-22 09:30:00+01": "2026-11-22T08:30:00Z",
            "2026-11-22 09:30:00 +01:00": "2026-11-22T08:30:00Z", "2026-11-22T09:30-0530": "2026-11-22T15:00:00Z",
        ]
        let read = try await take(instants.keys.sorted(), to: "seen")
        #expect(read.stored.mapValues(\.displayText) == instants.mapValues { Instant($0)?.description ?? "" })
        let wrong = [
            "2026-11-22", "2026-11-22 24:00", "2026-11-22 09:30:00.1234567", "2026-11-22 09:30 CET", "2026-02-30 09:30",
        ]
        let refused = try await take(wrong, to: "seen")
        #expect(refused.stored.isEmpty)
        for (row, cell) in zip(refused.refused, wrong) { #expect(row.reason.english.contains("'\(cell)'")) }
    }

    @Test(arguments: [("born", ""), ("born", "format=\"DD.MM.YYYY\""), ("seen", "")])
    func `the number by which a spreadsheet counts days is told as such`(attribute: String, more: String) async throws {
        let result = try await take(["45000", "45000.5", "45000,25"], to: attribute, more)
        #expect(result.stored.isEmpty)
        for row in result.refused {
            #expect(row.code == "KTR-I161")
            #expect(row.reason.english.contains("this is how spreadsheets count days"))
            #expect(row.reason[.german].contains("Tabellenkalkulation"))
        }
    }

    @Test func `an element of a list is replaced however its blanks are written`() async throws {
        let map = """
            <import xmlns="urn:kontor:definitions:1" entity="thing" key="code" separator="semicolon">
            <column name="C" to="code"/><column name="X" to="kinds" split=","><value from="big  customer" to="customer"/></column>
            </import>
            """
        let destination = InMemoryDestination(types: Self.types)
        let report = try await ImportExamples.importer(into: destination).run(
            BytesInMemory("C;X\n1;Lead, big  customer\n2;big\u{A0}customer\n"),
            map: ImportMap(parsing: Array(map.utf8), file: "map.xml", types: Self.types),
            settings: ImportSettings(principal: ImportExamples.clara, source: "rows.csv"))
        #expect(report.refused.isEmpty)
        #expect(destination.all("thing").map { $0["kinds"] } == [.names(["customer", "lead"]), .names(["customer"])])
    }

    @Test func `texts keep their zeros, and a lost letter is never stored`() async throws {
        let result = try await take(["01067", "=\"01067\"", "=\"a \"\"b\"\"\"", "M\u{FFFD}ller"], to: "note")
        #expect(result.stored["01067"] == .text("01067"))
        #expect(result.stored["=\"01067\""] == .text("01067"))
        #expect(result.stored["=\"a \"\"b\"\"\""] == .text("a \"b\""))
        #expect(result.refused.map(\.code) == ["KTR-I564"])
    }

    @Test func `line ends inside a long text are one kind`() async throws {
        let result = try await take(["a\rb", "a\r\nb", "a\nb"], to: "note")
        #expect(Set(result.stored.values) == [.text("a\nb")])
    }

    @Test func `durations count exactly`() async throws {
        let result = try await take(["1,5", "0.00001", "1.234"], to: "spent", "unit=\"minutes\"")
        #expect(result.stored["1,5"]?.displayText == "PT1M30S")
        #expect(result.refused.map(\.code) == ["KTR-I563"])
        let declared = try await take(["1.234", "1,5", "1.5"], to: "spent", "unit=\"seconds\" decimal=\",\"")
        #expect(declared.stored["1.234"]?.displayText == "PT20M34S")
        #expect(declared.stored["1,5"]?.displayText == "PT1.5S")
        #expect(declared.refused.map(\.cells).map { $0[1] } == ["1.5"])
    }

    @Test func `all that is wrong with a row is told at once, each with its column`() async throws {
        let map = """
            <import xmlns="urn:kontor:definitions:1" entity="thing" key="code">
            <column name="C" to="code"/><column name="Since when" to="born"/><column name="Sum" to="sum"/>
            <column name="Count" to="count"/></import>
            """
        let report = try await ImportExamples.importer(into: InMemoryDestination(types: Self.types)).run(
            BytesInMemory("C;Since when;Sum;Count\n;nonsense;rubbish;x\nA;2026-01-01;1;y\n"),
            map: ImportMap(parsing: Array(map.utf8), file: "map.xml", types: Self.types),
            settings: ImportSettings(principal: ImportExamples.clara, source: "rows.csv"))
        #expect(report.refused.first?.faults.map(\.column) == ["Sum", "Count", "C", "Since when"])
        #expect(report.reasons[RefusedRow.Fault.Kind(column: "Count", code: "KTR-R107")] == 2)
        #expect(report.counts.refused == 2)
    }
}
