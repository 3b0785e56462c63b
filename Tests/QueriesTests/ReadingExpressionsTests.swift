import Model
import Queries
import Testing

@Suite struct `Reading an expression` {
    @Test(arguments: [
        "urgent", "not urgent", "true", "null", "NOT urgent", "urgent eq true", "urgent eq null", "(urgent)",
        "((urgent))", "effort eq 1", "effort ne 1", "effort gt 1", "effort ge 1", "effort lt 1", "effort le 1",
        "effort EQ 1", "1 eq effort", "effort eq -1", "effort eq - 1", "effort eq -effort", "-effort lt -3",
        "effort eq -9223372036854775808", "effort eq 9223372036854775807", "effort eq 1.5", "claim eq 1",
        "claim gt 12.50", "claim gt 12.505", "fee eq claim", "effort eq null", "null eq effort", "null eq null",
        "effort ge null", "subject eq 'a'", "subject eq ''", "subject eq 'O''Neill'", "subject eq 'ä €  😀'",
        "subject gt 'm'", "subject eq '; drop table complaint --'", "subject eq note", "subject eq 'eq'",
        "received_on eq 2026-11-22", "received_on lt today()", "received_on eq date(due_at)",
        "received_on eq 2024-02-29", "due_at gt 2026-11-22T09:30:00Z", "due_at gt 2026-11-22T09:30Z",
        "due_at gt 2026-11-22T09:30:00.123456+01:00", "due_at lt now()", "due_at eq 2026-11-22t09:30:00z",
        "id eq 00000000-0000-7000-8000-000000000001", "id eq abcdef01-0000-7000-8000-000000000001",
        "customer eq 00000000-0000-7000-8000-000000000001", "customer eq null", "created_by eq me()",
        "created_by ne me()", "customer/id eq 00000000-0000-7000-8000-000000000001", "customer/name eq 'x'",
        "customer/parent/name eq 'x'", "customer/parent/parent/parent/name eq 'x'", "customer/parent eq customer",
        "customer / name eq 'x'", "channel eq 'email'", "'phone' eq channel", "channel in ('email','letter')",
        "channel in ('email', null)", "status ne 'closed'", "status in ('received')", "channel eq subject",
        "channel gt 'email'", "effort in (1,2,3)", "effort in (1)", "effort in (1.5,2)", "claim in (1,2.25)",
        "id in (me())", "received_on in (today(),2026-01-01)", "subject in (tolower('A'))", "not (effort in (1,2))",
        "effort in (1 add 1)", "urgent and urgent", "urgent or urgent", "urgent and urgent or urgent",
        "urgent or urgent and not urgent", "not urgent and not (effort eq 1)",
        "effort eq 1 and claim gt 2 and urgent", "null or urgent", "effort add 1 eq 2", "effort sub 1 eq 2",
        "effort mul 2 eq 2", "effort div 2 eq 2", "effort divby 2 eq 2.5", "effort mod 2 eq 0",
        "effort add 1 mul 2 eq 3", "(effort add 1) mul 2 eq 4", "claim mul effort gt 1.25", "claim div 3 gt 1",
        "claim mod 2 eq 0", "claim add fee gt 1", "effort add null eq null", "effort add -1 eq 0",
        "contains(subject,'a')", "contains( subject , 'a' )", "startswith(subject,'a')", "endswith(subject,'a')",
        "contains(customer/name,'a')", "contains(tolower(subject),tolower('A'))", "not contains(subject,'a')",
        "contains(subject,'a') eq false", "CONTAINS(subject,'a')", "contains(status,'o')", "contains(subject,null)",
        "length(subject) gt 3", "indexof(subject,'a') ge 0", "substring(subject,1) eq 'b'",
        "substring(subject,1,2) eq 'b'", "tolower(subject) eq 'a'", "toupper(subject) eq 'A'", "trim(subject) eq 'a'",
        "concat(subject,note) eq 'ab'", "concat(concat(subject,', '),note) eq 'ab'", "year(received_on) eq 2026",
        "month(due_at) eq 1", "day(today()) eq 1", "hour(due_at) eq 1", "minute(due_at) eq 1", "second(due_at) eq 1",
        "date(now()) eq today()", "date(received_on) eq today()", "round(claim) eq 1", "floor(claim) eq 1",
        "ceiling(claim) eq 1", "round(effort) eq 1", "round(claim mul 1.5) ge 0", "days(today(),received_on) gt 30",
        "days(now(),due_at) gt 30", "me() eq created_by", "now() gt created_at", "\turgent\n", "revision eq 1",
        "created_at lt now()", "1 eq 1",
        "opens_at ge 09:30", "opens_at eq 09:30:15.250", "opens_at lt time(due_at)", "hour(opens_at) eq 9",
        "spent gt duration'PT1H30M'", "spent gt 'PT1H30M'", "spent in ('PT1H',duration'P1D')",
        "DURATION'PT1S' lt spent",
        "spent add duration'PT1H' lt spent mul 2", "-spent lt spent div 2", "totalseconds(spent) gt 3600.5",
        "due_at sub now() gt duration'PT4H'", "due_at add duration'P1D' gt now()", "due_at add spent gt now()",
        "received_on add duration'P14D' lt today()", "duration'P14D' add received_on lt today()",
        "received_on sub 'P14D' lt today()", "today() sub received_on gt duration'P30D'", "price gt 12.505",
        "price gt claim", "tags/any()", "tags/any(t: t eq 'vip')", "tags/all(t: t in ('vip','late'))",
        "not tags/any(t: startswith(t,'v'))", "tags/any(t: t eq channel)", "tags eq null", "null ne tags",
        "place eq null", "place ne geography'SRID=4326;Point(7.46 51.51)'", "extra ne null",
        "geo.distance(place,geography'SRID=4326;Point(7.46 51.51)') lt 1000",
        "Geo.Distance(place, geography'point(7.46 51.51)') le 250.5",
        "customer/complaints/any(c: c/tags/any(t: t eq 'vip') and c/spent gt spent)", "'a' lt 'b'",
        "urgent eq urgent eq true", "urgent ne (effort eq 1)", "effort eq +5", "effort eq 1e2", "claim gt -1.2e-1",
        "effort lt 12E+3", "opens_at eq 11:22:33.4444444", "due_at gt 2026-11-22T09:30:00.0000000Z",
        "spent lt duration'PT1.2345S'", "customer_record/name eq 'x'", "customer_record eq null",
        "customer_record/parent_record/name eq 'x'", "regarding_account_record/name eq 'x'",
        "regarding_complaint_record eq null", "customer_record/complaints/any(c: c/customer_record/name eq 'x')",
        "regarding/account/parent_record/name eq 'x'",
    ])
    func `accepts`(text: String) throws {
        let filter = try Complaints.filter(text)
        #expect(filter.text == text)
        let record = Complaints.record(Complaints.complaint, 1, [:])
        _ = filter.matches(record, in: plainContext)
    }

    @Test(arguments: [
        ("", "KTR-Q110", 1), ("   ", "KTR-Q110", 4), ("effort eq", "KTR-Q110", 10), ("eq 1", "KTR-Q111", 4),
        ("effort eq 1 2", "KTR-Q111", 13), ("effort equals 1", "KTR-Q111", 8), ("effort = 1", "KTR-Q104", 8),
        ("effort eq 1 and", "KTR-Q110", 16), ("and urgent", "KTR-Q111", 5), ("urgent urgent", "KTR-Q111", 8),
        ("(urgent", "KTR-Q112", 1), ("urgent)", "KTR-Q111", 7), ("()", "KTR-Q110", 2), ("((urgent)", "KTR-Q112", 1),
        ("(urgent urgent)", "KTR-Q111", 9), ("not", "KTR-Q110", 4), ("effort in 1", "KTR-Q110", 11),
        ("effort in ()", "KTR-Q110", 12), ("effort in (1", "KTR-Q112", 11), ("effort in (1,)", "KTR-Q110", 14),
        ("effort in (effort)", "KTR-Q127", 12), ("effort in ('a')", "KTR-Q122", 12),
        ("channel in ('fax')", "KTR-Q123", 13), ("subject eq 'a", "KTR-Q103", 12),
        ("subject eq \"a\"", "KTR-Q104", 12), ("subject eq 'a' 'b'", "KTR-Q111", 16), ("ä eq 1", "KTR-Q104", 1),
        ("subject eq 'ä' §", "KTR-Q104", 16), ("effort; drop", "KTR-Q104", 7), ("effort eq 1--", "KTR-Q105", 11),
        ("effort eq 1e25", "KTR-Q105", 11), ("effort eq 1e", "KTR-Q105", 11), ("claim eq 1e-40", "KTR-Q105", 10),
        ("effort eq 1.", "KTR-Q105", 11),
        ("effort eq 9223372036854775808", "KTR-Q105", 11), ("effort eq 0x1F", "KTR-Q105", 11),
        ("effort eq 12345678901234567.890", "KTR-Q105", 11), ("received_on eq 2026-02-30", "KTR-Q105", 16),
        ("received_on eq 2026-1-1", "KTR-Q105", 16), ("due_at eq 2026-11-22T25:00:00Z", "KTR-Q105", 11),
        ("due_at eq 2026-11-22T10:00:00", "KTR-Q105", 11),
        ("id eq 00000000-0000-7000-8000-00000000000", "KTR-Q105", 7), ("effrot eq 1", "KTR-Q121", 1),
        ("urgent and Effort eq 1", "KTR-Q121", 12), ("customer/nam eq 'x'", "KTR-Q121", 10),
        ("\"effort\" eq 1", "KTR-Q104", 1), ("complaint.effort eq 1", "KTR-Q121", 1),
        ("subject/name eq 'x'", "KTR-Q125", 9), ("created_by/name eq 'x'", "KTR-Q125", 12),
        ("nowhere/name eq 'x'", "KTR-Q126", 1), ("customer/ eq 1", "KTR-Q111", 14),
        ("customer/'a' eq 1", "KTR-Q110", 10), ("/customer eq 1", "KTR-Q110", 1),
        ("customer/parent/parent/parent/parent/name eq 'x'", "KTR-Q124", 1), ("effort", "KTR-Q120", 1),
        ("not effort", "KTR-Q120", 5), ("urgent and 1", "KTR-Q120", 12), ("'true'", "KTR-Q120", 1),
        ("effort eq 'a'", "KTR-Q122", 11), ("subject eq 1", "KTR-Q122", 12), ("urgent eq 1", "KTR-Q122", 11),
        ("urgent gt false", "KTR-Q122", 8), ("customer gt me()", "KTR-Q122", 10),
        ("received_on eq due_at", "KTR-Q122", 16), ("due_at gt 2026-11-22", "KTR-Q122", 11),
        ("received_on eq '2026-11-22'", "KTR-Q122", 16),
        ("customer eq '00000000-0000-7000-8000-000000000001'", "KTR-Q122", 13), ("customer eq id", "KTR-Q122", 13),
        ("channel eq 'fax'", "KTR-Q123", 12), ("'e-mail' eq channel", "KTR-Q123", 1),
        ("status eq 'open'", "KTR-Q123", 11), ("status in ('closed','clsed')", "KTR-Q123", 21),
        ("effort add 'a' eq 1", "KTR-Q122", 12), ("received_on add 1 eq today()", "KTR-Q122", 1),
        ("-subject eq 1", "KTR-Q122", 2), ("effort add urgent eq 1", "KTR-Q122", 12),
        ("conatins(subject,'a')", "KTR-Q130", 1), ("matchesPattern(subject,'a')", "KTR-Q620", 1),
        ("subject('a')", "KTR-Q130", 1), ("contains(subject)", "KTR-Q131", 1),
        ("contains(subject,'a','b')", "KTR-Q131", 1), ("now(1) gt due_at", "KTR-Q131", 1),
        ("length() gt 1", "KTR-Q131", 1), ("contains(effort,'a')", "KTR-Q132", 10),
        ("contains(subject,1)", "KTR-Q132", 18), ("length(effort) gt 1", "KTR-Q132", 8),
        ("year(subject) eq 1", "KTR-Q132", 6), ("hour(received_on) eq 1", "KTR-Q132", 6),
        ("substring(subject,'a') eq 'b'", "KTR-Q132", 19), ("round(subject) eq 1", "KTR-Q122", 7),
        ("days(1,2) eq 1", "KTR-Q132", 6), ("contains(subject,'a'", "KTR-Q112", 9),
        ("contains subject", "KTR-Q111", 10),
        ("claim mul claim mul fee mul fee mul fee mul fee mul fee gt 1", "KTR-Q128", 49),
        ("urgent & urgent", "KTR-Q104", 8), ("effort + 1 eq 2", "KTR-Q104", 8),
        ("tasks/any(t:t/done)", "KTR-Q133", 1), ("tasks eq null", "KTR-Q121", 1), ("effort eq @p", "KTR-Q620", 11),
        ("$it/effort eq 1", "KTR-Q620", 1), ("effort lt -INF", "KTR-Q620", 12),
        ("channel has 'email'", "KTR-Q620", 9), ("effort in [1,2]", "KTR-Q620", 11),
        ("customer_recrd eq null", "KTR-Q121", 1),
        ("nowhere_record/name eq 'x'", "KTR-Q121", 1), ("regarding_contract_record eq null", "KTR-Q121", 1),
        ("opens_at eq 25:00", "KTR-Q105", 13), ("opens_at eq '09:30'", "KTR-Q122", 13),
        ("opens_at eq due_at", "KTR-Q122", 13), ("opens_at add duration'PT1H' eq 10:00", "KTR-Q122", 1),
        ("spent gt duration'1 h'", "KTR-Q170", 10), ("spent gt 3600", "KTR-Q122", 10),
        ("spent gt 'one hour'", "KTR-Q122", 10), ("spent mul spent gt spent", "KTR-Q122", 1),
        ("spent mul 1.5 gt spent", "KTR-Q122", 1), ("received_on sub due_at gt spent", "KTR-Q122", 1),
        ("totalseconds(claim) gt 1", "KTR-Q132", 14), ("time(received_on) eq 09:30", "KTR-Q132", 6),
        ("spent add (spent add (spent add (spent add (spent add spent)))) gt spent", "KTR-Q113", 1),
        ("tags eq 'vip'", "KTR-Q122", 9), ("tags gt null", "KTR-Q122", 6), ("tags eq tags", "KTR-Q122", 9),
        ("contains(tags,'v')", "KTR-Q132", 10), ("tags/any(t: t eq 'vpi')", "KTR-Q123", 18),
        ("tags/any(t: 'vpi' eq t)", "KTR-Q123", 13), ("tags/all(t: t in ('vip','x'))", "KTR-Q123", 25),
        ("tags/any(t: t/x eq 'vip')", "KTR-Q125", 15), ("tags/any(t: t)", "KTR-Q120", 13),
        ("tags/any(t: t gt 1)", "KTR-Q122", 18), ("tags/any(t: tags/any(t: t eq 'vip'))", "KTR-Q134", 22),
        ("tags/vip eq true", "KTR-Q125", 6), ("extra eq '{}'", "KTR-Q122", 10), ("extra eq extra", "KTR-Q122", 10),
        ("extra/a eq 1", "KTR-Q125", 7), ("place eq '51.5, 7.4'", "KTR-Q122", 10), ("place gt place", "KTR-Q122", 7),
        ("place eq geography'SRID=0;Point(7 51)'", "KTR-Q171", 10), ("place eq geography'Point(7)'", "KTR-Q171", 10),
        ("place eq geography'Point(181 0)'", "KTR-Q171", 10), ("geo.distance(place) lt 1", "KTR-Q131", 1),
        ("geo.distance(place,claim) lt 1", "KTR-Q132", 20), ("geo.length(place) lt 1", "KTR-Q620", 1),
        ("geo.distance(place,place)", "KTR-Q120", 1), ("effort between 1 and 2", "KTR-Q111", 8),
        ("subject like 'a%'", "KTR-Q111", 9),
    ])
    func `refuses with code and place`(text: String, code: String, position: Int) {
        #expect {
            try Complaints.filter(text)
        } throws: { error in
            guard let error = error as? QueryError else { return false }
            if (error.code, error.position) != (code, position) { Issue.record("\(text) → \(error)") }
            return error.message.has(.german) && error.hint?.has(.german) ?? true
        }
    }

    @Test(arguments: [
        ("effrot eq 1", "did you mean 'effort'?"), ("conatins(subject,'a')", "did you mean 'contains'?"),
        ("status eq 'clsoed'", "did you mean 'closed'?"), ("effort equal 1", "did you mean 'eq'?"),
        ("subject like 'a'", "did you mean 'contains'?"),
        ("effort = 1", "comparisons are words: eq, ne, gt, ge, lt, le"),
        ("due_at gt 2026-11-22", "get the day of the instant with date(…), or write a time: 2026-11-22T00:00:00Z"),
    ])
    func `says how to mend it`(text: String, hint: String) {
        #expect { try Complaints.filter(text) } throws: { ($0 as? QueryError)?.hint?.english == hint }
    }

    @Test(arguments: [
        ("effort eq 1e2", "effort eq 100"), ("effort eq +5", "effort eq 5"), ("claim gt -1.2e-1", "claim gt -0.12"),
        ("claim eq 1.50e1", "claim eq 15"), ("opens_at eq 11:22:33.4444444", "opens_at eq 11:22:33.444"),
        ("due_at eq 2026-11-22T09:30:00.1234567Z", "due_at eq 2026-11-22T09:30:00.123456Z"),
        ("spent lt duration'PT1.2345S'", "spent lt duration'PT1.234S'"),
        ("customer_record/name eq 'x'", "customer/name eq 'x'"), ("customer_record ne null", "customer ne null"),
        ("regarding_account_record/name eq 'x'", "regarding/account/name eq 'x'"),
        ("regarding_account_record eq null", "regarding/account/id eq null"),
        (
            "customer/complaints/any(c: c/customer_record/name eq 'x')",
            "customer/complaints/any(c: c/customer/name eq 'x')"
        ),
    ])
    func `takes several ways to write the same`(text: String, same: String) throws {
        #expect(try Complaints.filter(text).expression == Complaints.filter(same).expression)
    }

    @Test func `names the allowed options`() {
        #expect { try Complaints.filter("channel eq 'fax'") } throws: { error in
            (error as? QueryError)?.message.english
                == "'fax' is not an option of 'channel'; allowed: email, phone, letter"
        }
    }

    @Test func `stops at its limits without exhausting the stack`() {
        let code = { (text: String) -> String? in
            do { _ = try Complaints.filter(text) } catch { return (error as? QueryError)?.code }
            return nil
        }
        #expect(code(String(repeating: "(", count: 15_000)) == "KTR-Q102")
        #expect(code(String(repeating: "(", count: 1500)) == "KTR-Q113")
        #expect(code(String(repeating: "not ", count: 1500) + "urgent") == "KTR-Q113")
        #expect(code(String(repeating: "- ", count: 900) + "1 eq 1") == "KTR-Q113")
        #expect(code("effort" + String(repeating: " add 1", count: 500) + " eq 1") == "KTR-Q113")
        #expect(code("urgent" + String(repeating: " eq true", count: 500)) == "KTR-Q113")
        #expect(code(String(repeating: "tolower(", count: 500)) == "KTR-Q113")
        #expect(code("subject eq '" + String(repeating: "a", count: 20_000) + "'") == "KTR-Q101")
        #expect(code("effort eq 1" + String(repeating: " or effort eq 1", count: 400)) == nil)
    }

    @Test func `becomes a refusal for a client and a diagnostic for an author`() throws {
        let error = try #require(throws: QueryError.self) { try Complaints.filter("subject eq 'ä' and effrot eq 1") }
        #expect(error.position == 20)
        let refusal = error.refusal(in: "$filter")
        #expect(refusal.kind == .malformed)
        #expect(refusal.message.english == "$filter, character 20: complaint has no attribute 'effrot'")
        #expect(refusal.message[.german] == "$filter, Zeichen 20: complaint hat kein Attribut „effrot“")
        let diagnostic = error.diagnostic(at: SourceLocation(file: "a.xml", line: 3, column: 10))
        #expect(diagnostic.location == SourceLocation(file: "a.xml", line: 3, column: 30))
    }
}
