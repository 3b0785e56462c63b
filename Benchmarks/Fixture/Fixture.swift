import Definitions
import Foundation
import Identity
import Model
import Platform
import Records
import Storage

/// An installation of its own in a scratch folder: the repository's packs, a role with a row filter, and who has it.
struct Fixture {
    let folder: ScratchFolder
    let installation: Installation
    /// Has the role `bench_clerk`: what she may see and do of complaints depends on each record.
    let clerk: Principal
    /// May do everything with complaints, and move them.
    let manager: Principal
    /// A bearer token of the clerk.
    let token: String

    var records: RecordService { installation.records }
    var databasePath: String { folder.path + "/kontor.sqlite" }

    init(_ scale: Scale, _ change: (inout DefinitionSources) -> Void = { _ in }) async throws {
        folder = try ScratchFolder()
        var sources = try DefinitionTree.read(from: URL(fileURLWithPath: scale.definitions))
        sources.packs.append(Self.rolePack)
        change(&sources)
        let tree = folder.path + "/definitions"
        try sources.write(to: tree)
        let settings = Settings(
            database: .sqlite(path: folder.path + "/kontor.sqlite"), definitions: tree, logLevel: "error")
        installation = try await Installation.open(settings, as: .server)
        try await installation.apply()
        clerk = try await installation.principals.create(
            name: "clerk", password: nil, roles: ["bench_clerk"], knownRoles: installation.roleNames)
        manager = try await installation.principals.create(
            name: "manager", password: nil, roles: ["service_manager"], knownRoles: installation.roleNames)
        token = try await installation.principals.createToken(for: "clerk", label: "benchmarks").text
    }

    /// A write in the manager's name.
    func request(_ entity: String, _ operation: WriteRequest.Operation) -> WriteRequest {
        WriteRequest(principal: manager, entity: entity, operation, cause: Cause(.api, request: "benchmark"))
    }

    /// A company for complaints to be about.
    func makeAccount(_ name: String = "Northwind") async throws -> RecordID {
        try await records.write(request("account", .create(["name": .text(name)]))).record.id
    }

    private static let rolePack = PackSources(
        name: "bench",
        definitions: [
            SourceFile(
                path: "entity-definitions/bench/pack.xml",
                text: """
                    <pack xmlns="urn:kontor:definitions:1" name="bench" version="1.0.0" requires="base crm complaints">
                      <label>Benchmarks</label>
                    </pack>
                    """),
            SourceFile(
                path: "entity-definitions/bench/roles.xml",
                text: """
                    <role xmlns="urn:kontor:definitions:1" name="bench_clerk">
                      <label>Clerk</label>
                      <grant entity="complaint" privileges="create read update" events="*" where="priority ne 'low'"/>
                      <grant entity="account" privileges="create read update"/>
                      <grant entity="person" privileges="create read update"/>
                    </role>
                    """),
        ])
}

extension DefinitionSources {
    /// Writes every text to its place below a folder.
    func write(to folder: String) throws {
        for file in packs.flatMap(\.files) {
            let url = URL(fileURLWithPath: folder).appendingPathComponent(file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: url)
        }
    }
}
