import Access
import Definitions
import HTTPAPI
import HTTPServing
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Model
import NIOCore
import Records
import SchemaPlanning
import Storage
import TestSupport

@testable import Identity

/// The service over a real store, with one principal and token per role.
struct Service {
    let client: any TestClientProtocol
    let records: RecordService
    /// Applies other definitions behind the service's back.
    let applied: AppliedCatalogs
    let tokens: [String: String]
    let clock: ManualClock
    let authenticator: Authenticator
    let logger: Logger

    static let password = "correct horse battery"

    /// Hurries nobody: a client connects before its test begins, and a machine that runs all tests at once may take its time.
    static let patient = ServerSettings(
        port: 0, idleTimeout: .seconds(600), requestDeadline: .seconds(600), firstRequestTimeout: .seconds(600))

    /// Runs a closure with a service of its own.
    static func run(
        _ setup: TestingSetup = .router, settings: ServerSettings = Service.patient,
        _ body: @escaping @Sendable (Service) async throws -> Void
    ) async throws {
        try await withStore(.sqlite) { store in
            let (clock, random, ids) = (ManualClock(), SeededRandom(seed: 3), SequentialIDs())
            let catalog = try TestCatalog.compile()
            let state = try store.read { try SchemaStateTable.current(in: $0) }
            try await SchemaMigration.apply(
                MigrationPlan(from: state.schema, to: catalog.entityTypes), fingerprint: catalog.fingerprint,
                at: clock.now(), to: store)
            let applied = try AppliedCatalogs(store)
            let records = RecordService(
                store: store, deployment: CurrentDeployment(try applied.deployment(), source: applied), clock: clock,
                ids: ids, random: random)
            let cache = AuthenticationCache()
            let hasher = PasswordHasher(random: random, cost: .init(logRounds: 4, blockSize: 8, parallelism: 1))
            let directory = PrincipalDirectory(
                store: store, cache: cache, clock: clock, ids: ids, random: random, hasher: hasher)
            var tokens: [String: String] = [:]
            for role in ["agent", "manager", "intake", "surveyor", "nobody"] {
                let roles: Set<String> = role == "nobody" ? [] : [role]
                try await directory.create(
                    name: role, password: role == "agent" ? password : nil, roles: roles,
                    knownRoles: ["agent", "manager", "intake", "surveyor"])
                tokens[role] = try await directory.createToken(for: role, label: "test").text
            }
            let authenticator = Authenticator(
                store: store, cache: cache, clock: clock, random: random, limits: SessionLimits(), hasher: hasher)
            let logger = Self.quietLogger()
            let server = HTTPServer(
                settings: settings, authenticator: authenticator,
                faces: [ODataAPI(records: records, settings: settings), HealthPage(records: records, version: "test")],
                deployment: records.deployment, logger: logger)
            let allTokens = tokens
            try await server.application().test(setup) { client in
                try await body(
                    Service(
                        client: client, records: records, applied: applied, tokens: allTokens, clock: clock,
                        authenticator: authenticator, logger: logger))
            }
        }
    }

    private static func quietLogger() -> Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    /// Sends a request as a role; nil sends no credentials.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as role: String? = "manager", json: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        if let role, let token = tokens[role] { headers[.authorization] = "Bearer \(token)" }
        if json != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.execute(
            uri: path, method: method, headers: headers, body: json.map { ByteBuffer(string: $0) }
        ) { Answer(status: $0.status.code, headers: $0.headers, text: String(buffer: $0.body)) }
    }

    /// Sends bytes as a role.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as role: String = "manager", bytes: [UInt8],
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        var headers = headers
        headers[.authorization] = tokens[role].map { "Bearer \($0)" }
        return try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(bytes: bytes)) {
            Answer(status: $0.status.code, headers: $0.headers, text: String(buffer: $0.body))
        }
    }

    func get(_ path: String, as role: String? = "manager", headers: HTTPFields = [:]) async throws -> Answer {
        try await send(.get, path, as: role, headers: headers)
    }

    /// Creates a complaint and gives its answer.
    func createComplaint(_ json: String = #"{"subject": "Wrong bill"}"#, as role: String = "manager") async throws
        -> Answer
    {
        try await send(.post, "/odata/complaints", as: role, json: json)
    }
}

/// What the service answered.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var text: String

    /// The body as JSON; null where it is none.
    var json: DataValue { (try? DataValue(json: text)) ?? .null }

    subscript(_ member: String) -> DataValue? { json[member] }

    var id: String { if case .text(let id)? = json["id"] { id } else { "" } }

    /// The records of a list.
    var list: [DataValue] { if case .list(let values)? = json["value"] { values } else { [] } }

    var errorCode: String? { if case .text(let code)? = json["error"]?["code"] { code } else { nil } }

    var errorMessage: String? { if case .text(let text)? = json["error"]?["message"] { text } else { nil } }
}
