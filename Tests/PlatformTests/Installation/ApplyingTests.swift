import Definitions
import Foundation
import Model
import Platform
import Records
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Applying changed definitions` {
    private func fill(_ installation: Installation) async throws {
        _ = try await installation.records.write(
            WriteRequest(
                principal: .system, entity: "note", .create(["text": .text("x"), "fax": .text("030")]),
                cause: Cause(.command, request: "test")))
    }

    @Test func `keeps a copy of the database before it loses something, and only then`() async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/><text name=\"fax\"/>")
        try await project.open { installation in
            try await installation.apply()
            try await fill(installation)
        }
        try project.define("<text name=\"text\"/>")
        try await project.open { installation in
            #expect(
                try installation.plan().lines == [
                    "! drops column note.fax, 1 value", "~ file entity-definitions/office/note.xml",
                ])
            let error = await #expect(throws: DiagnosticsError.self) { try await installation.apply() }
            #expect(error?.diagnostics.map(\.code) == ["KTR-P102"])
            #expect(try copies(of: project).isEmpty)
            let lines = try await installation.apply(allowingDestruction: true)
            let copy = try #require(try copies(of: project).first)
            #expect(lines.first == "The previous database is kept in \(project.folder.path)/\(copy)")
            try installation.requireAppliedDefinitions()
            #expect(try await installation.apply() == ["nothing to do"])
            #expect(try copies(of: project).count == 1)
        }
        // The copy is a database that the old definitions open.
        let copy = try #require(try copies(of: project).first)
        var settings = project.settings
        settings.database = .sqlite(path: project.folder.path + "/" + copy)
        let old = try await Installation.open(settings)
        try old.requireAppliedDefinitions()
        #expect(try old.query("notes?$select=fax", as: nil) == #"{"value":[{"fax":"030"}]}"#)
    }

    @Test func `notices lowered limits`() async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/><text name=\"fax\"/><integer name=\"size\" max=\"10\"/>")
        try await project.open { installation in
            try await installation.apply()
            try await fill(installation)
        }
        try project.define("<text name=\"text\"/><text name=\"fax\" max=\"2\"/><integer name=\"size\" max=\"9\"/>")
        try await project.open { installation in
            let plan = try installation.plan()
            #expect(plan.lines.prefix(2) == ["~ column note.fax: up to 2 characters", "~ column note.size: at most 9"])
            #expect(plan.problems.map(\.code) == ["KTR-P104"])
        }
    }

    private func copies(of project: OfficeProject) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: project.folder.path)
            .filter { $0.hasPrefix("kontor.sqlite.before-") }
    }
}
