import Model
import Queries
import Testing

@Suite struct `Query options` {
    private func read(_ pairs: (String, String)...) throws -> QueryOptions {
        try QueryOptions(pairs.map { (name: $0.0, value: $0.1) }, on: Complaints.complaint, in: Complaints())
    }

    private func refusal(_ pairs: (String, String)...) throws -> Refusal {
        try #require(throws: Refusal.self) {
            try QueryOptions(pairs.map { (name: $0.0, value: $0.1) }, on: Complaints.complaint, in: Complaints())
        }
    }

    @Test func `are read into a query`() throws {
        let options = try read(
            ("$filter", "urgent eq true"), ("$orderby", "received_on desc,subject asc"), ("$top", "50"), ("$skip", "5"),
            ("$select", "subject, id"), ("$count", "true"), ("$format", "json"), ("trace", "1"))
        let query = options.query
        #expect(query.filter?.text == "urgent eq true")
        #expect(query.order.map(\.text) == ["received_on desc", "subject"])
        #expect(query.completeOrder.map(\.text) == ["received_on desc", "subject", "id"])
        #expect((query.top, query.skip) == (50, 5))
        #expect(query.projection == [0, try #require(Complaints.complaint.position(of: "subject"))])
        #expect(query.count)
        #expect(options.others.map(\.name) == ["trace", "$format"])
    }

    @Test func `may come without their dollar sign and in any case`() throws {
        #expect(try read(("TOP", "3"), ("Filter", "urgent")).query.top == 3)
        #expect(try read(("$select", "*")).query.projection == nil)
    }

    @Test func `carry the mark of the next page`() throws {
        var query = try read(("$orderby", "effort desc")).query
        let mark = query.cursor(after: [.integer(4), .record(Complaints.id(3))], at: now)
        query.after = mark
        #expect(try read(("$orderby", "effort desc"), ("$skiptoken", mark.text)).query == query)
        #expect(try refusal(("$orderby", "effort"), ("$skiptoken", mark.text)).code == "KTR-Q151")
        #expect(try refusal(("$orderby", "effort desc"), ("$skiptoken", "zzz")).code == "KTR-Q150")
    }

    @Test(arguments: [
        ("$fliter", "urgent", "KTR-Q140"), ("$expand", "customer", "KTR-Q141"), ("$apply", "x", "KTR-Q141"),
        ("$apply", "x", "KTR-Q141"), ("$compute", "x", "KTR-Q141"), ("$top", "-1", "KTR-Q142"),
        ("$top", "", "KTR-Q142"),
        ("$top", "1e3", "KTR-Q142"), ("$top", "99999999999999999999", "KTR-Q142"), ("$top", "100001", "KTR-Q142"),
        ("$top", "١", "KTR-Q142"), ("$skip", "x", "KTR-Q142"), ("$count", "yes", "KTR-Q142"),
        ("$select", "effrot", "KTR-Q121"), ("$select", "customer/name", "KTR-Q620"),
        ("$orderby", "effort,", "KTR-Q110"),
        ("$orderby", "tags", "KTR-Q173"), ("$filter", "case(urgent:1,true:0) eq 1", "KTR-Q620"),
        ("$filter", "not Case(urgent:true)", "KTR-Q620"), ("@p", "1", "KTR-Q141"),
        ("$filter", "matchesPattern(subject,'a')", "KTR-Q620"), ("$filter", "$it/effort eq 1", "KTR-Q620"),
        ("$filter", "channel has 'email'", "KTR-Q620"), ("$filter", "effort in [1,2]", "KTR-Q620"),
        ("$filter", "effort eq @p", "KTR-Q620"), ("$filter", "effort lt INF", "KTR-Q620"),
        ("$select", "subject;id", "KTR-Q104"), ("$select", "", "KTR-Q110"), ("$orderby", "length('a')", "KTR-Q114"),
        ("$orderby", "subject desc asc", "KTR-Q110"), ("$orderby", "effrot", "KTR-Q121"), ("$filter", "", "KTR-Q110"),
        ("$orderby", "id,effort,subject,note,claim,fee,urgent,channel,status", "KTR-Q115"),
    ])
    func `are refused with a code when they are wrong`(name: String, value: String, code: String) throws {
        let refusal = try refusal((name, value))
        #expect(refusal.code == code)
        #expect(refusal.message.has(.german))
    }

    @Test func `are refused when given twice`() throws {
        #expect(try refusal(("$top", "1"), ("$TOP", "2")).code == "KTR-Q143")
        #expect(try refusal(("$fliter", "1")).problems[0].hint?.english == "did you mean '$filter'?")
    }

    @Test func `select links beside attributes, which come with no value`() throws {
        let selection = try #require(try read(("$select", "subject,customer_record, about ,subject")).selection)
        #expect(selection.names == ["subject", "customer_record", "about"])
        #expect(selection.links == ["customer_record", "about"])
        #expect(selection.positions == Complaints.complaint.position(of: "subject").map { [$0] })
        #expect(try read(("$select", "*,subject")).selection?.positions == nil)
        #expect(try read(("$select", "about")).query.projection == [])
    }

    @Test func `select nothing that is not there for whoever asks`() throws {
        let some = Selectable(positions: [0, 1], links: [])
        for name in ["subject", "customer_record", "about"] {
            #expect { try Selection(name, on: Complaints.complaint, among: some) } throws: {
                ($0 as? QueryError)?.code == "KTR-Q121"
                    && ($0 as? QueryError)?.hint?.english.contains("subject") != true
            }
        }
        #expect(try Selection("*", on: Complaints.complaint, among: some).positions == [0, 1])
    }

    @Test func `add what the address demands to the filter, before the page mark is read`() throws {
        let condition = try Complaints.filter("effort eq 1")
        let pairs = [(name: "$filter", value: "urgent")]
        let first = try QueryOptions(pairs, on: Complaints.complaint, in: Complaints(), within: condition).query
        let mark = first.cursor(after: [.record(Complaints.id(3))], at: now)
        let next = try QueryOptions(
            pairs + [("$skiptoken", mark.text)], on: Complaints.complaint, in: Complaints(), within: condition)
        #expect(next.query.after == mark && next.query.filter == first.filter)
        #expect(throws: Refusal.self) {
            try QueryOptions(pairs + [("$skiptoken", mark.text)], on: Complaints.complaint, in: Complaints())
        }
    }
}
