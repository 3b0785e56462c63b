import Foundation
import Model
import Platform
import Testing

@Suite struct `Formatting files` {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        for (path, text) in [
            ("entity-definitions/a/pack.xml", "<pack xmlns='urn:kontor:definitions:1' version='1.0.0' name='a'/>"),
            ("entity-definitions/a/role.xml", "<role xmlns=\"urn:kontor:definitions:1\" name=\"r\"/>\n"),
            ("entity-definitions/a/imports/map.xml", "<map/>"), ("entity-definitions/a/broken.xml", "<role"),
        ] {
            let file = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(folder)
    }

    @Test func `writes what is not canonical, and leaves what cannot be read as it is`() throws {
        try inFolder { folder in
            let files = CanonicalFiles(in: folder)
            let manifest = folder.appendingPathComponent("entity-definitions/a/pack.xml")
            let before = try Data(contentsOf: manifest)
            let looked = try files.format([], writing: false)
            #expect(looked.changed == ["entity-definitions/a/pack.xml"] && looked.count == 3)
            #expect(looked.problems.map(\.code) == ["KTR-X120"])
            #expect(try Data(contentsOf: manifest) == before)
            #expect(try files.format([], writing: true).changed == looked.changed)
            #expect(
                String(decoding: try Data(contentsOf: manifest), as: UTF8.self)
                    == "<pack xmlns=\"urn:kontor:definitions:1\" name=\"a\" version=\"1.0.0\"/>\n")
            #expect(try files.format([], writing: true).changed.isEmpty)
        }
    }

    @Test func `takes files and folders by path`() throws {
        try inFolder { folder in
            let files = CanonicalFiles(in: folder)
            let pack = folder.appendingPathComponent("entity-definitions/a").path
            let whole = try files.format([pack], writing: false)
            #expect(whole.count == 3)
            #expect(try files.format([pack + "/role.xml"], writing: false).count == 1)
            #expect(try files.format([pack + "/none.xml"], writing: false).problems.map(\.code) == ["KTR-D102"])
        }
    }
}
