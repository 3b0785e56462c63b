import Exchange
import Foundation
import Model
import TestSupport
import Testing

@Suite struct `A file of refused rows` {
    private static let map = """
        <import xmlns="urn:kontor:definitions:1" entity="ticket" key="number" 0>
        <column name="Nummer" to="number"/><column name="Größe" to="subject"/><column name="Claim" to="claim"/></import>
        """

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { folder.path + "/" + name }

    private func write(_ bytes: [UInt8], _ name: String = "rows.csv") throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    private func read(_ name: String = "refused.csv") -> [UInt8]? {
        FileManager.default.contents(atPath: path(name)).map { [UInt8]($0) }
    }

    private func run(
        _ mapAttributes: String, into destination: InMemoryDestination, from name: String = "rows.csv",
        to refused: String = "refused.csv"
    ) async throws -> ImportReport {
        let map = Self.map.replacing("0>", with: "\(mapAttributes)>")
        var settings = ImportSettings(principal: ImportExamples.clara, source: name)
        let file = try RefusedRowsFile(path: path(refused), inputs: [path(name)], language: .german)
        settings.onRefusal = { row, form in try file.append(row, form) }
        let report = try await ImportExamples.importer(into: destination).run(
            FileBytes(path: path(name)),
            map: ImportMap(parsing: Array(map.utf8), file: "map.xml", types: ImportExamples.types),
            settings: settings)
        try file.finish()
        return report
    }

    struct Form: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var attributes = ""
        var encoding = String.Encoding.utf8
        var mark: [UInt8] = []
        var separator = ";"
        var lineEnd = "\n"
        var above = ""
    }

    static let forms: [Form] = [
        Form(testDescription: "plain"),
        Form(testDescription: "declared separator", attributes: "separator=\"semicolon\"", lineEnd: "\r\n"),
        Form(testDescription: "byte-order mark", mark: [0xEF, 0xBB, 0xBF], separator: ","),
        Form(
            testDescription: "Windows-1252", attributes: "encoding=\"windows-1252\"", encoding: .windowsCP1252,
            lineEnd: "\r"),
        Form(
            testDescription: "UTF-16", encoding: .utf16LittleEndian, mark: [0xFF, 0xFE], separator: "\t",
            lineEnd: "\r\n"),
        Form(testDescription: "sep= line", separator: "|", above: "sep=|\n"),
        Form(testDescription: "title lines", attributes: "header=\"3\"", above: "Firms; of 2026\n\n"),
    ]

    @Test(arguments: forms)
    func `is written as the input is, and read back by the same map`(form: Form) async throws {
        let cells = [["Nummer", "Größe", "Claim"], ["1", "=Müller €", "x"], ["2", "plain", "5"], ["3", "'=a", "y"]]
        let above = form.above.replacing("\n", with: form.lineEnd)
        let text = above + cells.map { $0.joined(separator: form.separator) + form.lineEnd }.joined()
        try write(form.mark + [UInt8](try #require(text.data(using: form.encoding))))
        let destination = InMemoryDestination(types: ImportExamples.types)
        let report = try await run(form.attributes, into: destination)
        #expect((report.counts.created, report.counts.refused) == (1, 2))

        let refused = try #require(read())
        #expect(refused.starts(with: form.mark))
        let body = try #require(String(data: Data(refused.dropFirst(form.mark.count)), encoding: form.encoding))
        #expect(body.hasPrefix(above + "Nummer\(form.separator)Größe\(form.separator)Claim\(form.separator)kontor_row"))
        #expect(body.contains("1\(form.separator)'=Müller €\(form.separator)x"))
        #expect(!body.contains("plain"))

        let mended = body.replacing("\(form.separator)x\(form.separator)", with: "\(form.separator)7\(form.separator)")
            .replacing("\(form.separator)y\(form.separator)", with: "\(form.separator)8\(form.separator)")
        try write(form.mark + [UInt8](try #require(mended.data(using: form.encoding))), "mended.csv")
        let second = try await run(form.attributes, into: destination, from: "mended.csv", to: "again.csv")
        #expect((second.counts.created, second.counts.refused) == (2, 0))
        let subjects = destination.all("ticket").map { $0["subject"].displayText }
        #expect(Set(subjects) == ["=Müller €", "plain", "'=a"])
        #expect(read("again.csv") == nil)
    }

    @Test func `keeps bytes that are no letters`() async throws {
        try write(Array("Nummer;Gr".utf8) + Array("öße;Claim\n1;M".utf8) + [0xFC] + Array("ller;x\n".utf8))
        _ = try await run("", into: InMemoryDestination(types: ImportExamples.types))
        let refused = try #require(read())
        #expect(Data(refused).range(of: Data([0x4D, 0xFC] + Array("ller".utf8))) != nil)
        #expect(Data(refused).range(of: Data(Array("\u{FFFD}".utf8))) == nil)
        // What is wrong with the other cells is told too.
        #expect(Data(refused).range(of: Data(Array("KTR-I107, KTR-R109".utf8))) != nil)
    }

    @Test func `keeps a cell whose quotes are wrong, so that it is refused again until it is mended`() async throws {
        try write(Array("Nummer;Größe;Claim\n1;\"A;\"x;y\n".utf8))
        let destination = InMemoryDestination(types: ImportExamples.types)
        _ = try await run("", into: destination)
        let refused = try #require(read())
        #expect(String(decoding: refused, as: UTF8.self).contains("1;\"A;\"x;y;2;"))
        try write(refused)
        let again = try await run("", into: destination)
        #expect(again.refused.map(\.code) == ["KTR-I105"])
        #expect(destination.all("ticket").isEmpty)
    }

    @Test func `keeps cells behind the last column`() async throws {
        try write(Array("Nummer;Größe;Claim\n1;a;1;more\n".utf8))
        _ = try await run("", into: InMemoryDestination(types: ImportExamples.types))
        #expect(String(decoding: try #require(read()), as: UTF8.self).contains("more"))
    }

    @Test func `is left alone when no row is refused`() async throws {
        try write(Array("the rows of the last round".utf8), "refused.csv")
        try write(Array("Nummer;Größe;Claim\n1;a;1\n".utf8))
        _ = try await run("", into: InMemoryDestination(types: ImportExamples.types))
        #expect(read() == Array("the rows of the last round".utf8))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["refused.csv", "rows.csv"])
    }

    @Test(arguments: ["rows.csv", "hard.csv", "soft.csv"])
    func `never takes the place of its input`(target: String) async throws {
        let bytes = Array("Nummer;Größe;Claim\n1;a;x\n".utf8)
        try write(bytes)
        try FileManager.default.linkItem(atPath: path("rows.csv"), toPath: path("hard.csv"))
        try FileManager.default.createSymbolicLink(atPath: path("soft.csv"), withDestinationPath: path("rows.csv"))
        let refusal = await #expect(throws: Refusal.self) {
            try await run("", into: InMemoryDestination(types: ImportExamples.types), to: target)
        }
        #expect(refusal?.code == "KTR-I561")
        #expect(read("rows.csv") == bytes)
    }

    @Test func `goes where a symbolic link leads`() async throws {
        try write(Array("old".utf8), "there.csv")
        try FileManager.default.createSymbolicLink(atPath: path("refused.csv"), withDestinationPath: path("there.csv"))
        try write(Array("Nummer;Größe;Claim\n1;a;x\n".utf8))
        _ = try await run("", into: InMemoryDestination(types: ImportExamples.types))
        #expect(String(decoding: try #require(read("there.csv")), as: UTF8.self).contains("1;a;x"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("refused.csv")) == path("there.csv"))
    }

    @Test func `guards whatever a spreadsheet would run and nothing else`() async throws {
        let cells = ["=1", "+1-2", "-a", "@x", "'=1", "''+a", "＝1", "-5,00", "+7", "'quoted'", "-", "a=b"]
        let rows = cells.enumerated().map { "\($0);\($1);x\n" }.joined()
        try write(Array(("Nummer;Größe;Claim\n" + rows).utf8))
        _ = try await run("", into: InMemoryDestination(types: ImportExamples.types))
        let text = String(decoding: try #require(read()), as: UTF8.self)
        let written = text.split(separator: "\n").dropFirst().map { String($0.split(separator: ";")[1]) }
        #expect(
            written == ["'=1", "'+1-2", "'-a", "'@x", "''=1", "'''+a", "'＝1", "-5,00", "+7", "'quoted'", "'-", "a=b"])
    }

    /// Whatever stands in a cell comes back from the file as it was, once and again.
    @Test(arguments: [";", "\t", ","])
    func `gives every cell back as it was`(separator: String) async throws {
        var random = Dice(state: 5)
        let signs = ["a", "ü", "😀", ";", ",", "\t", "\"", "\n", "\r", "'", "=", "+", "-", "@", "＝", "1", ".", " "]
        let cells = (0..<400).map { _ in
            (0..<Int.random(in: 0...6, using: &random)).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
        }
        let rows = cells.enumerated().map { index, cell in
            ["\(index)", "\"" + cell.replacing("\"", with: "\"\"") + "\"", "x"].joined(separator: separator)
        }
        let header = ["Nummer", "Größe", "Claim"].joined(separator: separator)
        try write(Array(([header] + rows).joined(separator: "\n").utf8))
        var name = "rows.csv"
        for target in ["first.csv", "second.csv"] {
            let report = try await run(
                "", into: InMemoryDestination(types: ImportExamples.types), from: name, to: target)
            #expect((report.counts.created, report.counts.refused) == (0, cells.count))
            var reader = try CSVReader(FileBytes(path: path(target)))
            var row = CSVRow()
            for cell in cells {
                #expect(try reader.read(into: &row))
                #expect(Array(row.bytes(1)) == Array(cell.utf8))
            }
            name = target
        }
    }
}

/// SplitMix64: the same numbers in every run.
private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
