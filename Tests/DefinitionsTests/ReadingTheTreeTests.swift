import Definitions
import Foundation
import Model
import Testing

@Suite struct `Reading the trees of a project` {
    @Test func `says where the definitions should have been`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
        let error = try #require(throws: DiagnosticsError.self) { try DefinitionTree.read(from: folder) }
        #expect(error.diagnostics.map(\.code) == ["KTR-D101"])
    }

    @Test func `gathers packs by folder, leaves hidden files, links and inner folders alone`() throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
        defer { try? manager.removeItem(at: folder) }
        for path in [
            "entity-definitions/a/x.xml", "entity-definitions/a/.x.xml", "entity-definitions/a/imports/m.xml",
            "entity-definitions/a/readme.txt", "workflows/a/c.scxml", "plugins/b/p.lua",
        ] {
            let file = folder.appendingPathComponent(path)
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("text".utf8).write(to: file)
        }
        try manager.createSymbolicLink(
            at: folder.appendingPathComponent("entity-definitions/a/link.xml"),
            withDestinationURL: URL(fileURLWithPath: "/etc/hostname"))
        let sources = try DefinitionTree.read(from: folder)
        #expect(sources.packs.map(\.name) == ["a", "b"])
        #expect(sources.packs.first?.definitions == [SourceFile(path: "entity-definitions/a/x.xml", text: "text")])
        #expect(sources.packs.first?.charts.map(\.path) == ["workflows/a/c.scxml"])
        #expect(sources.packs.first?.importMaps.map(\.path) == ["entity-definitions/a/imports/m.xml"])
        #expect(sources.packs.last?.plugins.map(\.path) == ["plugins/b/p.lua"])
    }
}
