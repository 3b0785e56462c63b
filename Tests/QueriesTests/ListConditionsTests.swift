import Model
import Queries
import SQLText
import Testing

@Suite struct `Conditions on lists` {
    private func code(_ text: String) -> String? {
        do {
            _ = try Complaints.filter(text)
            return nil
        } catch { return (error as? QueryError)?.code }
    }

    @Test(arguments: [
        ("customer/complaints/any(x x/urgent)", "KTR-Q110"), ("customer/complaints/any(: true)", "KTR-Q110"),
        ("customer/complaints/all()", "KTR-Q110"), ("customer/complaints/any(x: x/urgent", "KTR-Q112"),
        ("customer/complants/any(x: x/urgent)", "KTR-Q133"), ("customer/name/any(x: true)", "KTR-Q133"),
        ("complaints/any(x: x/urgent)", "KTR-Q133"), ("customer/complaints eq null", "KTR-Q135"),
        ("customer/complaints/any(x: x/customer/complaints/any(x: true))", "KTR-Q134"),
        ("customer/complaints/any(x: x/urgnt)", "KTR-Q121"), ("customer/complaints/any(x: x/effort)", "KTR-Q120"),
        ("customer/complaints/any(x: true) and x/urgent", "KTR-Q121"), ("nowhere/complaints/any()", "KTR-Q126"),
        ("customer/complaints/any(x: x gt x)", "KTR-Q122"), ("regarding/name eq 'a'", "KTR-Q136"),
        ("regarding/Kontor.acount/name eq 'a'", "KTR-Q136"), ("regarding/account/nam eq 'a'", "KTR-Q121"),
        ("under(customer)", "KTR-Q131"), ("under(subject,customer)", "KTR-Q137"), ("under(me(),customer)", "KTR-Q137"),
        ("under(id,customer)", "KTR-Q138"), ("under(customer,'a')", "KTR-Q122"), ("under(customer,id)", "KTR-Q122"),
    ])
    func `say what is wrong with them`(text: String, expected: String) {
        #expect(code(text) == expected, "\(text)")
    }

    @Test func `name the list that was meant`() {
        do {
            _ = try Complaints.filter("customer/complants/any()")
            Issue.record("not refused")
        } catch {
            let error = error as? QueryError
            #expect(error?.hint?.english == "did you mean 'complaints'?")
            #expect(error?.position == 10)
        }
    }

    @Test func `ask only about what may be read`() throws {
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("customer/subsidiaries/any(s: s/rating gt 1)")
        let rating = Complaints.account.position(of: "rating")
        let parent = Complaints.account.position(of: "parent")
        let rules: [QueryVisibility.Rule] = [
            .init(hidden: Set([rating].compactMap { $0 })), .init(hidden: Set([parent].compactMap { $0 })),
            .init(isReadable: false),
        ]
        for (rule, code) in zip(rules, ["KTR-Q160", "KTR-Q160", "KTR-Q161"]) {
            let visibility = QueryVisibility { $0 == Complaints.account ? rule : .init() }
            #expect {
                try SelectStatement(query, dialect: .sqlite, context: plainContext, visibility: visibility)
            } throws: { ($0 as? QueryError)?.code == code }
        }
    }
}
