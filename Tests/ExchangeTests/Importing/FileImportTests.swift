import Definitions
import Exchange
import Foundation
import Model
import Records
import TestSupport
import Testing

@Suite struct `Importing files` {
    static let texts = WorkplaceTexts(
        definitions: """
            <entity name="exhibit" set="exhibits" title="{code}">
              <text name="code" max="20" required="true"/>
              <file name="scan" max="1 kB" types="text/plain"/>
              <key attributes="code"/>
            </entity>
            """)

    private let ids = SequentialIDs(startingAfter: 5_000_000)

    private static let map = """
        <import xmlns="urn:kontor:definitions:1" entity="exhibit" key="code">
          <column name="Code" to="code"/><column name="Scan" to="scan"/>
        </import>
        """

    private func run(
        _ rows: String, _ workplace: Workplace, _ folder: TemporaryFolder?, dryRun: Bool = false
    ) async throws -> ImportReport {
        let importer = Importer(
            destination: RecordsDestination(workplace.records), ids: ids,
            clock: workplace.clock)
        var settings = ImportSettings(principal: workplace.admin, source: "test.csv")
        settings.folder = try folder.map { folder throws(Refusal) in try ImportFolder(path: folder.path) }
        settings.isDryRun = dryRun
        let map = try ImportMap(parsing: Array(Self.map.utf8), file: "map.xml", types: workplace.catalog.entityTypes)
        let bytes = try TemporaryFolder()
        try Data(("Code,Scan\n" + rows).utf8).write(to: URL(filePath: bytes.path + "/in.csv"))
        return try await importer.run(FileBytes(path: bytes.path + "/in.csv"), map: map, settings: settings)
    }

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder.path + "/a/b", withIntermediateDirectories: true)
        try Data("one".utf8).write(to: URL(filePath: folder.path + "/one.txt"))
        try Data("two".utf8).write(to: URL(filePath: folder.path + "/a/b/zwei ü.txt"))
        try Data(repeating: 65, count: 1001).write(to: URL(filePath: folder.path + "/large.txt"))
        try Data("%PDF-1.4".utf8).write(to: URL(filePath: folder.path + "/x.txt"))
        try manager.createSymbolicLink(atPath: folder.path + "/link.txt", withDestinationPath: "one.txt")
        try manager.createSymbolicLink(atPath: folder.path + "/up", withDestinationPath: "/etc")
        return folder
    }

    @Test func `takes them from their folder, once`() async throws {
        let folder = try folder()
        try await Workplace.run(Self.texts) { workplace in
            let rows = "A,one.txt\nB,a/b/zwei ü.txt\nC,\n"
            let trial = try await run(rows, workplace, folder, dryRun: true)
            #expect(trial.counts.created == 3)
            #expect(try workplace.rowCounts()["kontor_file"] == 0)
            let first = try await run(rows, workplace, folder)
            #expect(first.counts.created == 3)
            let records = try workplace.all("exhibit")
            let files = try workplace.records.files(of: records)
            #expect(files.values.map(\.name).sorted() == ["one.txt", "zwei ü.txt"])
            let again = try await run(rows, workplace, folder)
            #expect(again.counts.unchanged == 3)
            #expect(try workplace.rowCounts()["kontor_file"] == 2)
            try Data("new".utf8).write(to: URL(filePath: folder.path + "/one.txt"))
            #expect(try await run(rows, workplace, folder).counts.updated == 1)
        }
    }

    @Test(arguments: [
        ("../one.txt", "KTR-I185"), ("/etc/passwd", "KTR-I185"), ("a//one.txt", "KTR-I185"), ("a/./b", "KTR-I185"),
        ("link.txt", "KTR-I186"), ("up/passwd", "KTR-I186"), ("a", "KTR-I186"), ("none.txt", "KTR-I186"),
        ("large.txt", "KTR-R170"), ("x.txt", "KTR-R171"),
    ])
    func `refuses the row whose file it may not or cannot have`(path: String, code: String) async throws {
        let folder = try folder()
        try await Workplace.run(Self.texts) { workplace in
            let report = try await run("A,\(path)\nB,one.txt\n", workplace, folder)
            #expect(report.counts.created == 1)
            #expect(report.refused.map(\.code) == [code])
            #expect(report.refused[0].column == "Scan")
            #expect(try workplace.rowCounts()["kontor_file"] == 1)
        }
    }

    @Test func `needs to know the folder`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let report = try await run("A,one.txt\n", workplace, nil)
            #expect(report.refused.map(\.code) == ["KTR-I184"])
        }
        #expect(throws: Refusal.self) { try ImportFolder(path: "/nowhere/at/all") }
    }
}
