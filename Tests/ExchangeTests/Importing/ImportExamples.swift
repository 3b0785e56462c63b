import Exchange
import Model
import Storage
import Synchronization

/// Two small entity types: a ticket refers to a firm and has a chart.
enum ImportExamples {
    static let firm = EntityType(
        name: "firm", setName: "firms", pack: "test", label: "Firm", pluralLabel: "Firms",
        title: TitlePattern("{name}"),
        declared: [
            attribute("name", .text(maximumLength: 20, isLong: false), isRequired: true),
            attribute("kind", .choice(OptionSet(name: "kind", options: [option("customer"), option("other")]))),
        ], keys: [], indexes: [["name"]], location: nowhere)

    static let ticket = EntityType(
        name: "ticket", setName: "tickets", pack: "test", label: "Ticket", pluralLabel: "Tickets",
        title: TitlePattern("{subject}"),
        declared: [
            attribute("number", .text(maximumLength: 20, isLong: false)),
            attribute("subject", .text(maximumLength: 40, isLong: false), isRequired: true),
            attribute("body", .text(maximumLength: nil, isLong: true)),
            attribute("received_on", .date), attribute("noted_at", .instant),
            attribute("claim", .decimal(scale: 2, minimum: nil, maximum: nil)),
            attribute("timely", .boolean),
            attribute("channel", .choice(OptionSet(name: "channel", options: [option("web"), option("mail")]))),
            attribute("customer", .lookup(target: "firm", onDelete: .restrict)),
            attribute("status", .state(chart: "ticket"), isReadOnly: true),
        ], keys: [["number"]], indexes: [], location: nowhere)

    static let types = [firm, ticket]

    static let mapText = """
        <import xmlns="urn:kontor:definitions:1" entity="ticket" key="number">
            <column name="ID" to="number"/>
            <compose to="subject" from="{Product}: {Issue}" otherwise="{Product}"/>
            <column name="Received" to="received_on" format="M/D/YYYY"/>
            <column name="Text" to="body" clean="true"/>
            <column name="Claim" to="claim" decimal=","/>
            <column name="Timely" to="timely" true="Yes" false="No" empty="N/A"/>
            <column name="Via" to="channel"><value from="Web" to="web"/><value from="Letter" to="mail"/></column>
            <column name="Company" to="customer" match="firm.name" create="true" clean="true">
                <set to="kind" value="customer"/>
            </column>
            <event send="accept" when="Response" is="In progress | Closed"/>
            <event send="close" when="Response" is="Closed"/>
        </import>
        """

    static let header = "ID,Product,Issue,Received,Text,Claim,Timely,Via,Company,Response\n"
    static let threeRows =
        header + """
            1,Loan,Late,1/2/2014,fine,"1.234,5",Yes,Web,Acme,Closed
            2,Loan,,11/30/2014,"two
            lines",,No,Letter,Acme,In progress
            3,Card,Lost,2/28/2014,,,N/A,,Beta,

            """

    static let clara = Principal(
        id: RecordID(high: 1, low: 1), name: "clara", displayName: "Clara", roles: ["admin"], language: .german)

    static func map(_ text: String = mapText) throws -> ImportMap {
        try ImportMap(parsing: Array(text.utf8), file: "map.xml", types: types)
    }

    static func importer(into destination: InMemoryDestination) -> Importer {
        Importer(destination: destination, ids: CountingIDs(), clock: StandingClock())
    }

    @discardableResult
    static func run(
        _ text: String, into destination: InMemoryDestination, map mapText: String = mapText, dry: Bool = false,
        batchSize: Int = 500, onRefusal: (@Sendable (RefusedRow, CSVForm) throws -> Void)? = nil
    ) async throws -> ImportReport {
        var settings = ImportSettings(principal: clara, source: "rows.csv")
        settings.isDryRun = dry
        settings.batchSize = batchSize
        settings.onRefusal = onRefusal
        return try await importer(into: destination).run(BytesInMemory(text), map: map(mapText), settings: settings)
    }

    private static let nowhere = SourceLocation(file: "ticket.xml", line: 1)

    private static func attribute(
        _ name: String, _ type: AttributeType, isRequired: Bool = false, isReadOnly: Bool = false
    ) -> Attribute {
        Attribute(
            name: name, type: type, label: LocalizedText(name), isRequired: isRequired, isReadOnly: isReadOnly,
            location: nowhere)
    }

    private static func option(_ name: String) -> Model.OptionSet.Option {
        Model.OptionSet.Option(name: name, label: LocalizedText(name))
    }
}

/// Ids 1, 2, 3 … over all sources, so that they never repeat within a test run.
struct CountingIDs: IDSource {
    private static let last = Atomic<UInt64>(100)

    func next() -> RecordID { RecordID(high: 0x7000, low: Self.last.add(1, ordering: .relaxed).newValue) }
}

struct StandingClock: WallClock {
    func now() -> Instant { Instant(microseconds: 1_700_000_000_000_000) }
}
