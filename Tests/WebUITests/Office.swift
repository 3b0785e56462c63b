import Access
import Definitions
import Foundation
import HTTPServing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Identity
import Logging
import Model
import NIOCore
import Queries
import Records
import SchemaPlanning
import Storage
import TestSupport
import Testing
import WebUI
import Workflows

/// A small office whose pages are tested: matters of clients, a chart, and two people with different roles.
struct Office: Sendable {
    let records: RecordService
    let directory: PrincipalDirectory
    let client: any TestClientProtocol
    let clock: ManualClock
    let agent: Principal
    let token: String
    let cause = Cause(.command, request: "test")

    static let password = "correct horse battery"

    /// Runs a closure in an office with an empty database.
    static func open(
        _ sources: DefinitionSources = .office, roles: Set<String> = ["agent"], language: Language = .english,
        charts: any ChartRenderer = NoChartRenderer(), zone: Zone = .utc,
        _ body: @Sendable @escaping (Office) async throws -> Void
    ) async throws {
        try await withStore(.sqlite) { store in
            let catalog = try DefinitionCompiler.compile(sources)
            let clock = ManualClock()
            let (ids, random) = (SequentialIDs(), SeededRandom())
            let plan = MigrationPlan(
                from: try store.read { try SchemaStateTable.current(in: $0) }.schema, to: catalog.entityTypes)
            try await SchemaMigration.apply(plan, fingerprint: catalog.fingerprint, at: clock.now(), to: store)
            let deployment = Deployment(
                catalog: catalog, access: AccessTable(catalog), saveRules: NoSaveRules(),
                stateRules: ChartRules(catalog: catalog), zone: .utc)
            let records = RecordService(
                store: store, deployment: CurrentDeployment(deployment), clock: clock, ids: ids, random: random)
            let cache = AuthenticationCache()
            let authenticator = Authenticator(store: store, cache: cache, clock: clock, random: random)
            let directory = PrincipalDirectory(store: store, cache: cache, clock: clock, ids: ids, random: random)
            let agent = try await directory.create(
                name: "clara", displayName: "Clara Hoffmann", password: password, roles: roles,
                knownRoles: Set(catalog.roles.map(\.name)), language: language)
            let token = try await directory.createToken(for: "clara", label: "test").text
            let settings = ServerSettings()
            let pages = try WebPages(
                records: records, authenticator: authenticator, directory: directory, settings: settings, zone: zone,
                ids: ids, charts: charts)
            let server = HTTPServer(
                settings: settings, authenticator: authenticator, faces: [pages], logger: Logger(label: "test"))
            try await server.application().test(.router) { client in
                try await body(
                    Office(
                        records: records, directory: directory, client: client, clock: clock, agent: agent, token: token
                    ))
            }
        }
    }

    /// A page as the agent gets it.
    func page(_ path: String) async throws -> TestResponse {
        try await client.execute(uri: path, method: .get, headers: [.authorization: "Bearer \(token)"])
    }

    /// A form that the agent sends.
    func send(_ path: String, _ fields: KeyValuePairs<String, String>) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .post,
            headers: [
                .authorization: "Bearer \(token)", .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: Self.encoded(fields)))
    }

    /// A form with files that the agent sends; a file is a name, a media type and its bytes.
    func send(
        _ path: String, _ fields: KeyValuePairs<String, String>,
        files: [String: (name: String, type: String, bytes: [UInt8])]
    ) async throws -> TestResponse {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--line\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        for (name, file) in files.sorted(by: { $0.key < $1.key }) {
            let headers =
                "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(file.name)\"\r\nContent-Type: \(file.type)"
            body += Array("--line\r\n\(headers)\r\n\r\n".utf8) + file.bytes + Array("\r\n".utf8)
        }
        body += Array("--line--\r\n".utf8)
        return try await client.execute(
            uri: path, method: .post,
            headers: [.authorization: "Bearer \(token)", .contentType: "multipart/form-data; boundary=line"],
            body: ByteBuffer(bytes: body))
    }

    /// A form whose fields are encoded already.
    func post(_ path: String, _ body: String) async throws -> TestResponse {
        try await client.execute(
            uri: path, method: .post,
            headers: [
                .authorization: "Bearer \(token)", .contentType: "application/x-www-form-urlencoded",
            ], body: ByteBuffer(string: body))
    }

    static func encoded(_ fields: KeyValuePairs<String, String>) -> String {
        fields.map { "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
            .joined(separator: "&")
    }

    /// A record made past the pages.
    @discardableResult
    func make(_ entity: String, _ values: [String: DataValue]) async throws -> RecordID {
        let request = WriteRequest(principal: .system, entity: entity, .create(values), cause: cause)
        return try await records.write(request).record.id
    }

    func change(_ entity: String, _ id: RecordID, _ values: [String: DataValue]) async throws {
        _ = try await records.write(
            WriteRequest(principal: .system, entity: entity, .update(id, values), cause: cause))
    }

    func count(_ entity: String) throws -> Int {
        let type = try #require(records.deployment.get().catalog.entityType(named: entity))
        return try records.list(Query(type), as: .system).records.count
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}

/// No plugins.
struct NoSaveRules: SaveRules {
    func beforeSave(_ change: inout ChangeSet, in context: RuleContext) throws -> [WriteRequest] { [] }

    func afterTransition(
        _ transition: StateTransition, _ change: inout ChangeSet, in context: RuleContext
    ) throws -> [WriteRequest] { [] }
}
