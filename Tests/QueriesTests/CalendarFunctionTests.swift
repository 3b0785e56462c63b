import Model
import Queries
import SQLText
import Testing

@Suite struct `Functions of the calendar` {
    @Test(arguments: [
        ("adddays(2026-11-22, 14)", "2026-12-06"), ("adddays(2024-02-28, 1)", "2024-02-29"),
        ("adddays(2026-01-01, -1)", "2025-12-31"), ("addmonths(2026-01-31, 1)", "2026-02-28"),
        ("addmonths(2024-01-31, 1)", "2024-02-29"), ("addmonths(2026-11-22, 14)", "2028-01-22"),
        ("addmonths(2026-03-31, -1)", "2026-02-28"), ("addmonths(2026-01-15, -1)", "2025-12-15"),
        ("addmonths(9999-11-30, 1)", "9999-12-30"), ("addmonths(9999-12-31, 1)", ""), ("adddays(0001-01-01, -1)", ""),
        ("adddays(2026-11-22T09:30:00Z, 2)", "2026-11-24T09:30:00Z"), ("adddays(received_on, 1)", ""),
    ])
    func `lead to a day or an instant, or out of the calendar`(_ text: String, _ expected: String) throws {
        let record = Complaints.record(Complaints.complaint, 1, [:])
        let formula = try Formula(text, on: Complaints.complaint, in: Complaints())
        #expect(DataValue(formula.value(of: record, in: plainContext)) == (expected.isEmpty ? .null : .text(expected)))
        let store = try SQLiteStore()
        try store.createTable(for: Complaints.complaint)
        try store.insert(record)
        let literal = expected.isEmpty ? "null" : expected
        var query = Query(Complaints.complaint)
        query.filter = try Complaints.filter("\(text) eq \(literal)")
        #expect(try store.rows(SelectStatement(query, dialect: .sqlite, context: plainContext)).count == 1)
    }

    @Test(arguments: ["addmonths(now(), 1)", "adddays(subject, 1)", "adddays(today(), claim)", "adddays(today())"])
    func `want a day and a whole number`(_ text: String) {
        #expect(throws: QueryError.self) { try Formula(text, on: Complaints.complaint, in: Complaints()) }
    }
}
