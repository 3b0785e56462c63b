import Definitions
import Foundation
import Model
import Platform
import Testing

@Suite struct `Beginning with kontor new` {
    /// An empty folder, gone at the end.
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kontor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func begin(_ kind: StartingPoint.Kind, _ name: String, _ pack: String? = nil, in folder: URL) throws
        -> String
    {
        try StartingPoint(kind, named: name, pack: pack).write(in: folder)
    }

    private func codes(_ body: () throws -> Void) -> [String] {
        #expect(throws: DiagnosticsError.self) { try body() }?.diagnostics.map(\.code) ?? []
    }

    @Test func `gives a pack, an entity type, a chart and a plugin that compile without a warning`() throws {
        try inFolder { folder in
            #expect(try begin(.pack, "sales", in: folder) == "entity-definitions/sales/pack.xml")
            #expect(try begin(.entity, "contract", in: folder) == "entity-definitions/sales/contract.xml")
            #expect(try begin(.chart, "approval", in: folder) == "workflows/sales/approval.scxml")
            #expect(try begin(.plugin, "limits", in: folder) == "plugins/sales/limits.lua")
            let sources = try DefinitionTree.read(from: folder)
            let catalog = try DefinitionCompiler.compile(sources)
            #expect(catalog.warnings.isEmpty)
            #expect(catalog.entityTypes.map(\.setName) == ["contracts"])
            #expect(catalog.charts.keys.sorted() == ["approval"] && catalog.plugins.count == 1)
            #expect(try DefinitionSchema.validate(sources).isEmpty)
            #expect(try CanonicalFiles(in: folder).format([], writing: false).problems.isEmpty)
        }
    }

    @Test func `overwrites nothing`() throws {
        try inFolder { folder in
            _ = try begin(.pack, "sales", in: folder)
            _ = try begin(.entity, "contract", in: folder)
            let file = folder.appendingPathComponent("entity-definitions/sales/contract.xml")
            let before = try Data(contentsOf: file)
            #expect(codes { _ = try begin(.entity, "contract", in: folder) } == ["KTR-E150"])
            #expect(codes { _ = try begin(.pack, "sales", in: folder) } == ["KTR-E150"])
            #expect(try Data(contentsOf: file) == before)
        }
    }

    @Test func `refuses names that cannot be used, and those that are taken elsewhere`() throws {
        try inFolder { folder in
            _ = try begin(.pack, "sales", in: folder)
            _ = try begin(.pack, "service", in: folder)
            #expect(codes { _ = try begin(.entity, "Contract", "sales", in: folder) } == ["KTR-D120"])
            #expect(codes { _ = try begin(.entity, "order", "sales", in: folder) } == ["KTR-D121"])
            #expect(codes { _ = try begin(.plugin, "../x", "sales", in: folder) } == ["KTR-D120"])
            _ = try begin(.entity, "contract", "sales", in: folder)
            let found = Set(codes { _ = try begin(.entity, "contract", "service", in: folder) })
            #expect(found == ["KTR-D123"])
            #expect(
                !FileManager.default.fileExists(
                    atPath: folder.appendingPathComponent("entity-definitions/service/contract.xml").path))
        }
    }

    @Test func `asks for the pack where it is not clear`() throws {
        try inFolder { folder in
            #expect(codes { _ = try begin(.entity, "contract", in: folder) } == ["KTR-D101"])
            _ = try begin(.pack, "sales", in: folder)
            _ = try begin(.pack, "service", in: folder)
            #expect(codes { _ = try begin(.chart, "contract", in: folder) } == ["KTR-E151"])
            #expect(codes { _ = try begin(.chart, "contract", "sale", in: folder) } == ["KTR-E151"])
            #expect(try begin(.entity, "activity", "service", in: folder) == "entity-definitions/service/activity.xml")
            #expect(
                try DefinitionCompiler.compile(DefinitionTree.read(from: folder)).entityTypes.map(\.setName) == [
                    "activities"
                ])
        }
    }
}
