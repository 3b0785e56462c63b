import Exchange
import Model
import Testing

@Suite struct `Reading delimited text` {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let rows: [[String]]
    }

    static let examples: [Example] = [
        Example(testDescription: "plain cells", text: "a,b\n1,2\n", rows: [["1", "2"]]),
        Example(testDescription: "no line end at the end", text: "a,b\n1,2", rows: [["1", "2"]]),
        Example(testDescription: "CRLF", text: "a,b\r\n1,2\r\n3,4\r\n", rows: [["1", "2"], ["3", "4"]]),
        Example(testDescription: "byte-order mark", text: "\u{FEFF}a,b\n1,2\n", rows: [["1", "2"]]),
        Example(testDescription: "quotes", text: "a,b\n\"1,5\",\"2\"\n", rows: [["1,5", "2"]]),
        Example(testDescription: "doubled quotes", text: "a,b\n\"say \"\"hi\"\"\",2\n", rows: [["say \"hi\"", "2"]]),
        Example(testDescription: "only quotes", text: "a,b\n\"\"\"\",\"\"\n", rows: [["\"", ""]]),
        Example(
            testDescription: "several lines in a cell", text: "a,b\n\"1\n2\",\"3\r\n4\"\n", rows: [["1\n2", "3\r\n4"]]),
        Example(testDescription: "empty cells", text: "a,b,c\n,1,\n", rows: [["", "1", ""]]),
        Example(
            testDescription: "rows without content", text: "a,b\n,\n1,2\n \u{A0}, \n\"\",\n3,4\n",
            rows: [["1", "2"], ["3", "4"]]),
        Example(testDescription: "empty lines", text: "a,b\n\n1,2\n\r\n3,4\n\n", rows: [["1", "2"], ["3", "4"]]),
        Example(testDescription: "one empty quoted cell is no row", text: "a\n\"\"\n1\n", rows: [["1"]]),
        Example(testDescription: "CR", text: "a,b\r1,2\r3,4\r", rows: [["1", "2"], ["3", "4"]]),
        Example(
            testDescription: "line ends of several kinds", text: "a,b\r\n1,2\r3,4\n5,6",
            rows: [["1", "2"], ["3", "4"], ["5", "6"]]),
        Example(
            testDescription: "a line that tells the separator", text: "sep=;\r\na,x;b\n1,5;2\n", rows: [["1,5", "2"]]),
        Example(testDescription: "a tab in letters", text: "sep=\\t\na,x\tb\n1,5\t2\n", rows: [["1,5", "2"]]),
        Example(testDescription: "the same line in quotes", text: "\"SEP=|\"\na|b\n1|2\n", rows: [["1", "2"]]),
        Example(
            testDescription: "columns without a name and content", text: "a,b,,\n1,2,,\n3,4\n",
            rows: [["1", "2", "", ""], ["3", "4"]]),
        Example(
            testDescription: "cells without content behind the last column", text: "a,b\n1,2,\n3,4\n",
            rows: [["1", "2", ""], ["3", "4"]]),
        Example(testDescription: "a quote inside plain text", text: "a,b\n5\" nail,2\n", rows: [["5\" nail", "2"]]),
        Example(testDescription: "semicolons", text: "a;b\n1,5;2\n", rows: [["1,5", "2"]]),
        Example(testDescription: "tabs", text: "a\tb\n1,5\t2;3\n", rows: [["1,5", "2;3"]]),
        Example(
            testDescription: "commas in a quoted name do not mislead", text: "\"a,b,c\";d\n1;2\n", rows: [["1", "2"]]),
        Example(testDescription: "a CR in quotes stays in its cell", text: "a,b\n\"1\r5\",2\n", rows: [["1\r5", "2"]]),
        Example(testDescription: "CR before the end", text: "a,b\r\n1,2\r", rows: [["1", "2"]]),
        Example(testDescription: "umlauts and signs", text: "a,b\nStraße,👋🏽\n", rows: [["Straße", "👋🏽"]]),
        Example(testDescription: "header only", text: "a,b\n", rows: []),
    ]

    @Test(arguments: examples, [1, 2, 3, 7, Int.max])
    func `gives the cells, wherever the pieces of the text end`(example: Example, pieceSize: Int) throws {
        #expect(try rows(of: example.text, pieceSize: pieceSize) == example.rows)
    }

    @Test func `counts rows as a spreadsheet does and lines as an editor does`() throws {
        var reader = try CSVReader(BytesInMemory("a,b\n\"1\n1\",2\n\n,\r\n3,4\n"))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect((row.number, row.line) == (2, 2))
        #expect(try reader.read(into: &row))
        #expect((row.number, row.line) == (5, 6))
    }

    @Test(arguments: [
        ("a,b\n1\n3,4\n", CSVProblem.width(found: 1, expected: 2)),
        ("a,b\n1,2,3\n3,4\n", .width(found: 3, expected: 2)),
        ("a,b\n\"1\"x,2\n3,4\n", .afterQuote(column: 1)),
        ("a,b\n1,\u{0}\n3,4\n", .zeroByte(column: 2)), ("a,b,\n1,2,x\n3,4\n", .namelessColumn(column: 3)),
    ])
    func `says what is wrong with a row and reads on`(text: String, problem: CSVProblem) throws {
        var reader = try CSVReader(BytesInMemory(text))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect(row.problem == problem)
        #expect(try reader.read(into: &row))
        #expect(row.problem == nil)
        #expect(row.text(1) == "4")
    }

    @Test(
        arguments: [
            [0xFF], [0x80], [0xC0, 0xAF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
        ] as [[UInt8]])
    func `names row and column of a byte that is not UTF-8`(bytes: [UInt8]) throws {
        var reader = try CSVReader(BytesInMemory(Array("a,b\n1,2\nüx,".utf8) + bytes + Array("\n".utf8)))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect(row.problem == nil)
        #expect(try reader.read(into: &row))
        #expect(row.number == 3)
        #expect(row.problem == .encoding(column: 2, byte: bytes[0]))
    }

    @Test(arguments: [
        ("", "KTR-I101"), ("\n\n", "KTR-I101"), (",,\n", "KTR-I101"), ("a,b, a \n", "KTR-I103"),
        ("a \u{A0}b,a b\n", "KTR-I103"),
    ])
    func `refuses a header that names no columns`(text: String, code: String) {
        let refusal = #expect(throws: Refusal.self) { _ = try rows(of: text) }
        #expect(refusal?.code == code)
    }

    @Test(arguments: [1, 3, Int.max])
    func `finds the names of the columns below title lines`(pieceSize: Int) throws {
        let text = "Firms of 2026, all;\r\n\r\nnumber;name\r\n1;Ada\r\n"
        var reader = try CSVReader(BytesInMemory(text, pieceSize: pieceSize), headerRow: 3)
        #expect(reader.header == ["number", "name"])
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect((row.number, row.line, row.text(1)) == (4, 4, "Ada"))
    }

    @Test func `counts the rows of separators that it passes over`() throws {
        var reader = try CSVReader(BytesInMemory("a;b\n1;2\n;\n;\n\n"))
        var row = CSVRow()
        while try reader.read(into: &row) {}
        #expect(reader.emptyRows == 2)
    }

    @Test func `takes as many columns as a spreadsheet has`() throws {
        let names = (1...16_384).map { "c\($0)" }
        var reader = try CSVReader(BytesInMemory(names.joined(separator: ";") + "\n"))
        #expect(reader.header == names)
        var row = CSVRow()
        #expect(try !reader.read(into: &row))
        let refusal = #expect(throws: Refusal.self) {
            _ = try rows(of: (names + ["more"]).joined(separator: ",") + "\n")
        }
        #expect(refusal?.code == "KTR-I111")
    }

    @Test(arguments: [[0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]] as [[UInt8]])
    func `says that a workbook is no text`(bytes: [UInt8]) {
        let refusal = #expect(throws: Refusal.self) { _ = try CSVReader(BytesInMemory(bytes)).header }
        #expect(refusal?.code == "KTR-I680")
    }

    @Test(arguments: [1, 3, Int.max])
    func `keeps a cell whose quotes are wrong as it is written`(pieceSize: Int) throws {
        var reader = try CSVReader(BytesInMemory("a;b\n\"x;\"\"y\"z;\"q\" r\n", pieceSize: pieceSize))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect(row.problem == .afterQuote(column: 1))
        #expect((row.text(0), row.text(1)) == ("\"x;\"\"y\"z", "\"q\" r"))
    }

    @Test func `says where a quote was opened that is never closed`() {
        let refusal = #expect(throws: Refusal.self) { _ = try rows(of: "a,b\n1,2\n\"3,4\n5,6\n") }
        #expect(refusal?.code == "KTR-I104")
        #expect(refusal?.message.english == "row 3 (line 3): a quoted cell never ends")
    }

    @Test func `stops at a cell larger than the limit`() {
        var limits = CSVLimits()
        limits.cellBytes = 10
        let refusal = #expect(throws: Refusal.self) {
            var reader = try CSVReader(BytesInMemory("a,b\n1,\"12345678901\"\n"), limits: limits)
            var row = CSVRow()
            while try reader.read(into: &row) {}
        }
        #expect(refusal?.code == "KTR-I109")
        #expect(refusal?.message.english.contains("row 2 (line 2), column 2") == true)
    }

    @Test func `says why a file cannot be read`() {
        let refusal = #expect(throws: Refusal.self) { _ = try FileBytes(path: "no-such-folder/rows.csv") }
        #expect(refusal?.code == "KTR-I120")
        #expect(refusal?.message.english.contains("no-such-folder/rows.csv") == true)
    }

    private func rows(
        of text: String, pieceSize: Int = .max, separator: CSVSeparator? = nil
    ) throws -> [[String]] {
        var reader = try CSVReader(BytesInMemory(text, pieceSize: pieceSize), separator: separator)
        var row = CSVRow()
        var rows: [[String]] = []
        while try reader.read(into: &row) {
            #expect(row.problem == nil)
            rows.append((0..<row.cellCount).map(row.text))
        }
        return rows
    }
}
