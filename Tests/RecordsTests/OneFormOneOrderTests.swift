import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `One clock, one form and one order` {
    private static let desk = WorkplaceTexts(
        definitions: """
            <options name="urgency"><option name="low"/><option name="high"/><option name="extreme"/></options>
            <entity name="firm" set="firms" title="{name}"><text name="name" unique="true"/><email name="mail" unique="true"/>
              <rollup name="total" of="bills" sum="size"/></entity>
            <entity name="bill" set="bills" title="{number}">
              <autonumber name="number" pattern="R-{yyyy}-{####}"/>
              <text name="subject"/><date name="received" default-expression="today()"/><date name="paid"/>
              <choice name="urgency" options="urgency"/><decimal name="size" scale="9"/>
              <lookup name="firm" to="firm" inverse="bills" on-delete="unlink"/>
              <formula name="days" type="integer" value="days(paid, received)"/>
              <integer name="seen"/><state name="status" chart="bill"/>
              <index attributes="subject"/>
            </entity>
            """,
        charts: [
            "bill": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
              name="bill" initial="open" k:entity="bill" k:attribute="status">
              <state id="open"><transition event="pay" target="settled">
                <assign location="record.paid" expr="'2027-01-31'"/></transition></state>
              <state id="settled"><onentry><assign location="record.seen" expr="record.days"/></onentry>
                <transition event="reopen" target="open"/></state>
            </scxml>
            """
        ])

    @Test func `tells the day and the year of a new record in the installation's zone`() async throws {
        let clock = ManualClock()
        let berlin = try #require(Zone(named: "Europe/Berlin"))
        try await Workplace.run(Self.desk, clock: clock, zone: berlin) { desk in
            clock.set(try #require(Instant("2026-12-31T23:30:00Z")))
            let bill = try await desk.create("bill", ["subject": "late"])
            #expect(
                bill["number"] == .text("R-2027-0001")
                    && bill["received"] == CalendarDate("2027-01-01").map { .date($0) })
            let type = try desk.type("bill")
            var query = Query(type)
            query.filter = try Filter("received eq today() and date(created_at) eq today()", on: type, in: desk.catalog)
            #expect(try desk.records.list(query, as: desk.admin).records.count == 1)
            #expect(desk.records.today.description == "2027-01-01")
        }
    }

    @Test func `keeps texts in one form, so that equal ones are one`() async throws {
        try await Workplace.run(Self.desk) { desk in
            let firm = try await desk.create("firm", ["name": " Jose\u{301}\u{200B}", "mail": "Max@EXAMPLE.com"])
            #expect(firm["name"] == .text("Jos\u{E9}") && firm["mail"] == .text("max@example.com"))
            for name in ["Jos\u{E9}", "Jose\u{301} ", "\u{A0}Jos\u{E9}"] {
                _ = try await desk.refusal { try await desk.create("firm", ["name": .text(name)]) }
            }
            _ = try await desk.refusal { try await desk.create("firm", ["name": "B", "mail": "MAX@example.com"]) }
            let type = try desk.type("firm")
            for text in ["name eq 'Jose\u{301}'", "name in (' Jos\u{E9} ')", "mail eq 'MAX@Example.COM'"] {
                var query = Query(type)
                query.filter = try Filter(text, on: type, in: desk.catalog)
                #expect(try desk.records.list(query, as: desk.admin).records == [try desk.reread(firm)], "\(text)")
            }
            let again = try await desk.update(firm, ["name": "Jose\u{301}"])
            #expect(try desk.reread(again) == again)
        }
    }

    @Test(arguments: [
        "subject", "subject desc", "urgency,subject", "urgency desc", "firm", "firm desc,subject", "status,firm",
    ])
    func `sorts lists as people do, page by page as at once`(order: String) async throws {
        try await Workplace.run(Self.desk) { desk in
            let subjects = ["Zimmer", "\u{C4}rzte", "apfel", "Arzt", "A\u{DF}mann", "Assmann", "", "\u{E4}", "a", "A"]
            var firms: [Record] = []
            for name in ["Zander", "\u{D6}l", "Otto"] {
                firms.append(try await desk.create("firm", ["name": .text(name)]))
            }
            for number in 0..<40 {
                let urgency = [DataValue.null, "low", "high", "extreme"][number % 4]
                let firm = number % 5 == 0 ? DataValue.null : .text(firms[number % 3].id.description)
                let subject = DataValue.text(subjects[number % subjects.count])
                try await desk.create("bill", ["subject": subject, "urgency": urgency, "firm": firm])
            }
            let type = try desk.type("bill")
            var query = Query(type)
            query.order = try OrderTerm.list(order, on: type, in: desk.catalog)
            query.top = 1000
            let all = try desk.records.list(query, as: desk.admin).records
            #expect(all.count == 40)
            var paged: [Record] = []
            query.top = 7
            repeat {
                let page = try desk.records.list(query, as: desk.admin)
                paged += page.records
                query.after = try page.next.map { try KeysetCursor($0.text, for: query) }
            } while query.after != nil
            #expect(paged.map(\.id) == all.map(\.id))
            let titles = Dictionary(uniqueKeysWithValues: firms.map { ($0.id, $0.title) })
            let shown: [String] = all.map { record in
                switch order.prefix(while: { $0.isLetter }) {
                case "firm": if case .record(let id) = record["firm"] { titles[id] ?? "" } else { "" }
                case "urgency":
                    ["", "low", "high", "extreme"].firstIndex(of: record["urgency"].displayText).map(String.init) ?? ""
                case "subject": record["subject"].displayText
                default: ""
                }
            }
            let isSorted = zip(shown, shown.dropFirst()).allSatisfy { one, next in
                order.hasSuffix("desc") || order.contains("desc,")
                    ? TextOrder.compare(one, next) >= 0 : TextOrder.compare(one, next) <= 0
            }
            #expect(isSorted, "\(shown)")
        }
    }

    @Test(arguments: [
        ("urgency gt 'low'", ["high", "extreme"]), ("urgency ge 'high'", ["high", "extreme"]),
        ("urgency lt 'extreme'", ["low", "high"]), ("'high' le urgency", ["high", "extreme"]),
        ("urgency le 'low'", ["low"]), ("urgency gt 'extreme'", []), ("not (urgency gt 'low')", ["", "low"]),
        ("firm/bills/any(b: b/urgency lt 'high')", []), ("urgency gt null", []), ("urgency ge null", [""]),
    ])
    func `compares choices by the order in which they are declared`(text: String, shown: [String]) async throws {
        try await Workplace.run(Self.desk) { desk in
            for urgency in [DataValue.null, "extreme", "high", "low"] {
                try await desk.create("bill", ["urgency": urgency])
            }
            let type = try desk.type("bill")
            var query = Query(type)
            query.filter = try Filter(text, on: type, in: desk.catalog)
            query.order = try OrderTerm.list("urgency", on: type, in: desk.catalog)
            #expect(try desk.records.list(query, as: desk.admin).records.map { $0["urgency"].displayText } == shown)
        }
    }

    @Test func `does not compare two choices with each other, whose order is in two lists`() async throws {
        try await Workplace.run(Self.desk) { desk in
            let type = try desk.type("bill")
            for text in ["urgency gt status", "urgency le subject", "subject lt status"] {
                let error = #expect(throws: QueryError.self) { _ = try Filter(text, on: type, in: desk.catalog) }
                #expect(error?.code == "KTR-Q670")
            }
        }
    }

    @Test func `finds e-mail addresses in whatever case they are looked for`() async throws {
        try await Workplace.run(Self.desk) { desk in
            let firm = try await desk.create("firm", ["name": "A", "mail": "Max@EXAMPLE.com"])
            let type = try desk.type("firm")
            for text in [
                "contains(mail,'X@Ex')", "startswith(mail,'MAX')", "endswith(mail,'.COM')", "indexof(mail,'AX') eq 1",
                "coalesce(mail,'') eq 'MAX@example.com'", "if(name eq 'A',mail,null) in ('Max@Example.com')",
                "min(mail,'Z@Z.DE') eq 'max@example.com'",
            ] {
                var query = Query(type)
                query.filter = try Filter(text, on: type, in: desk.catalog)
                #expect(try desk.records.list(query, as: desk.admin).records == [try desk.reread(firm)], "\(text)")
            }
        }
    }

    @Test func `refuses what a sum has no room for`() async throws {
        try await Workplace.run(Self.desk) { desk in
            let firm = try await desk.create("firm", ["name": "A"])
            let part: [String: DataValue] = ["firm": .text(firm.id.description), "size": .text("900000000")]
            try await desk.create("bill", part)
            let refusal = try await desk.refusal { try await desk.create("bill", part) }
            #expect(refusal.code == "KTR-R580")
            #expect(try desk.all("bill").count == 1)
            #expect(
                try desk.reread(firm)["total"] == .decimal(ExactDecimal(unscaled: 900_000_000_000_000_000, scale: 9)))
        }
    }

    @Test func `shows formulas as they are within a step`() async throws {
        try await Workplace.run(Self.desk) { desk in
            let bill = try await desk.create("bill", ["received": "2027-01-01", "paid": "2027-01-03"])
            #expect(bill["days"] == .integer(2))
            let paid = try await desk.send("pay", to: bill)
            #expect(paid["seen"] == .integer(30) && paid["days"] == .integer(30))
        }
    }

    @Test func `shows formulas to the hook that sets what they follow`() async throws {
        var texts = Self.desk
        texts.plugins = [
            "rules": """
            kontor.before_save("bill", function(change)
              change.after.paid = "2027-02-01"
              change.after.seen = change.after.days
            end)
            """
        ]
        try await Workplace.run(texts) { desk in
            let bill = try await desk.create("bill", ["received": "2027-01-01"])
            #expect(bill["seen"] == .integer(31))
        }
    }
}
