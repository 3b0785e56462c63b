import Definitions
import Foundation
import Identity
import Model
import Platform
import Queries
import Records
import TestSupport
import Testing

@Suite struct `Demonstration data` {
    @Test func `fills an empty installation once, in two languages and several states`() async throws {
        let (installation, folder) = try await open()
        defer { withExtendedLifetime(folder) {} }
        let summary = try #require(try await demonstration(of: installation).fill())
        #expect(
            summary.counts.map(\.entity) == [
                "account", "person", "lead", "activity", "complaint", "offence", "vehicle", "violation",
            ])
        #expect(summary.counts.map(\.count) == [64, 110, 80, 90, 96, 4, 12, 16])
        #expect(try states("complaint", installation).count >= 5)
        #expect(try states("lead", installation) == ["new", "contacted", "qualified", "disqualified"])
        #expect(try values("language", of: "person", installation) == ["german", "english"])
        #expect(try await demonstration(of: installation).fill() == nil)
        #expect(try values("status", of: "complaint", installation).isEmpty == false)
    }

    @Test func `is the same every time`() async throws {
        let (first, firstFolder) = try await open()
        let (second, secondFolder) = try await open()
        defer { withExtendedLifetime((firstFolder, secondFolder)) {} }
        _ = try await demonstration(of: first).fill()
        _ = try await demonstration(of: second).fill()
        for entity in ["account", "person", "lead", "activity", "complaint", "vehicle", "violation"] {
            let declared = SystemAttribute.allCases.count
            let (one, other) = (try records(entity, first), try records(entity, second))
            // Ids are not compared: rules of the packs add records of their own, whose ids the installation draws.
            #expect(one.map { Array($0.values[declared...]) } == other.map { Array($0.values[declared...]) })
        }
    }

    @Test func `gives one user for each role that the shipped packs declare`() async throws {
        let (installation, folder) = try await open()
        defer { withExtendedLifetime(folder) {} }
        let summary = try #require(try await demonstration(of: installation).fill())
        #expect(Set(summary.users.map(\.role)) == installation.roleNames)
        #expect(summary.text.contains("\nsign in as miriam with password kontor-miriam (service_manager)\n"))
        let signedIn = try await installation.authenticator.signIn(
            name: "jonas", password: "kontor-jonas", address: "127.0.0.1")
        #expect(signedIn.authentication.principal.roles == ["service_agent"])
    }

    private func open() async throws -> (Installation, TemporaryFolder) {
        let folder = try TemporaryFolder()
        let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let settings = Settings(database: .sqlite(path: folder.path + "/kontor.sqlite"), definitions: project.path)
        let installation = try await Installation.open(settings)
        try await installation.apply()
        return (installation, folder)
    }

    private func demonstration(of installation: Installation) -> Demonstration {
        Demonstration(records: installation.records, principals: installation.principals, clock: ManualClock())
    }

    private func records(_ entity: String, _ installation: Installation) throws -> [Record] {
        var query = Query(try #require(installation.records.deployment.get().catalog.entityType(named: entity)))
        query.top = 1000
        return try installation.records.list(query, as: .system).records
    }

    private func values(_ attribute: String, of entity: String, _ installation: Installation) throws -> Set<String> {
        Set(try records(entity, installation).map { $0[attribute].displayText })
    }

    private func states(_ entity: String, _ installation: Installation) throws -> Set<String> {
        try values("status", of: entity, installation)
    }
}
