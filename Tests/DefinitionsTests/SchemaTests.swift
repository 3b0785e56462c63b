import Definitions
import Foundation
import Model
import Testing
import XMLDocuments

@Suite struct `The schema for editors` {
    @Test func `accepts every shipped definition`() throws {
        let sources = try DefinitionTree.read(from: Project.folder)
        #expect(sources.packs.flatMap(\.definitions).count >= 10)
        #expect(try DefinitionSchema.validate(sources).map(\.description) == [])
    }

    /// What needs more than one file, or the meaning of a value, is beyond a schema.
    private static let beyondASchema: Set<String> = [
        "KTR-D104", "KTR-D107", "KTR-D117", "KTR-D118", "KTR-D121", "KTR-D122", "KTR-D123", "KTR-D130", "KTR-D131",
        "KTR-D132", "KTR-D133", "KTR-D135", "KTR-D136", "KTR-D137", "KTR-D138", "KTR-D139", "KTR-D140", "KTR-D141",
        "KTR-D143", "KTR-D144", "KTR-D145", "KTR-D146", "KTR-D152", "KTR-D154", "KTR-D155", "KTR-D156", "KTR-D170",
        "KTR-D171",
    ]

    @Test func `refuses what the compiler refuses for its form`() throws {
        let folder = try #require(Bundle.module.url(forResource: "Corpus", withExtension: nil))
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let schema = try DefinitionSchema.load()
        var refused = 0
        for url in files where url.pathExtension == "xml" {
            let bytes = [UInt8](try Data(contentsOf: url))
            let head = String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix {
                $0.hasPrefix("<!-- KTR-")
            }
            let codes = head.map { String($0.dropFirst(5).prefix(8)) }
            let isForm = codes.contains { !Self.beyondASchema.contains($0) && !$0.hasPrefix("KTR-Q") }
            let found = schema.validate(bytes, file: url.lastPathComponent)
            // The number of decimal places depends on another attribute.
            if isForm, url.lastPathComponent != "bound_with_too_many_places.xml" {
                #expect(!found.isEmpty, "\(url.lastPathComponent) passes the schema")
                refused += 1
            }
            #expect(found.allSatisfy { ($0.location?.line ?? 0) >= 1 })
        }
        #expect(refused > 30)
    }

    @Test func `says which schema cannot be read, and why`() {
        #expect(throws: DiagnosticsError.self) { try RelaxNGSchema(Array("<grammar/>".utf8), name: "a.rng") }
    }
}
