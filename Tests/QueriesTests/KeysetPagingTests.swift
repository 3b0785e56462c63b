import Model
import Queries
import SQLText
import Testing

@Suite struct `Paging through a sorted list` {
    private let store: SQLiteStore
    private let context = EvaluationContext(principal: me, now: now, zone: .utc)

    init() throws {
        var random = SeededRandom(state: 4)
        store = try SQLiteStore()
        try store.createTable(for: Complaints.account)
        try store.createTable(for: Complaints.complaint)
        for record in random.accounts(8) { try store.insert(record) }
        for record in random.complaints(120, accounts: 8) { try store.insert(record) }
    }

    /// All ids in order, by walking from page to page with the cursors' texts.
    private func walk(_ query: Query, top: Int) throws -> [SQLValue] {
        var (query, ids) = (query, [SQLValue]())
        query.top = top
        while true {
            let select = try SelectStatement(query, dialect: .sqlite, context: context)
            let rows = try store.rows(select, atMost: top)
            ids += rows.map { $0[0] }
            guard rows.count == top, let last = rows.last else { return ids }
            let values = zip(select.cursorColumns, query.completeOrder).map { column, term in
                attributeValue(last[column], term.type)
            }
            query.after = try KeysetCursor(query.cursor(after: values, at: now).text, for: query)
        }
    }

    @Test(arguments: [
        "", "id", "id desc", "effort", "effort desc", "subject desc, effort", "effort, subject desc, claim",
        "claim desc, received_on desc", "urgent, channel desc, status, effort desc", "customer/name",
        "customer/name desc, effort",
        "customer/parent/rating desc, subject", "due_at", "received_on desc, due_at desc, urgent desc",
        "customer, effort", "length(subject) add effort", "effort mul 2 desc, subject", "coalesce(claim,0.5) desc",
        "contains(note,'a'), effort desc", "effort desc, claim desc", "received_on desc, claim desc, effort desc",
        "concat(subject,customer/name) desc", "total divby effort, effort",
        "effort add 1, effort", "if(urgent,claim,fee) desc, customer_record/name", "age add effort desc",
    ])
    func `gives what one full sort gives`(order: String) throws {
        for filter in [nil, "effort ne 0 and (urgent eq true or urgent eq null)"] {
            var query = Query(Complaints.complaint)
            query.projection = [0]
            query.filter = try filter.map { try Complaints.filter($0) }
            query.order =
                order.isEmpty ? [] : try OrderTerm.list(order, on: Complaints.complaint, in: Complaints())
            let sorted = try store.rows(SelectStatement(query, dialect: .sqlite, context: context)).map {
                $0[0]
            }
            #expect(sorted.count > 50)
            for top in [1, 3, 7, 50, 500] { #expect(try walk(query, top: top) == sorted, "top \(top)") }
        }
    }

    @Test func `sorts by an expression as it is computed for each record`() throws {
        var random = SeededRandom(state: 4)
        _ = random.accounts(8)
        let records = random.complaints(120, accounts: 8)
        for text in ["effort mul 3 sub 7", "length(subject)", "coalesce(effort,-1)"] {
            var query = Query(Complaints.complaint)
            query.projection = [0]
            query.order = try OrderTerm.list(text, on: Complaints.complaint, in: Complaints())
            #expect(query.order[0].isExpression && query.order[0].text == text)
            let sorted = try store.rows(SelectStatement(query, dialect: .sqlite, context: context))
            let formula = try Formula(text, on: Complaints.complaint, in: Complaints())
            let expected = records.map { record -> (value: Int64, id: RecordID) in
                guard case .integer(let value) = formula.value(of: record, in: context) else {
                    return (.min, record.id)
                }
                return (value, record.id)
            }.sorted { ($0.value, $0.id.description) < ($1.value, $1.id.description) }
            #expect(sorted.map { attributeValue($0[0], .record(entity: nil)) } == expected.map { .record($0.id) })
        }
    }

    @Test func `skips rows with $skip, also after a cursor`() throws {
        var query = Query(Complaints.complaint)
        query.projection = [0]
        query.order = try OrderTerm.list("effort desc", on: Complaints.complaint, in: Complaints())
        let all = try store.rows(SelectStatement(query, dialect: .sqlite, context: context))
        query.skip = 5
        #expect(try store.rows(SelectStatement(query, dialect: .sqlite, context: context)) == Array(all[5...]))
        query.after = query.cursor(
            after: [
                attributeValue(all[9][1], .integer), attributeValue(all[9][0], .record(entity: nil)),
            ], at: now)
        #expect(
            try store.rows(SelectStatement(query, dialect: .sqlite, context: context), atMost: 4) == Array(all[15..<19])
        )
    }

    @Test func `reads a page from the declared index without sorting`() throws {
        try store.rows(SQLFragment("CREATE INDEX by_date ON complaint (status, received_on, id)"))
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("status eq 'closed'")
        query.order = try OrderTerm.list("status, received_on", on: Complaints.complaint, in: Complaints())
        query.after = query.cursor(
            after: [
                .date(CalendarDate(daysSinceEpoch: 20_700)), .record(Complaints.id(1)),
            ], at: now)
        let plan = try store.plan(SelectStatement(query, dialect: .sqlite, context: context), atMost: 10)
        #expect(plan.contains("USING INDEX by_date"))
        #expect(!plan.contains("TEMP B-TREE"))
    }

    @Test func `reads each part of a descending page with nulls from the index`() throws {
        try store.rows(SQLFragment("CREATE INDEX by_day ON complaint (received_on, id)"))
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list("received_on desc", on: Complaints.complaint, in: Complaints())
        query.after = query.cursor(
            after: [
                .date(CalendarDate(daysSinceEpoch: 20_700)), .record(Complaints.id(1)),
            ], at: now)
        let plan = try store.plan(SelectStatement(query, dialect: .sqlite, context: context), atMost: 10)
        #expect(plan.ranges(of: "SEARCH t0 USING INDEX by_day").count == 2)
        #expect(!plan.contains("SCAN t0") && !plan.contains("TEMP B-TREE"))
    }

    @Test func `reads a prefix from an index`() throws {
        try store.rows(SQLFragment("CREATE INDEX by_subject ON complaint (subject COLLATE \(SQLFunctions.order))"))
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("startswith(subject,'Rech')")
        let plan = try store.plan(SelectStatement(query, dialect: .sqlite, context: context).countFragment)
        #expect(plan.contains("by_subject (subject>? AND subject<?)"))
    }

    @Test func `refuses a page mark that is damaged or of another list`() throws {
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list("effort", on: Complaints.complaint, in: Complaints())
        let text = query.cursor(after: [.integer(3), .record(Complaints.id(1))], at: now).text
        #expect(try KeysetCursor(text, for: query).values == [.integer(3), .record(Complaints.id(1))])
        for damaged in ["", "!", String(text.dropLast()), text + "AAAA", "AQ", "é"] {
            #expect(throws: QueryError.self) { try KeysetCursor(damaged, for: query) }
        }
        query.order = try OrderTerm.list("effort desc", on: Complaints.complaint, in: Complaints())
        #expect { try KeysetCursor(text, for: query) } throws: { ($0 as? QueryError)?.code == "KTR-Q151" }
    }
}

/// What a store's adapter does when it reads a column.
func attributeValue(_ value: SQLValue, _ type: ValueType) -> AttributeValue {
    switch (value, type) {
    case (.integer(let value), .boolean): .boolean(value != 0)
    case (.integer(let value), .decimal(let scale)): .decimal(ExactDecimal(unscaled: value, scale: scale))
    case (.integer(let value), .instant): .instant(Instant(microseconds: value))
    case (.integer(let value), _): .integer(value)
    case (.text(let value), .date): CalendarDate(value).map { .date($0) } ?? .null
    case (.text(let value), _): .text(value)
    case (.blob(let value), _): RecordID(bytes: value).map { .record($0) } ?? .null
    default: .null
    }
}
