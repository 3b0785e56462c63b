import Model
import Queries
import SQLText
import Testing

@Suite struct `Times, durations, choices and places in queries` {
    private let store: SQLiteStore
    private let record: Record

    init() throws {
        record = Complaints.record(
            Complaints.complaint, 1,
            [
                "opens_at": .time(try #require(TimeOfDay("09:30"))),
                "spent": .duration(try #require(TimeSpan("PT36H"))),
                "tags": .names(["vip_old", "legal"]), "place": .point(try #require(GeoPoint("51.5136, 7.4653"))),
                "price": .decimal(try #require(ExactDecimal("12.500"))), "channel": .text("email"),
                "received_on": .date(try #require(CalendarDate("2026-02-27"))),
                "due_at": .instant(try #require(Instant("2026-11-22T09:30:15Z"))),
            ])
        store = try SQLiteStore()
        try store.createTable(for: Complaints.complaint)
        try store.insert(record)
    }

    @Test(arguments: [
        ("opens_at eq 09:30", true), ("opens_at gt 09:30", false), ("opens_at lt time(due_at)", true),
        ("time(due_at) eq 09:30:15", true), ("spent eq duration'P1DT12H'", true), ("spent gt 'PT36H'", false),
        ("totalseconds(spent) eq 129600", true), ("spent mul 2 eq duration'P3D'", true),
        ("spent div 3 eq duration'PT12H'", true), ("-spent eq duration'-P1DT12H'", true),
        ("-spent eq -(duration'P1DT12H')", true), ("received_on add duration'P3D' eq 2026-03-02", true),
        ("received_on add spent eq 2026-02-28", true), ("received_on sub duration'PT1S' eq 2026-02-26", true),
        ("2026-03-01 sub received_on eq duration'P2D'", true),
        ("due_at add duration'PT45S' eq 2026-11-22T09:31:00Z", true),
        ("due_at sub 2026-11-22T09:00:00Z eq duration'PT30M15S'", true),
        ("received_on add duration'P4000000D' eq null", true), ("tags/any(t: t eq 'vip_old')", true),
        ("tags/any(t: t eq 'vip')", false), ("tags/all(t: t ne 'vip')", true), ("tags/all(t: t eq 'legal')", false),
        ("tags/any(t: t eq channel)", false), ("tags ne null", true), ("tags/any()", true), ("price eq 12.5", true),
        ("geo.distance(place,geography'SRID=4326;Point(7.4653 51.5136)') eq 0", true),
        // Dortmund to Berlin, by the haversine formula on a sphere of 6371.0088 km.
        ("geo.distance(place,geography'SRID=4326;Point(13.405 52.52)') gt 421000", true),
        ("geo.distance(place,geography'SRID=4326;Point(13.405 52.52)') lt 423000", true),
        ("geo.distance(place,geography'SRID=4326;Point(7.4653 51.5036)') lt 1113", true),
        ("geo.distance(place,geography'SRID=4326;Point(7.4653 51.5036)') lt 1111", false),
    ])
    func `mean the same in memory and in SQLite`(text: String, expected: Bool) throws {
        let filter = try Complaints.filter(text)
        #expect(filter.matches(record, in: plainContext) == expected)
        var query = Query(Complaints.complaint)
        query.filter = filter
        query.projection = [0]
        let select = try SelectStatement(query, dialect: .sqlite, context: plainContext)
        #expect(try store.rows(select).count == (expected ? 1 : 0))
    }

    @Test func `a nearness on an indexed place reads a band of latitudes`() throws {
        try store.rows(SQLFragment("CREATE INDEX near ON complaint (place)"))
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("geo.distance(place,geography'SRID=4326;Point(7.46 51.51)') lt 1000")
        let select = try SelectStatement(query, dialect: .sqlite, context: plainContext)
        #expect(try store.plan(select.countFragment).contains("near (place>? AND place<?)"))
    }

    @Test(arguments: ["tags", "extra", "place"])
    func `no list is sorted by what has no order`(name: String) {
        #expect {
            try OrderTerm.list("received_on, \(name) desc", on: Complaints.complaint, in: Complaints())
        } throws: { error in
            (error as? QueryError)?.code == "KTR-Q173"
        }
    }

    @Test(arguments: ["opens_at", "spent desc", "price"])
    func `a page mark keeps the place in a list sorted by a time, a duration or an amount`(order: String) throws {
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list(order, on: Complaints.complaint, in: Complaints())
        query.top = 1
        let select = try SelectStatement(query, dialect: .sqlite, context: plainContext)
        let values = select.cursorColumns.map { record.values[select.columns[$0].position] }
        let read = try KeysetCursor(query.cursor(after: values, at: now).text, for: query)
        #expect(read.values == values)
        query.after = read
        #expect(try store.rows(SelectStatement(query, dialect: .sqlite, context: plainContext)).isEmpty)
    }

    @Test(arguments: SQLDialect.allCases)
    func `are translated for every database`(dialect: SQLDialect) throws {
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter(
            "geo.distance(place,place) lt 5 and received_on add spent lt today() and due_at sub now() gt spent and tags/any(t: t eq 'vip')"
        )
        let text = try SelectStatement(query, dialect: dialect, context: plainContext).fragment.text
        #expect(text.contains(dialect == .sqlite ? "instr(" : "strpos("))
        #expect(text.contains(dialect == .sqlite ? "julianday(" : "::date"))
    }
}
