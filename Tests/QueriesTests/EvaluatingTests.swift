import Model
import Queries
import Testing

@Suite struct `Evaluating an expression` {
    private let parent = Complaints.record(Complaints.account, 2, ["name": .text("Holding")])
    private let account = Complaints.record(
        Complaints.account, 1, ["name": .text("Müller"), "parent": .record(Complaints.id(2)), "rating": .integer(3)])

    private func value(_ text: String, _ values: [String: AttributeValue] = [:]) throws -> AttributeValue {
        let record = Complaints.record(Complaints.complaint, 9, values)
        let related = [account.id: account, parent.id: parent]
        let context = EvaluationContext(principal: me, now: now, zone: .utc) { _, id in related[id] }
        return try Formula(text, on: Complaints.complaint, in: Complaints()).value(of: record, in: context)
    }

    private func decimal(_ text: String) -> AttributeValue { ExactDecimal(text).map { .decimal($0) } ?? .null }

    @Test(arguments: [
        ("tolower('ÄRGER')", "ärger"), ("toupper('straße')", "STRASSE"), ("trim('\t a b \n')", "a b"),
        ("trim('  ')", ""),
        ("concat('a','b')", "ab"), ("substring('Müller',1)", "üller"), ("substring('Müller',1,2)", "ül"),
        ("substring('abc',-2,2)", "ab"), ("substring('abc',5)", ""), ("substring('abc',1,-1)", ""),
        ("substring('abc',9223372036854775807)", ""), ("substring('e\u{301}x',1)", "x"),
    ])
    func `computes texts`(text: String, expected: String) throws {
        guard case .text(let result) = try value(text) else { throw QueryTestFailure() }
        #expect(result.utf8.elementsEqual(expected.utf8))
    }

    @Test(arguments: [
        ("length('Müller')", 6), ("length('')", 0), ("length('e\u{301}')", 1), ("length('x\u{301}')", 2),
        ("indexof('banana','na')", 2),
        ("indexof('banana','x')", -1), ("indexof('a','')", 0), ("indexof('','')", 0), ("year(2026-11-22)", 2026),
        ("month(2026-11-22T23:30:00-02:00)", 11), ("day(2026-11-22T23:30:00-02:00)", 23),
        ("hour(1969-12-31T23:59:58Z)", 23),
        ("minute(1969-12-31T23:59:58.5Z)", 59), ("second(1969-12-31T23:59:58.5Z)", 58), ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.49)", 2), ("floor(-0.1)", -1), ("floor(0.9)", 0), ("ceiling(0.1)", 1), ("ceiling(-0.9)", 0),
        ("round(7)", 7),
        ("days(2026-03-01,2026-02-28)", 1), ("days(2024-03-01,2024-02-28)", 2), ("days(2026-01-01,2026-01-31)", -30),
        ("7 div 2", 3), ("-7 div 2", -3), ("7 mod 3", 1), ("-7 mod 3", -1), ("2 add 3 mul 4", 14),
        ("(2 add 3) mul 4", 20),
        ("10 sub 4 sub 3", 3), ("-(3)", -3), ("- -3", 3), ("customer/rating add 1", 4),
        ("-9223372036854775808 mod -1", 0),
    ])
    func `computes integers`(text: String, expected: Int64) throws {
        #expect(try value(text, ["customer": .record(Complaints.id(1))]) == .integer(expected))
    }

    @Test(arguments: [
        ("1.5 add 1", "2.5"), ("1.50 mul 2.5", "3.75"), ("7 divby 2", "3.5"), ("1.0 div 3", "0.333333"),
        ("5.5 mod 2", "1.5"),
        ("-1.0 div 3", "-0.333333"), ("claim mul 2", "25"), ("claim sub 0.005", "12.495"), ("-claim", "-12.5"),
    ])
    func `computes decimals exactly`(text: String, expected: String) throws {
        #expect(try value(text, ["claim": decimal("12.5")]) == decimal(expected))
    }

    @Test(arguments: [
        "9223372036854775807 add 1", "-9223372036854775808 sub 1", "9223372036854775807 mul 2", "1 div 0", "1 mod 0",
        "-9223372036854775808 div -1", "1.5 div 0.0", "effort add 1",
        "1 sub effort",
        "-effort", "tolower(subject)", "toupper(subject)", "trim(subject)", "length(subject)", "concat(subject,'a')",
        "concat('a',subject)", "indexof(subject,'a')", "indexof('a',subject)", "substring(subject,1)",
        "substring('a',effort)",
        "substring('a',0,effort)", "contains(subject,'a')", "contains('a',subject)", "startswith(subject,'a')",
        "startswith('a',subject)", "endswith(subject,'a')", "endswith('a',subject)", "year(received_on)",
        "month(received_on)",
        "day(received_on)", "hour(due_at)", "minute(due_at)", "second(due_at)", "date(due_at)", "round(claim)",
        "floor(claim)",
        "ceiling(claim)", "days(received_on,today())", "days(today(),received_on)", "customer/name",
        "customer/parent/name",
        "not urgent", "urgent and true", "urgent or false", "null", "not null", "contains(null,null)",
    ])
    func `gives null for null and for what has no result`(text: String) throws {
        #expect(try value(text) == .null)
    }

    @Test(arguments: [
        ("null eq null", true), ("null ne null", false), ("effort eq null", true), ("effort ne null", false),
        ("effort ne 1", true), ("effort eq 1", false), ("effort gt 1", false), ("effort lt 1", false),
        ("effort ge null", true),
        ("effort le effort", true), ("effort ge 1", false), ("not (effort gt 1)", true), ("urgent and false", false),
        ("urgent or true", true), ("effort in (1,null)", true), ("effort in (1,2)", false),
        ("not (effort in (1,2))", true),
        ("customer/name ne 'x'", true), ("urgent eq false", false), ("subject eq ''", false),
        ("(urgent and true) eq null", true), ("contains(subject,'a') eq false", false), ("1 div 0 eq null", true),
    ])
    func `treats null as OData says`(text: String, expected: Bool) throws {
        #expect(try value(text) == .boolean(expected))
    }

    @Test(arguments: [
        ("contains('Rechnung','chn')", true), ("contains('Rechnung','CHN')", false), ("contains('a','')", true),
        ("contains('100%','%')", true), ("contains('abc','a_c')", false), ("startswith('abc','ab')", true),
        ("startswith('abc','')", true), ("endswith('abc','bc')", true), ("endswith('bc','abc')", false),
        ("endswith('a','')", true),
        ("'e\u{301}' eq '\u{e9}'", true), ("'e' eq '\u{e9}'", false), ("'Z' lt 'a'", false), ("'a' lt 'Z'", true),
        ("'a' lt 'A'", true), ("'a' lt 'ä'", true),
        ("'\u{FFFD}' lt '\u{1F600}'", true),
        ("1 eq 1.00", true), ("2 gt 1.999", true), ("9223372036854775807 gt 1.5", true), ("1.5 in (1,1.50)", true),
        ("customer/name eq 'Müller'", true), ("customer/parent/name eq 'Holding'", true),
        ("customer/parent/parent eq null", true),
        ("me() eq 00000000-0000-7000-8000-000000000007", true), ("today() eq 2026-09-21", true),
        ("date(now()) eq today()", true),
        ("2026-11-22T10:00:00+01:00 eq 2026-11-22T09:00Z", true), ("false or true and false", false),
        ("not false and false", false),
    ])
    func `decides conditions`(text: String, expected: Bool) throws {
        #expect(try value(text, ["customer": .record(Complaints.id(1))]) == .boolean(expected))
    }
}

struct QueryTestFailure: Error {}
