import Definitions
public import HTTPServing
public import HTTPTypes
public import Hummingbird
public import Model
public import Records

/// The OData 4.01 service below `/odata` (docs/api.md).
///
///     let server = HTTPServer(
///         settings: settings, authenticator: authenticator,
///         faces: [ODataAPI(records: records, settings: settings)], logger: logger)
public struct ODataAPI: HTTPServer.Face {
    static let root = "/odata"

    let records: RecordService
    let sets = CurrentEntitySets()
    let settings: ServerSettings

    /// - Parameter settings: tell how the service is reached, for addresses in answers.
    public init(records: RecordService, settings: ServerSettings) {
        self.records = records
        self.settings = settings
    }

    /// Adds everything below `/odata`.
    public func addRoutes(to router: Router<ServingContext>) {
        for method: HTTPRequest.Method in [.get, .head, .post, .patch, .put, .delete, .options, .trace] {
            for path: RouterPath in ["/odata", "/odata/**"] {
                router.on(path, method: method) { request, context in try await respond(to: request, in: context) }
            }
        }
    }

    /// Tells refusals in OData's form.
    public func response(
        to refusal: Refusal, status: HTTPResponse.Status, for request: Request, in context: ServingContext
    ) -> Response? {
        guard request.uri.path == Self.root || request.uri.path.hasPrefix(Self.root + "/") else { return nil }
        return ODataErrorDocument.response(
            refusal, status: status, version: .ofRefusal(request.headers), language: context.language,
            trace: context.trace)
    }

    private func respond(to request: Request, in context: ServingContext) async throws -> Response {
        let principal = try context.principal()
        let path = try ResourcePath(request.uri.path.dropFirst(Self.root.count))
        let visit = try Visit(self, request, context, principal)
        let methods = try visit.methods(of: path) + [.options]
        guard methods.contains(request.method) else { throw MethodRefusal(request.method, allowed: methods) }
        switch request.method {
        case .options:
            return DataResponse.empty(
                .noContent, version: visit.version, adding: [.allow: MethodRefusal.text(methods)])
        case .get: return try visit.read(path)
        case .head: return try visit.read(path).createHeadResponse()
        default:
            try CrossSiteGuard.checkToken(request, context)
            return try await visit.write(path)
        }
    }
}
