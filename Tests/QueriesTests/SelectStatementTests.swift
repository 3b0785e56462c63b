import Model
import Queries
import SQLText
import Testing

@Suite struct `A select statement` {
    private func select(
        _ filter: String, order: String? = nil, dialect: SQLDialect = .sqlite, rows: String? = nil,
        visibility: QueryVisibility = .everything
    ) throws -> SelectStatement {
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter(filter)
        query.projection = [0]
        query.order = try order.map { try OrderTerm.list($0, on: Complaints.complaint, in: Complaints()) } ?? []
        return try SelectStatement(
            query, dialect: dialect, context: plainContext, rowFilter: try rows.map { try Complaints.filter($0) },
            visibility: visibility)
    }

    @Test func `binds every value and leaves comparisons bare for the index`() throws {
        let statement = try select(
            "status eq 'closed' and claim gt 12.5 and effort in (1,2)", order: "received_on desc")
        #expect(
            statement.fragment.text == """
                SELECT t0."id", t0."received_on" FROM "complaint" AS t0 WHERE (t0."status" = ? AND t0."claim" > ? \
                AND t0."effort" IN (?, ?)) ORDER BY t0."received_on" DESC, t0."id" DESC
                """)
        #expect(statement.fragment.bindings == [.text("closed"), .integer(1250), .integer(1), .integer(2)])
        #expect(statement.projectedCount == 1 && statement.cursorColumns == [1, 0])
    }

    @Test func `joins each path once`() throws {
        let statement = try select(
            "customer/name eq 'a' or customer/city eq 'b' or customer/parent/name eq 'c'", order: "customer/name")
        #expect(statement.fragment.text.occurrences(of: "LEFT JOIN") == 2)
        #expect(try !select("customer/id eq me()").fragment.text.contains("JOIN"))
    }

    @Test(arguments: [
        "x' OR 1=1 --", "\"; DROP TABLE complaint; --", "?", "%", "\\", "'; SELECT load_extension('x') --", "\u{202E}",
        "${x}",
    ])
    func `keeps hostile values out of its text`(value: String) throws {
        let literal = "'" + value.replacing("'", with: "''") + "'"
        for template in [
            "subject eq @", "contains(subject,@)", "startswith(subject,@)", "endswith(subject,@)", "subject in (@,'a')",
            "concat(subject,@) eq @", "indexof(note,@) gt 0", "substring(@,1) eq subject",
        ] {
            let plain = try select(template.replacing("@", with: "'harmless'"))
            for dialect in SQLDialect.allCases {
                let hostile = try select(template.replacing("@", with: literal), dialect: dialect)
                #expect(hostile.fragment.bindings.contains(.text(value)) || NormalText.of(value).isEmpty)
                if dialect == .sqlite { #expect(hostile.fragment.text == plain.fragment.text) }
                #expect(hostile.fragment.text.occurrences(of: "?") == hostile.fragment.bindings.count)
            }
        }
    }

    @Test(arguments: [
        "\"id\"", "t0.id", "id--", "id;", "(select 1)", "id desc nulls first", "id, 1", "id asc desc", "rowid",
        "count(*)",
        "subject collate nocase", "case when 1 then id end", "", "id,", ",id", "*",
    ])
    func `takes no order but attributes of the catalog`(order: String) {
        #expect(throws: QueryError.self) {
            try OrderTerm.list(order, on: Complaints.complaint, in: Complaints())
        }
    }

    @Test func `refuses to filter or sort by what is hidden`() throws {
        let position = try #require(Complaints.account.position(of: "rating"))
        let claim = try #require(Complaints.complaint.position(of: "claim"))
        let visibility = QueryVisibility { type in .init(hidden: type == Complaints.account ? [position] : [claim]) }
        for (filter, order) in [
            ("customer/rating gt 1", "id"), ("urgent or not (customer/parent/rating eq null)", "id"),
            ("claim gt 1", "id"),
            ("urgent", "customer/rating"), ("urgent", "claim"),
        ] {
            #expect {
                try select(filter, order: order, visibility: visibility)
            } throws: { error in
                (error as? QueryError)?.code == "KTR-Q160" && (error as? QueryError)?.kind == .forbidden
            }
        }
        _ = try select("customer/name eq 'a'", rows: "claim gt 1", visibility: visibility)
    }

    @Test func `refuses paths into entity types that may not be read`() throws {
        let visibility = QueryVisibility { type in .init(isReadable: type != Complaints.account) }
        #expect { try select("customer/name eq 'a'", visibility: visibility) } throws: { error in
            (error as? QueryError)?.code == "KTR-Q161"
        }
        _ = try select("customer eq null", visibility: visibility)
    }

    @Test func `applies the row filter with full view and the query's own filter without`() throws {
        let visible = try Complaints.filter("active eq true", on: Complaints.account)
        let visibility = QueryVisibility { type in .init(rowFilter: type == Complaints.account ? visible : nil) }
        let text = try select("customer/name eq 'a'", rows: "customer/city eq 'b'", visibility: visibility).fragment
            .text
        #expect(text.contains("LEFT JOIN \"account\" AS t1 ON t1.\"id\" = t0.\"customer\" LEFT JOIN \"account\" AS t2"))
        #expect(text.contains("t2.\"id\" = t0.\"customer\" AND EXISTS (SELECT 1 FROM \"account\" AS t2_0"))
    }

    @Test func `speaks PostgreSQL`() throws {
        let text = try select("subject eq note and not (claim gt 1)", order: "effort desc", dialect: .postgresql)
            .fragment.text
        #expect(text.contains("t0.\"subject\" IS NOT DISTINCT FROM t0.\"note\""))
        #expect(text.contains("NOT (coalesce(t0.\"claim\" > ?, false))"))
        #expect(text.contains("ORDER BY t0.\"effort\" DESC NULLS LAST, t0.\"id\" DESC"))
    }
}

extension String {
    /// How often a text occurs.
    func occurrences(of part: String) -> Int { ranges(of: part).count }
}
