import Exchange
import Model
import Testing

@Suite struct `Reading an import map` {
    @Test func `accepts a map that says everything once`() throws {
        let map = try ImportExamples.map()
        #expect(map.entity.name == "ticket")
        #expect(map.keys == ["number"])
        #expect(map.warnings.isEmpty)
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// The lines inside `<import …>`; the first is line 2.
        let body: String
        let code: String
        let line: Int
        let column: Int
        let hint: String?

        init(_ description: String, _ body: String, _ code: String, _ line: Int, _ column: Int, _ hint: String?) {
            (testDescription, self.body, self.code) = (description, body, code)
            (self.line, self.column, self.hint) = (line, column, hint)
        }
    }

    static let number = "<column name=\"ID\" to=\"number\"/>\n"
    static let mistakes: [Mistake] = [
        Mistake(
            "unknown element", "<colum name=\"A\" to=\"body\"/>\n" + number, "KTR-I131", 2, 1, "did you mean 'column'?"),
        Mistake(
            "unknown XML attribute", "<column name=\"ID\" too=\"number\" to=\"number\"/>", "KTR-I132", 2, 19,
            "did you mean 'to'?"),
        Mistake("missing XML attribute", "<column to=\"body\"/>\n" + number, "KTR-I133", 2, 1, "write name=\"…\""),
        Mistake("neither true nor false", "<column name=\"ID\" to=\"number\" trim=\"no\"/>", "KTR-I134", 2, 37, nil),
        Mistake("date form", number + "<column name=\"D\" to=\"received_on\" format=\"M/D\"/>", "KTR-I134", 3, 43, nil),
        Mistake(
            "format on a text", number + "<column name=\"D\" to=\"body\" format=\"M/D/YYYY\"/>", "KTR-I134", 3, 36,
            "leave it out"),
        Mistake(
            "unknown attribute", number + "<column name=\"S\" to=\"subjct\"/>", "KTR-I136", 3, 22,
            "did you mean 'subject'?"),
        Mistake(
            "a state", number + "<column name=\"S\" to=\"status\"/>", "KTR-I137", 3, 22,
            "send them: <event send=\"…\" when=\"COLUMN\" is=\"VALUE\"/>"),
        Mistake("kept by the system", number + "<column name=\"S\" to=\"created_at\"/>", "KTR-I137", 3, 22, nil),
        Mistake("set twice", number + "<column name=\"N\" to=\"number\"/>", "KTR-I138", 3, 22, nil),
        Mistake(
            "lookup without match", number + "<column name=\"C\" to=\"customer\"/>", "KTR-I139", 3, 1,
            "write match=\"firm.ATTRIBUTE\""),
        Mistake(
            "match of another type", number + "<column name=\"C\" to=\"customer\" match=\"frim.name\"/>", "KTR-I139", 3,
            39, nil),
        Mistake(
            "match on a text", number + "<column name=\"C\" to=\"body\" match=\"firm.name\"/>", "KTR-I139", 3, 35, nil),
        Mistake(
            "unknown option", number + "<column name=\"V\" to=\"channel\">\n<value from=\"Web\" to=\"wb\"/></column>",
            "KTR-I142", 4, 23, "did you mean 'web'?"),
        Mistake("constant of the wrong type", number + "<constant to=\"claim\" value=\"x\"/>", "KTR-I142", 3, 29, nil),
        Mistake("is without when", number + "<event send=\"accept\" is=\"x\"/>", "KTR-I133", 3, 26, nil),
        Mistake("key that nothing sets", "<constant to=\"subject\" value=\"x\"/>", "KTR-I140", 1, 64, nil),
        Mistake("composition without column", number + "<compose to=\"subject\" from=\"x\"/>", "KTR-I134", 3, 29, nil),
    ]

    @Test(arguments: mistakes)
    func `names line, column and mend of a mistake`(mistake: Mistake) {
        let text =
            "<import xmlns=\"urn:kontor:definitions:1\" entity=\"ticket\"  key=\"number\">\n" + mistake.body
            + "</import>"
        let error = #expect(throws: DiagnosticsError.self) { try ImportExamples.map(text) }
        let found = error?.diagnostics.first
        #expect(error?.diagnostics.count == 1)
        #expect(found?.code == mistake.code)
        #expect(found?.location == SourceLocation(file: "map.xml", line: mistake.line, column: mistake.column))
        if let hint = mistake.hint { #expect(found?.hint == hint) }
    }

    @Test func `refuses another root, an unknown entity type and a key that is none`() {
        func code(_ text: String) -> String? {
            let error = #expect(throws: DiagnosticsError.self) { try ImportExamples.map(text) }
            return error?.diagnostics.first?.code
        }
        #expect(code("<imports xmlns=\"urn:kontor:definitions:1\"/>") == "KTR-I141")
        #expect(code("<import entity=\"ticket\"/>") == "KTR-I141")
        #expect(code("<import xmlns=\"urn:kontor:definitions:1\" entity=\"tiket\"/>") == "KTR-I135")
        let keyed = "<import xmlns=\"urn:kontor:definitions:1\" entity=\"ticket\" key=\"body\">"
        #expect(code(keyed + "<column name=\"B\" to=\"body\"/></import>") == "KTR-I140")
        let firm = "<import xmlns=\"urn:kontor:definitions:1\" entity=\"firm\"><column name=\"N\" to=\"name\"/>"
        #expect(code(firm + "<event send=\"accept\"/></import>") == "KTR-I143")
    }

    @Test func `collects all mistakes of a map`() {
        let text = "<import xmlns=\"urn:kontor:definitions:1\" entity=\"ticket\"><a/><b/><c/></import>"
        let error = #expect(throws: DiagnosticsError.self) { try ImportExamples.map(text) }
        #expect(error?.diagnostics.count == 3)
    }
}

@Suite struct `Reading dates in a given form` {
    @Test(arguments: [
        ("M/D/YYYY", "1/2/2014", "2014-01-02"), ("M/D/YYYY", "11/30/2014", "2014-11-30"),
        ("DD.MM.YYYY", "05.03.2020", "2020-03-05"), ("YYYY-MM-DD", "2023-08-25", "2023-08-25"),
        ("D.M.YY", "1.2.69", "2069-02-01"), ("D.M.YY", "1.2.70", "1970-02-01"),
        ("YYYYMMDD", "20240229", "2024-02-29"), ("YYYY-MM-DDThh:mm:ss", "2024-02-29T23:59:59", "2024-02-29"),
    ])
    func `finds the day`(pattern: String, text: String, day: String) throws {
        #expect(try #require(DatePattern(pattern)).read(text)?.date == CalendarDate(day))
    }

    @Test(arguments: [
        ("M/D/YYYY", "13/2/2014"), ("M/D/YYYY", "2/30/2014"), ("M/D/YYYY", "1/2/14"), ("M/D/YYYY", "1/2/2014 "),
        ("DD.MM.YYYY", "5.3.2020"), ("M/D/YYYY", ""), ("M/D/YYYY", "1-2-2014"), ("D.M.YYYY hh:mm", "1.2.2024 24:00"),
    ])
    func `refuses what is of another form or no day at all`(pattern: String, text: String) throws {
        #expect(try #require(DatePattern(pattern)).read(text) == nil)
    }

    @Test(arguments: ["", "M/D", "YYYY", "M/D/YYY", "M/M/D/YYYY", "Mo/D/YYYY"])
    func `refuses a form without year, month and day`(pattern: String) {
        #expect(DatePattern(pattern) == nil)
    }
}
