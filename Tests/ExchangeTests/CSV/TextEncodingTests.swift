import Exchange
import Model
import Testing

@Suite struct `Reading texts of other encodings` {
    private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isLittle ? [low, high] : [high, low]
        }
    }

    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        let declared: TextEncoding?
    }

    static let examples: [Example] = [
        Example(
            testDescription: "Windows-1252, declared",
            bytes: Array("name\nM".utf8) + [0xFC] + Array("ller ".utf8) + [0x80],
            declared: .windows1252),
        Example(
            testDescription: "ISO 8859-15, declared",
            bytes: Array("name\nM".utf8) + [0xFC] + Array("ller ".utf8) + [0xA4],
            declared: .latin9),
        Example(
            testDescription: "UTF-16 with a mark, low byte first",
            bytes: [0xFF, 0xFE] + utf16("name\nMüller €", isLittle: true), declared: nil),
        Example(
            testDescription: "UTF-16 with a mark, high byte first",
            bytes: [0xFE, 0xFF] + utf16("name\nMüller €", isLittle: false), declared: nil),
        Example(
            testDescription: "UTF-16, declared", bytes: utf16("name\nMüller €", isLittle: true),
            declared: .utf16LittleEndian),
        Example(
            testDescription: "a mark says more than what is declared",
            bytes: [0xEF, 0xBB, 0xBF] + Array("name\nMüller €".utf8), declared: .windows1252),
    ]

    @Test(arguments: examples, [1, 2, 3, Int.max])
    func `gives their letters, wherever pieces end`(example: Example, pieceSize: Int) throws {
        var reader = try CSVReader(
            BytesInMemory(example.bytes, pieceSize: pieceSize), encoding: example.declared)
        var row = CSVRow()
        #expect(reader.header == ["name"])
        #expect(try reader.read(into: &row))
        #expect(row.problem == nil)
        #expect(row.text(0) == "Müller €")
    }

    @Test func `joins the halves of a letter beyond the first 65,536`() throws {
        let bytes = [0xFF, 0xFE] + Self.utf16("a\n😀x\n", isLittle: true)
        var reader = try CSVReader(BytesInMemory(bytes, pieceSize: 1))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect(row.text(0) == "😀x")
    }

    @Test func `refuses a row with half a letter`() throws {
        let bytes: [UInt8] =
            [0xFF, 0xFE] + Self.utf16("a\n", isLittle: true) + [0x3D, 0xD8] + Self.utf16("x\n", isLittle: true)
        var reader = try CSVReader(BytesInMemory(bytes))
        var row = CSVRow()
        #expect(try reader.read(into: &row))
        #expect(row.problem?.code == "KTR-I107")
    }

    @Test(arguments: [true, false])
    func `says that a text is in UTF-16 where nothing tells it`(isLittle: Bool) {
        let refusal = #expect(throws: Refusal.self) {
            _ = try CSVReader(BytesInMemory(Self.utf16("number;name\n1;Ada\n", isLittle: isLittle)))
        }
        #expect(refusal?.code == "KTR-I560")
        #expect(refusal?.problems.first?.hint?.english.contains(isLittle ? "utf-16le" : "utf-16be") == true)
    }

    @Test(arguments: [
        ("UTF-8", TextEncoding.utf8), ("utf-16", .utf16LittleEndian), ("UTF-16BE", .utf16BigEndian),
        ("Windows-1252", .windows1252), ("ISO-8859-1", .windows1252), ("iso-8859-15", .latin9),
    ])
    func `knows encodings by their names`(name: String, encoding: TextEncoding) {
        #expect(TextEncoding(named: name) == encoding)
        #expect(TextEncoding(named: name + "x") == nil)
    }
}
