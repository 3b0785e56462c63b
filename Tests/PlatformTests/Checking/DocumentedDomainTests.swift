import Foundation
import Model
import Platform
import TestSupport
import Testing

/// A folder with shipped packs, and what a page of documentation tells to write into it.
private struct Town {
    let folder: TemporaryFolder

    init(_ packs: [String], file: StaticString = #filePath) throws {
        folder = try TemporaryFolder()
        let root = URL(fileURLWithPath: "\(file)").appendingPathComponent("../../../..").standardizedFileURL
        for tree in ["entity-definitions", "workflows", "plugins"] {
            let target = URL(fileURLWithPath: folder.path).appendingPathComponent(tree)
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            for pack in packs {
                let source = root.appendingPathComponent(tree).appendingPathComponent(pack)
                guard FileManager.default.fileExists(atPath: source.path) else { continue }
                try FileManager.default.copyItem(at: source, to: target.appendingPathComponent(pack))
            }
        }
    }

    func write(_ path: String, _ text: String) throws {
        let file = URL(fileURLWithPath: folder.path).appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    func begin(_ pack: String, requires: String) throws {
        try write(
            "entity-definitions/\(pack)/pack.xml",
            """
            <pack xmlns="urn:kontor:definitions:1" name="\(pack)" version="1.0.0" requires="\(requires)">
              <label>Pack</label><label xml:lang="de">Paket</label>
            </pack>
            """)
    }
}

@Suite struct `What documentation tells to write` {
    @Test func `is a domain without a fault in docs example-parking, and its places are right`() throws {
        let page = "docs/example-parking.md"
        let xml = try DocumentedExamples(page, in: "xml").texts
        let rule = try #require(try DocumentedExamples(page, in: "lua").texts.first)
        let town = try Town(["base", "crm"])
        try town.begin("parking", requires: "base crm")
        let paths = [
            "entity-definitions/parking/offence.xml", "entity-definitions/parking/violation.xml",
            "workflows/parking/violation.scxml", "entity-definitions/parking/imports/catalogue.xml",
        ]
        #expect(xml.count == paths.count)
        for (path, text) in zip(paths, xml) { try town.write(path, text) }
        try town.write("plugins/parking/fine.lua", rule)
        #expect(try DefinitionCheck.tree(town.folder.path).map(\.description) == [])
        // Where the history says that the event came from.
        let lines = rule.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("kontor.send") }) + 1
        let day = try #require(try DocumentedExamples(page, in: "sh").texts.first)
        #expect(day.contains("plugins/parking/fine.lua:\(line):"))
    }

    @Test func `is an entity type and an extension of other packs in docs definitions`() throws {
        let xml = try DocumentedExamples("docs/definitions.md", in: "xml").texts
        func example(_ part: String) throws -> String { try #require(xml.first { $0.contains(part) }) }
        let town = try Town(["base", "crm", "complaints"])
        try town.begin("sales", requires: "base crm complaints")
        let pack = "entity-definitions/sales/"
        try town.write(pack + "contract.xml", example("<entity xmlns="))
        try town.write(pack + "renewal.xml", example("<options xmlns="))
        try town.write(pack + "clerk.xml", example("<role xmlns="))
        try town.write(pack + "account.xml", example("<extend options="))
        #expect(try DefinitionCheck.tree(town.folder.path).map(\.description) == [])
        let places = try DefinitionCheck.explain("account.phone", in: town.folder.path).joined(separator: "\n")
        #expect(places.contains("entity-definitions/sales/account.xml:3:39: sales sets 'required' to 'true'"))
    }
}
