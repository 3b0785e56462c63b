import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
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
    /// What the client and we speak.
    let version: ProtocolVersion
    let preferences: Preferences

    /// - Throws: `Refusal` where the client speaks no version that we do.
    init(
        _ api: ODataAPI, _ request: Request, _ context: ServingContext, _ principal: Principal
    ) throws(Refusal) {
        self.api = api
        self.request = request
        self.context = context
        self.principal = principal
        version = try ProtocolVersion(request.headers)
        preferences = Preferences(request.headers)
        records = api.records.pinned()
        deployment = records.deployment.get()
    }

    var catalog: Catalog { deployment.catalog }

    /// Answers GET.
    func read(_ path: ResourcePath) throws -> Response {
        switch path {
        case .service: return try serviceDocument()
        case .metadata: return try metadata()
        case .set(let name): return try list(set(named: name))
        case .count(let name): return try count(set(named: name))
        case .record(let name, let id): return try record(id, of: set(named: name))
        case .part(let name, let id, let part): return try self.part(part, of: id, in: set(named: name))
        case .partCount(let name, let id, let part): return try count(part, of: id, in: set(named: name))
        case .upload, .action, .batch, .behindPart, .unsupported:
            throw MethodRefusal(request.method, allowed: try methods(of: path))
        }
    }

    /// Answers the methods that change something.
    func write(_ path: ResourcePath) async throws -> Response {
        switch (path, request.method) {
        case (.set(let name), .post): return try await create(in: set(named: name))
        case (.record(let name, let id), .patch): return try await update(id, in: set(named: name))
        case (.record(let name, let id), .delete): return try await delete(id, in: set(named: name))
        case (.upload(let name, let part), .post): return try await upload(for: part, of: set(named: name))
        case (.part(let name, let id, let part), .put): return try await put(part, of: id, in: set(named: name))
        case (.part(let name, let id, let part), .delete): return try await empty(part, of: id, in: set(named: name))
        case (.action(let name, let id, let event), .post): return try await send(event, to: id, in: set(named: name))
        default: throw MethodRefusal(request.method, allowed: try methods(of: path))
        }
    }

    /// The methods that an address has, `OPTIONS` left out.
    ///
    /// - Throws: `Refusal` where there is nothing at it, or (501) nothing yet.
    func methods(of path: ResourcePath) throws(Refusal) -> [HTTPRequest.Method] {
        switch path {
        case .service, .metadata: return [.get, .head]
        case .batch: throw .notYet("$batch")
        case .unsupported(let what): throw .notYet(what)
        case .count(let name):
            _ = try set(named: name)
            return [.get, .head]
        case .set(let name):
            _ = try set(named: name)
            return [.get, .head, .post]
        case .record(let name, _):
            _ = try set(named: name)
            return [.get, .head, .patch, .delete]
        case .upload(let name, let key):
            guard isFile(key, in: try set(named: name)) else { throw .noID(key, set: name) }
            return [.post]
        case .action(let name, _, _):
            _ = try set(named: name)
            return [.post]
        case .part(let name, _, let part):
            let set = try set(named: name)
            if isFile(part, in: set) { return [.get, .head, .put, .delete] }
            guard try isReadable(part, of: set) else { throw .notYet("the address of the single property '\(part)'") }
            return [.get, .head]
        case .partCount(let name, _, let part):
            let set = try set(named: name)
            guard lists(of: set).contains(where: { $0.name == part }) else { throw noPart(part, of: set) }
            return [.get, .head]
        case .behindPart(let name, _, let part):
            let set = try set(named: name)
            _ = try isReadable(part, of: set)
            throw .notYet("anything after '\(part)'")
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

    /// In which form the client wants the answer.
    func format(_ options: AddressOptions, isMetadata: Bool = false) throws(Refusal) -> ResponseFormat {
        let accept = request.headers[.accept]
        var format = ResponseFormat.standard
        if accept != nil || options["format"] != nil || version != .v401 {
            format = try ResponseFormat(
                accept: accept, format: options["format"], isMetadata: isMetadata, version: version)
        }
        format.isCompressed = GzipCoding.isTaken(request.headers)
        return format
    }

    /// The service's address as the client reached it, without a slash at its end.
    var address: String {
        "\(api.settings.isBehindTLS ? "https" : "http")://\(request.head.authority ?? "localhost")\(ODataAPI.root)"
    }

    func address(of id: RecordID, in set: EntitySet) -> String { "\(address)/\(set.type.setName)(\(id))" }
}
