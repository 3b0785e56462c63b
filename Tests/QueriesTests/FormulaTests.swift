import Model
import Queries
import SQLText
import Testing

@Suite struct `A formula` {
    private let accounts: [Record]
    private let complaints: [Record]
    private let store: SQLiteStore

    init() throws {
        var random = SeededRandom(state: 4711)
        accounts = random.accounts(30)
        complaints = random.complaints(200, accounts: 30)
        store = try SQLiteStore()
        try store.createTable(for: Complaints.account)
        try store.createTable(for: Complaints.complaint)
        for record in accounts + complaints { try store.insert(record) }
    }

    private var context: EvaluationContext {
        let all = Dictionary(accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return EvaluationContext(principal: me, now: now, zone: .utc) { _, id in all[id] }
    }

    /// What a list sorted by the formula gives for each record, by id.
    private func sqlValues(
        _ name: String, visibility: QueryVisibility = .everything
    ) throws -> [SQLValue: SQLValue] {
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list(name, on: Complaints.complaint, in: Complaints())
        query.projection = [0]
        let select = try SelectStatement(
            query, dialect: .sqlite, context: EvaluationContext(principal: me, now: now, zone: .utc),
            visibility: visibility)
        let rows = try store.rows(select)
        return Dictionary(rows.map { ($0[0], $0[select.cursorColumns[0]]) }, uniquingKeysWith: { first, _ in first })
    }

    private func formula(_ name: String) throws -> Formula {
        let type = Complaints.complaint
        guard case .formula(let rules)? = type.attribute(named: name)?.type else { throw Missing() }
        return try Formula(rules.expression, on: type, in: Complaints(), yielding: ValueType(rules.result, in: type))
    }

    private struct Missing: Error {}

    @Test(arguments: ["total", "age", "overdue", "headline", "due_on", "bonus", "chain"])
    func `gives the same in SQL and in memory`(name: String) throws {
        let formula = try formula(name)
        let values = try sqlValues(name)
        for record in complaints {
            #expect(SQLValue(formula.value(of: record, in: context)) == values[SQLValue(record[.id])], "\(name)")
        }
    }

    @Test(arguments: ["total", "age", "overdue", "headline", "due_on desc", "bonus desc", "chain desc,total"])
    func `pages by keyset without losing or repeating a record`(order: String) throws {
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list(order, on: Complaints.complaint, in: Complaints())
        query.filter = try Complaints.filter("total ne 12.5")
        query.projection = [0]
        let context = EvaluationContext(principal: me, now: now, zone: .utc)
        let all = try store.rows(SelectStatement(query, dialect: .sqlite, context: context)).map { $0[0] }
        #expect(all.count > 150)
        var paged: [SQLValue] = []
        while true {
            let select = try SelectStatement(query, dialect: .sqlite, context: context)
            let rows = try store.rows(select, atMost: 17)
            paged += rows.map { $0[0] }
            guard rows.count == 17, let last = rows.last else { break }
            let values = zip(select.cursorColumns, query.completeOrder).map { column, term in
                attributeValue(last[column], term.path.type)
            }
            query.after = try KeysetCursor(query.cursor(after: values, at: now).text, for: query)
        }
        #expect(paged == all)
    }

    @Test func `that depends on the day goes on as of the first page after midnight`() throws {
        var query = Query(Complaints.complaint)
        query.order = try OrderTerm.list("age desc", on: Complaints.complaint, in: Complaints())
        query.projection = [0]
        let today = EvaluationContext(principal: me, now: now, zone: .utc)
        let tomorrow = EvaluationContext(principal: me, now: now.adding(.seconds(86_400)), zone: .utc)
        let all = try store.rows(SelectStatement(query, dialect: .sqlite, context: today)).map { $0[0] }
        let first = try SelectStatement(query, dialect: .sqlite, context: today)
        let rows = try store.rows(first, atMost: 20)
        let last = try #require(rows.last)
        let values = zip(first.cursorColumns, query.completeOrder).map { attributeValue(last[$0], $1.path.type) }
        let cursor = query.cursor(after: values, at: now)
        query.after = try KeysetCursor(cursor.text, for: query)
        let second = try store.rows(SelectStatement(query, dialect: .sqlite, context: tomorrow), atMost: 20)
        #expect((rows + second).map { $0[0] } == Array(all.prefix(40)))
    }

    private func attributeValue(_ value: SQLValue, _ type: ValueType) -> AttributeValue {
        switch (value, type) {
        case (.null, _): .null
        case (.integer(let number), .decimal(let scale)): .decimal(ExactDecimal(unscaled: number, scale: scale))
        case (.integer(let number), .boolean): .boolean(number == 1)
        case (.integer(let number), _): .integer(number)
        case (.text(let text), .date): CalendarDate(text).map { .date($0) } ?? .null
        case (.text(let text), _): .text(text)
        case (.blob(let bytes), _): .record(RecordID(bytes: bytes) ?? Complaints.id(0))
        case (.real, _): .null
        }
    }

    @Test func `that reads what is hidden is null, and so tells nothing by filter or order`() throws {
        let position = try #require(Complaints.complaint.position(of: "claim"))
        let visibility = QueryVisibility { type in
            QueryVisibility.Rule(hidden: type == Complaints.complaint ? [position] : [])
        }
        #expect(Set(try sqlValues("total", visibility: visibility).values) == [.null])
        // What is made of a formula that reads it is null too.
        #expect(Set(try sqlValues("bonus", visibility: visibility).values) == [.null])
        #expect(Set(try sqlValues("age", visibility: visibility).values).count > 10)
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("total gt 0 or bonus gt 0")
        let select = try SelectStatement(query, dialect: .sqlite, context: context, visibility: visibility)
        #expect(try store.rows(select.countFragment) == [[.integer(0)]])
    }

    @Test func `that is hidden itself cannot be asked about`() throws {
        let position = try #require(Complaints.account.position(of: "place"))
        let visibility = QueryVisibility { type in
            QueryVisibility.Rule(hidden: type == Complaints.account ? [position] : [])
        }
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("startswith(customer/place,'a')")
        #expect(throws: QueryError.self) {
            try SelectStatement(query, dialect: .sqlite, context: context, visibility: visibility)
        }
        // A formula that only uses it is null.
        #expect(Set(try sqlValues("headline", visibility: visibility).values) == [.null])
    }

    @Test func `of formulas is bounded in size and depth`() throws {
        struct Tower: QueryCatalog {
            let type: EntityType
            func entityType(named name: String) -> EntityType? { nil }
            func states(ofChart name: String) -> ChartStates? { nil }
            func formula(at position: Int, of type: EntityType) -> KnownFormula {
                guard case .formula(let rules) = type.attributes[position].type,
                    let formula = try? Formula(rules.expression, on: type, in: self)
                else { return .faulty }
                return .computed(formula.expression)
            }
        }
        let integer = AttributeType.integer(minimum: nil, maximum: nil)
        let floors = (0..<30).map { floor in
            Attribute(
                name: "f\(floor)",
                type: floor == 0
                    ? integer : .formula(FormulaRules(result: integer, expression: "f\(floor - 1) add f\(floor - 1)")),
                label: "F", location: Complaints.here)
        }
        let type = EntityType(
            name: "tower", setName: "towers", pack: "test", label: "Tower", pluralLabel: "Towers",
            title: TitlePattern(""), declared: floors, keys: [], indexes: [], location: Complaints.here)
        let tower = Tower(type: type)
        #expect(throws: Never.self) { try Formula("f5", on: type, in: tower) }
        #expect(throws: QueryError.self) { try Formula("f11 add 1", on: type, in: tower) }
    }

    @Test(arguments: [
        ("age", "text", "KTR-Q182"), ("claim", "integer", "KTR-Q182"), ("wheel add 1", "integer", "KTR-Q180"),
        ("if(urgent,1,'a')", "integer", "KTR-Q132"), ("max(urgent,true)", "boolean", "KTR-Q122"),
        ("if(age,1,2)", "integer", "KTR-Q120"), ("if(urgent,1)", "integer", "KTR-Q131"),
        ("round(claim,age)", "decimal", "KTR-Q132"), ("null", "integer", "KTR-Q182"),
    ])
    func `is refused with a reason`(text: String, type: String, code: String) {
        let result: ValueType =
            switch type {
            case "integer": .integer
            case "text": .text
            case "boolean": .boolean
            default: .decimal(scale: 2)
            }
        let error = #expect(throws: QueryError.self) {
            try Formula(text, on: Complaints.complaint, in: Complaints(), yielding: result)
        }
        #expect(error?.code == code)
    }

    @Test(arguments: [
        ("years(2026-02-28,2024-02-29)", AttributeValue.integer(1)), ("years(2026-03-01,2024-02-29)", .integer(2)),
        ("months(2026-02-28,2026-01-31)", .integer(0)), ("months(2026-01-31,2026-02-28)", .integer(0)),
        ("months(2026-03-31,2026-01-31)", .integer(2)), ("months(2025-12-01,2026-01-02)", .integer(-1)),
        ("weekday(2026-11-22)", .integer(7)), ("text(-0.05)", .text("-0.05")),
        ("text(2026-01-31)", .text("2026-01-31")),
        ("iif(1 gt 2,'a',null)", .null), ("coalesce(null,'','b')", .text("")), ("min(3,2.5)", .decimal(dec("2.5"))),
        ("round(2.345,2)", .decimal(dec("2.35"))), ("round(-2.345,2)", .decimal(dec("-2.35"))),
        ("abs(-3)", .integer(3)),
        ("concat('a','b','c')", .text("abc")), ("1 div 0", .null), ("max(1,null)", .null),
    ])
    func `has the functions that its authors expect`(text: String, value: AttributeValue) throws {
        let formula = try Formula(text, on: Complaints.complaint, in: Complaints())
        #expect(formula.value(of: complaints[0], in: context) == value)
    }
}

private func dec(_ text: String) -> ExactDecimal { ExactDecimal(text) ?? ExactDecimal(unscaled: 0) }
