import Definitions
import Foundation
import Identity
import Model
import Platform
import Records
import Storage
import TestSupport
import Testing

@Suite struct `A server beside which definitions are applied` {
    private static let first = "<text name=\"text\"/><text name=\"fax\" max=\"20\"/>"
    private static let renamed =
        "<text name=\"text\"/><text name=\"telefax\" was=\"fax\" max=\"40\"/><date name=\"sent\"/>"

    /// A project that was applied, with a server that serves it.
    private func serve<T>(_ body: (OfficeProject, Installation) async throws -> T) async throws -> T {
        let project = try OfficeProject()
        try project.define(Self.first)
        try await project.open { try await $0.apply() }
        return try await body(project, Installation.open(project.settings, as: .server))
    }

    private func note(_ values: [String: DataValue]) -> WriteRequest {
        WriteRequest(
            principal: .system, entity: "note", .create(values), cause: Cause(.command, request: "test"))
    }

    @Test func `keeps other servers out, and no command`() async throws {
        try await serve { project, server in
            let error = await #expect(throws: StorageError.self) {
                _ = try await Installation.open(project.settings, as: .server)
            }
            #expect(error?.reason == .served)
            _ = try await server.records.write(note(["text": .text("by the server")]))
            try await project.open { command in
                #expect(try command.query("notes?$select=text", as: nil) == #"{"value":[{"text":"by the server"}]}"#)
                _ = try await command.records.write(note(["text": .text("by a command")]))
                #expect(try await command.verify().problems.isEmpty)
                #expect(try command.plan().lines == ["nothing to do"])
            }
            _ = try await server.records.write(note(["text": .text("by the server again")]))
            #expect(try await server.verify().lines.first == "3 entries of the change log, the last one is 3")
        }
    }

    @Test func `goes on with the new ones, and never writes by the old`() async throws {
        try await serve { project, server in
            _ = try await server.records.write(note(["fax": .text("030")]))
            let pinned = server.records.pinned()
            try project.define(Self.renamed)
            let lines = try await project.open { try await $0.apply() }
            #expect(
                lines == [
                    "~ column note.fax → telefax", "~ column note.telefax: up to 40 characters",
                    "+ column note.sent date", "~ file entity-definitions/office/note.xml",
                ])
            // Work that began before the apply reads and writes nothing any more.
            let write = await #expect(throws: Refusal.self) { _ = try await pinned.write(note(["fax": .text("031")])) }
            #expect(write?.saysThatDefinitionsChanged == true)
            #expect(throws: Refusal.self) {
                _ = try pinned.titles(of: [RecordID(milliseconds: 1, random: (1, 1))], entity: "note", as: .system)
            }
            // Done again, it is done by the new ones.
            let stored = try await server.records.again { try await $0.write(note(["telefax": .text("032")])) }
            #expect(stored.record["telefax"] == .text("032"))
            #expect(server.records.deployment.get().state == 2)
            let all = try await project.open { try $0.query("notes?$select=telefax&$orderby=telefax", as: nil) }
            #expect(all == #"{"value":[{"telefax":"030"},{"telefax":"032"}]}"#)
        }
    }

    @Test func `keeps the old ones where an edit does not compile`() async throws {
        try await serve { project, server in
            try project.define("<text name=\"text\"/><txt name=\"fax\"/>")
            try await project.open { command in
                let error = await #expect(throws: DiagnosticsError.self) { try await command.apply() }
                #expect(error?.diagnostics.map(\.code) == ["KTR-D111"])
            }
            try project.write("note.xml", "<entity")
            try await project.open { command in
                await #expect(throws: DiagnosticsError.self) { try await command.apply() }
                _ = try await command.records.write(note(["fax": .text("1")]))
            }
            #expect(try await !server.records.deployment.takeOver())
            _ = try await server.records.write(note(["fax": .text("2")]))
        }
    }

    @Test func `takes over texts that change no table`() async throws {
        try await serve { project, server in
            let path = "entity-definitions/office/more.xml"
            try project.write(
                "more.xml",
                "<role xmlns=\"urn:kontor:definitions:1\" name=\"clerk\"><grant entity=\"note\" privileges=\"read\"/></role>"
            )
            let lines = try await project.open { try await $0.apply() }
            #expect(lines == ["+ file \(path)"])
            #expect(try await server.records.deployment.takeOver())
            #expect(server.roleNames == ["clerk"])
            try FileManager.default.removeItem(atPath: project.folder.path + "/" + path)
            try await project.open { command in
                _ = try await command.principals.create(
                    name: "clara", password: nil, roles: ["clerk"], knownRoles: command.roleNames)
                #expect(
                    try command.plan().lines == [
                        "- file \(path)", "- role clerk: 1 user still has it, and it no longer allows anything: clara",
                    ])
            }
        }
    }

    @Test func `serves what was applied when it starts, and tells what was not`() async throws {
        let project = try OfficeProject()
        try project.define(Self.first)
        try await project.open { installation in
            #expect(throws: DiagnosticsError.self) { try installation.requireAppliedDefinitions() }
            try await installation.apply()
            #expect(installation.unappliedEdits() == nil)
        }
        for edited in [Self.renamed, "<broken"] {
            try project.define(edited)
            let server = try await Installation.open(project.settings, as: .server)
            try server.requireAppliedDefinitions()
            _ = try await server.records.write(note(["fax": .text("030")]))
            let warning = try #require(server.unappliedEdits())
            #expect(warning.code == "KTR-E152" && warning.message.contains("~ file entity-definitions/office/note.xml"))
        }
        // Its folder goes with it.
        withExtendedLifetime(project) {}
    }

    @Test func `notices users that a command changes`() async throws {
        try await serve { project, server in
            let token = try await project.open { command in
                _ = try await command.principals.create(name: "clara", password: nil, roles: [], knownRoles: [])
                return try await command.principals.createToken(for: "clara", label: "").text
            }
            // Remembered for some seconds, unless somebody looks: seconds of a clock that stands still.
            let authenticator = Installation(
                settings: server.settings, store: server.store, deployment: server.records.deployment.get(),
                clock: ManualClock(), ids: SequentialIDs(), random: SeededRandom()
            ).authenticator
            try authenticator.noticeChanges()
            #expect(try await authenticator.authenticate(token: token).principal.name == "clara")
            try await project.open { try await $0.principals.disable("clara") }
            _ = try await authenticator.authenticate(token: token)
            try authenticator.noticeChanges()
            await #expect(throws: Refusal.self) { try await authenticator.authenticate(token: token) }
        }
    }
}

@Suite struct `A plan that removes something` {
    private func packs(_ project: OfficeProject) throws {
        let folder = project.folder.path + "/entity-definitions/branch"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(
            "<pack xmlns=\"urn:kontor:definitions:1\" name=\"branch\" version=\"1.0.0\" requires=\"office\"/>".utf8
        ).write(to: URL(fileURLWithPath: folder + "/pack.xml"))
        try Data(
            """
            <definitions xmlns="urn:kontor:definitions:1">
              <entity name="visit" set="visits" title="{place}"><text name="place"/></entity>
              <extend entity="note"><text name="fax"/></extend>
              <role name="visitor"><grant entity="visit" privileges="read"/></role>
            </definitions>
            """.utf8
        ).write(to: URL(fileURLWithPath: folder + "/branch.xml"))
    }

    @Test func `says what goes and what stays with a pack`() async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/>")
        try packs(project)
        try await project.open { installation in
            try await installation.apply()
            _ = try await installation.records.write(
                WriteRequest(
                    principal: .system, entity: "visit", .create(["place": .text("Kiel")]),
                    cause: Cause(.command, request: "test")))
            _ = try await installation.principals.create(
                name: "tom", password: nil, roles: ["visitor"], knownRoles: installation.roleNames)
        }
        try FileManager.default.removeItem(atPath: project.folder.path + "/entity-definitions/branch")
        try await project.open { installation in
            let file = "entity-definitions/branch/branch.xml"
            let lines = try installation.plan().lines
            #expect(
                lines == [
                    "! drops column note.fax, 0 values", "! drops table visit, 1 record", "- file \(file)",
                    "- file entity-definitions/branch/pack.xml", "- pack branch",
                    "    goes:  visit: the entity type with 1 attribute, and all its records (\(file):2:3)",
                    "    goes:  note.fax: the attribute, with its values (\(file):3:25)",
                    "    goes:  visitor: the role; users who have it lose what it allows (\(file):4:3)",
                    "    stays: visit: the history of its records in the change log",
                    "    stays: note: the entity type of 'office' with its other attributes (entity-definitions/office/note.xml:1:1)",
                    "- role visitor: 1 user still has it, and it no longer allows anything: tom",
                ])
            let error = await #expect(throws: DiagnosticsError.self) { try await installation.apply() }
            #expect(error?.diagnostics.map(\.code).sorted() == ["KTR-P101", "KTR-P102"])
            try await installation.apply(allowingDestruction: true)
            #expect(try installation.plan().lines == ["nothing to do"])
        }
    }

    @Test func `tells all uses of what is gone in one problem`() async throws {
        let project = try OfficeProject()
        try project.define(
            "<text name=\"text\"/><text name=\"fax\"/><view name=\"v\" columns=\"text fax\" order=\"fax\"/>")
        try await project.open { try await $0.apply() }
        try project.define("<text name=\"text\"/><view name=\"v\" columns=\"text fax\" order=\"fax\"/>")
        try await project.open { installation in
            let error = #expect(throws: DiagnosticsError.self) { try installation.plan() }
            #expect(
                error?.diagnostics.map(\.message) == [
                    "the attribute 'fax' of 'note' was removed, but is still used in 2 places"
                ])
        }
        let found = try DefinitionCheck.tree(project.folder.path, database: project.settings.database)
        #expect(found.filter { $0.severity == .error }.map(\.code) == ["KTR-P180"])
        #expect(try DefinitionCheck.tree(project.folder.path).filter { $0.severity == .error }.count == 2)
    }

    @Test func `refuses to lose options and states that records have`() async throws {
        let project = try OfficeProject()
        let options = { (names: [String]) in
            try project.write(
                "size.xml",
                "<options xmlns=\"urn:kontor:definitions:1\" name=\"size\">"
                    + names.map { "<option name=\"\($0)\"/>" }.joined() + "</options>")
        }
        try options(["small", "large"])
        try project.define("<text name=\"text\"/><choice name=\"size\" options=\"size\"/>")
        try await project.open { installation in
            try await installation.apply()
            for _ in 0..<2 {
                _ = try await installation.records.write(
                    WriteRequest(
                        principal: .system, entity: "note", .create(["size": .text("large")]),
                        cause: Cause(.command, request: "test")))
            }
        }
        try options(["small"])
        try await project.open { installation in
            let plan = try installation.plan()
            #expect(plan.problems.map(\.code) == ["KTR-P105"])
            #expect(plan.problems.first?.message == "2 records of 'note' do not fit 'size' as it is defined now")
            #expect(plan.problems.first?.hint?.contains("'large'") == true)
        }
    }
}
