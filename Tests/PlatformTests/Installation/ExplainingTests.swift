import Foundation
import Identity
import Model
import Platform
import TestSupport
import Testing

@Suite struct `What the command line explains` {
    private func withOffice(_ body: (Installation) async throws -> Void) async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/><text name=\"secret\"/><text name=\"fixed\"/>")
        try project.write(
            "roles.xml",
            """
            <role xmlns="urn:kontor:definitions:1" name="clerk">
              <grant entity="note" privileges="read update" hide="secret" readonly="fixed"/>
            </role>
            """)
        try await project.open { office in
            try await office.apply()
            _ = try await office.principals.create(
                name: "clara", password: "a long enough one", roles: ["clerk"], knownRoles: ["clerk"])
            try await body(office)
        }
    }

    @Test func `is also what a role hides, and what it does not let be changed`() async throws {
        try await withOffice { office in
            let lines = try office.explainAccess(of: "clara", to: "note")
            let heads = lines.compactMap { $0.split(separator: "\n").first.map(String.init) }
            #expect(
                heads == [
                    "note: create: refused", "note: read: allowed", "note: update: allowed", "note: delete: refused",
                    "note: read secret: refused", "note: write secret: refused", "note: write fixed: refused",
                ])
            #expect(lines.last?.contains("entity-definitions/office/roles.xml:2:3") == true)
        }
    }

    @Test func `begins with a project: in another folder no database is made`() async throws {
        let folder = try TemporaryFolder()
        let database = folder.path + "/data/kontor.sqlite"
        let error = await #expect(throws: DiagnosticsError.self) {
            _ = try await Installation.open(Settings(database: .sqlite(path: database), definitions: folder.path))
        }
        #expect(error?.diagnostics.map(\.code) == ["KTR-D101"])
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    }

    @Test func `is asked of what there is, and else told what was meant`() async throws {
        try await withOffice { office in
            let unknown = #expect(throws: Refusal.self) { try office.explainAccess(of: "clara", to: "noet") }
            #expect(unknown?.problems.first?.hint?.english == "Did you mean 'note'?")
            let record = #expect(throws: Refusal.self) { try office.query("notes(1)/history", as: nil) }
            #expect(record?.code == "KTR-E140")
            #expect(record?.problems.first?.hint?.english.contains("SET?$filter=id eq") == true)
        }
    }
}
