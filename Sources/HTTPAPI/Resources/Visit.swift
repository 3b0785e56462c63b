import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Records

/// One request to the service: who asks for what, and the one deployment it is answered by.
struct Visit {
    let api: ODataAPI
    let request: Request
    let context: ServingContext
    let principal: Principal
    /// Reads and writes by that deployment only.
    let records: RecordService
    let deployment: Deployment

    init(_ api: ODataAPI, _ request: Request, _ context: ServingContext, _ principal: Principal) {
        self.api = api
        self.request = request
        self.context = context
        self.principal = principal
        records = api.records.pinned()
        deployment = records.deployment.get()
    }

    var catalog: Catalog { deployment.catalog }

    /// Answers GET.
    func read(_ path: ResourcePath) throws -> Response {
        switch path {
        case .service: return try serviceDocument()
        case .metadata: return try metadata()
        case .batch: throw Refusal.notYet("$batch")
        case .set(let name): return try list(set(named: name))
        case .count(let name): return try count(set(named: name))
        case .record(let name, let id): return try record(id, of: set(named: name))
        case .upload(let name, let key): throw Refusal.noID(key, set: name)
        case .part(let name, let id, let part): return try self.part(part, of: id, in: set(named: name))
        case .action: throw Refusal.methodNotAllowed(request.method.rawValue, allowed: "POST")
        }
    }

    /// Answers the methods that change something.
    func write(_ path: ResourcePath) async throws -> Response {
        let method = request.method
        switch (path, method) {
        case (.set(let name), .post): return try await create(in: set(named: name))
        case (.record(let name, let id), .patch): return try await update(id, in: set(named: name))
        case (.record(let name, let id), .delete): return try await delete(id, in: set(named: name))
        case (.upload(let name, let part), .post): return try await upload(for: part, of: set(named: name))
        case (.part(let name, let id, let part), .put): return try await put(part, of: id, in: set(named: name))
        case (.part(let name, let id, let part), .delete): return try await empty(part, of: id, in: set(named: name))
        case (.action(let name, let id, let event), .post): return try await send(event, to: id, in: set(named: name))
        case (.batch, _): throw Refusal.notYet("$batch")
        case (.set, _): throw Refusal.methodNotAllowed(method.rawValue, allowed: "GET, POST")
        case (.upload(let name, let key), _): throw Refusal.noID(key, set: name)
        case (.record, _): throw Refusal.methodNotAllowed(method.rawValue, allowed: "GET, PATCH, DELETE")
        case (.action, _): throw Refusal.methodNotAllowed(method.rawValue, allowed: "POST")
        case (.part(let name, _, let part), _) where isFile(part, in: try set(named: name)):
            throw Refusal.methodNotAllowed(method.rawValue, allowed: "GET, PUT, DELETE")
        default: throw Refusal.methodNotAllowed(method.rawValue, allowed: "GET")
        }
    }

    /// The set of a name. What the principal may not read it is not told of, except where it may create.
    func set(named name: String) throws(Refusal) -> EntitySet {
        guard let set = api.sets.get(catalog).set(named: name), isKnown(set.type) else {
            let known = catalog.entityTypes.filter(isKnown).map(\.setName)
            throw .noSuchSet(name, nearest: nearestName(to: name, among: known))
        }
        return set
    }

    func access(to type: EntityType) -> EntityAccess { deployment.access.access(of: principal, to: type) }

    /// Whether the principal may know that there is such a type.
    func isKnown(_ type: EntityType) -> Bool { access(to: type).isKnown }

    /// The names that the principal's queries can use.
    var names: ReaderNames { deployment.access.names(for: principal) }

    /// Positions of the attributes that the principal may see, on some records at least.
    func visiblePositions(of type: EntityType) -> [Int] {
        let access = access(to: type)
        return type.attributes.indices.filter(access.shows)
    }

    func format(_ query: QueryString = .none, isMetadata: Bool = false) throws(Refusal) -> ResponseFormat {
        let accept = request.headers[.accept]
        if accept == nil, query.pairs.isEmpty { return .standard }
        return try ResponseFormat(
            accept: accept, format: query["$format"] ?? query["format"], isMetadata: isMetadata)
    }

    /// The service's address as the client reached it, without a slash at its end.
    var address: String {
        "\(api.settings.isBehindTLS ? "https" : "http")://\(request.head.authority ?? "localhost")\(ODataAPI.root)"
    }

    func address(of id: RecordID, in set: EntitySet) -> String { "\(address)/\(set.type.setName)(\(id))" }
}
