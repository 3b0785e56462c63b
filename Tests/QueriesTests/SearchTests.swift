import Model
import Queries
import SQLText
import Testing

@Suite struct `Full-text search` {
    static let letter = EntityType(
        name: "letter", setName: "letters", pack: "test", label: "Letter", pluralLabel: "Letters",
        title: TitlePattern("{subject}"),
        declared: [
            Attribute(
                name: "subject", type: .text(maximumLength: 200, isLong: false), label: "Subject", isSearchable: true,
                location: Complaints.here),
            Attribute(
                name: "body", type: .text(maximumLength: nil, isLong: true), label: "Body", isSearchable: true,
                location: Complaints.here),
            Attribute(
                name: "note", type: .text(maximumLength: nil, isLong: true), label: "Note", location: Complaints.here),
        ], keys: [], indexes: [], location: Complaints.here)

    private static let texts: [(String, String)] = [
        ("Rechnung Müller & Söhne", "Die zweite Mahnung zur Rechnung 4711"),
        ("Rechnungsprüfung", "Zweite Prüfung der Mahnung"), ("Straße gesperrt", "B-AB 1234 steht vor der Tür"),
        ("Offer", "An offer AND an order"), ("", "nothing of the sort"),
    ]

    private let store: SQLiteStore

    init() throws {
        store = try SQLiteStore()
        try store.createTable(for: Self.letter)
        for (number, text) in Self.texts.enumerated() {
            var values: [String: AttributeValue] = ["body": .text(text.1), "note": .text("secret \(number)")]
            if !text.0.isEmpty { values["subject"] = .text(text.0) }
            try store.insert(Complaints.record(Self.letter, number, values))
        }
        try store.rows(
            SQLFragment(
                """
                CREATE VIRTUAL TABLE "kontor_search_letter" USING fts5("subject", "body", content="letter", \
                content_rowid="_rowid_", tokenize="\(SQLFunctions.words)", columnsize=0)
                """))
        try store.rows(
            SQLFragment("INSERT INTO \"kontor_search_letter\" (\"kontor_search_letter\") VALUES ('rebuild')"))
    }

    private func found(_ search: SearchExpression, hidden: Set<String> = []) throws -> [Int] {
        var query = Query(Self.letter)
        query.search = search
        let positions = Set(hidden.compactMap { Self.letter.position(of: $0) })
        let select = try SelectStatement(
            query, dialect: .sqlite, context: plainContext,
            visibility: QueryVisibility { _ in .init(hidden: positions) })
        return try store.rows(select).map { row in
            Self.texts.indices.first { SQLValue(.record(Complaints.id($0))) == row[0] } ?? -1
        }
    }

    @Test(arguments: [
        ("rechnung", [0, 1]), ("RECHNUNG", [0, 1]), ("muller", [0]), ("Müller", [0]), ("zweite mahnung", [0, 1]),
        ("zweite AND mahnung", [0, 1]), ("\"zweite mahnung\"", [0]), ("rechnung NOT mahnung", []),
        ("rechnung NOT 4711", [1]), ("NOT rechnung", [2, 3, 4]), ("4711 OR offer", [0, 3]),
        ("rechnung (4711 OR offer)", [0]), ("offer OR rechnung 4711", [0, 3]), ("NOT (rechnung OR offer)", [2, 4]),
        ("NOT rechnung OR 4711", [0, 2, 3, 4]), ("B-AB", [2]), ("\"AND\"", [3]), ("müller & söhne", [0]),
        ("unheard", []), ("stra*", [2]), ("secret", []), ("\"zweite \\\"mahnung\"", [0]), ("&", []), ("STRASSE", [2]),
        ("strasse gesperrt", [2]), ("sohne", [0]),
    ])
    func `finds what its words, phrases and signs mean`(_ text: String, _ expected: [Int]) throws {
        #expect(try found(SearchExpression(text)) == expected)
    }

    @Test func `looks only into what the principal may see`() throws {
        #expect(try found(SearchExpression("mahnung"), hidden: ["body"]) == [])
        #expect(try found(SearchExpression("rechnung"), hidden: ["body"]) == [0, 1])
        #expect(try found(SearchExpression("NOT mahnung"), hidden: ["body"]) == [0, 1, 2, 3, 4])
        #expect {
            try found(SearchExpression("mahnung"), hidden: ["body", "subject"])
        } throws: { ($0 as? QueryError)?.code == "KTR-Q154" }
    }

    @Test(arguments: [
        ("", 1, "KTR-Q152"), ("(a", 1, "KTR-Q152"), ("a)", 2, "KTR-Q152"), ("a OR", 5, "KTR-Q152"),
        ("AND a", 1, "KTR-Q152"), ("a AND OR b", 7, "KTR-Q152"), ("NOT NOT a", 1, "KTR-Q152"),
        ("a \"b", 3, "KTR-Q152"), ("a ()", 4, "KTR-Q152"), ("a\u{0}b", 2, "KTR-Q152"),
    ])
    func `refuses what does not follow the grammar, with its place`(_ text: String, _ place: Int, _ code: String) {
        #expect {
            try SearchExpression(text)
        } throws: { error in
            guard let error = error as? QueryError else { return false }
            return error.code == code && error.position == place
        }
    }

    @Test func `has limits`() {
        for text in [
            String(repeating: "a ", count: 1001), String(repeating: "a ", count: 51),
            String(repeating: "(", count: 21) + "a" + String(repeating: ")", count: 21),
        ] {
            #expect { try SearchExpression(text) } throws: { ($0 as? QueryError)?.code == "KTR-Q153" }
        }
    }

    @Test func `takes what somebody types into a field, however it is written`() throws {
        #expect(try found(#require(SearchExpression(typed: "rechnung ("))) == [0, 1])
        #expect(try found(#require(SearchExpression(typed: "\"zweite mahnung"))) == [0, 1])
        #expect(try found(#require(SearchExpression(typed: "AND order"))) == [3])
        #expect(SearchExpression(typed: "  ") == nil)
        #expect(try found(#require(SearchExpression(typed: "&"))) == [])
    }

    @Test func `is a part of what a page mark belongs to`() throws {
        var query = Query(Self.letter)
        query.search = try SearchExpression("rechnung")
        let mark = query.cursor(after: [.record(Complaints.id(1))], at: now).text
        #expect(throws: Never.self) { try KeysetCursor(mark, for: query) }
        query.search = try SearchExpression("mahnung")
        #expect { try KeysetCursor(mark, for: query) } throws: { ($0 as? QueryError)?.code == "KTR-Q151" }
    }

    @Test func `is an option of a list where something can be searched`() throws {
        let options = try QueryOptions([("$search", "rechnung NOT 4711")], on: Self.letter, in: Complaints())
        #expect(options.query.search?.text == "rechnung NOT 4711")
        #expect { try QueryOptions([("$search", "a")], on: Complaints.account, in: Complaints()) } throws: {
            ($0 as? Refusal)?.code == "KTR-Q154"
        }
    }
}
