import HTTPTypes
import Hummingbird
import Identity
import Logging
import Model
import NIOCore
import NIOHTTP1
import Records
import Storage

/// What every request passes: it learns who asks and in which language, refuses what comes from another site, and sees to
/// it that whatever goes wrong is told in a form that the client understands.
struct RequestFrame: RouterMiddleware {
    typealias Context = ServingContext

    private let settings: ServerSettings
    private let authenticator: Authenticator
    private let faces: [any HTTPServer.Face]
    private let deployment: CurrentDeployment?

    init(
        settings: ServerSettings, authenticator: Authenticator, faces: [any HTTPServer.Face],
        deployment: CurrentDeployment?
    ) {
        self.settings = settings
        self.authenticator = authenticator
        self.faces = faces
        self.deployment = deployment
    }

    func handle(
        _ request: Request, context: ServingContext,
        next: (Request, ServingContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.bodyLimit = settings.bodyLimit
        if let header = request.headers[.traceparent], let trace = TraceID(traceparent: header) {
            context.trace = trace
        }
        if settings.trustsForwardedFor, let last = request.headers[.forwardedFor]?.split(separator: ",").last {
            context.forwardedAddress = last.filter { $0 != " " }
        }
        let asked = request.headers[.acceptLanguage].flatMap(PreferredLanguage.choose)
        if let asked { context.language = asked }
        do {
            let credentials = Credentials(request.headers, sessionCookieName: settings.sessionCookieName)
            if credentials != .none {
                context.authentication = try await authenticate(credentials, context)
            }
            if let authentication = context.authentication {
                // A browser always sends Accept-Language; for people their own setting counts, for programs the header.
                if authentication.session != nil || asked == nil {
                    context.language = authentication.principal.language
                }
            }
            // No other site can add an Authorization header. Without one, even a sign-in must come from a page of ours, or
            // somebody could sign a visitor in to an account of their own.
            if context.authentication.map({ $0.session != nil }) ?? true { try CrossSiteGuard.checkOrigin(request) }
            var response = try await answer(request, context, next)
            if response.headers[.contentSecurityPolicy] == nil {
                for field in SecurityHeaders.page where response.headers[field.name] == nil {
                    response.headers.append(field)
                }
            }
            return response
        } catch let error as HTTPParserError {
            // The connection is no longer in step with its client: the server answers 400 and closes it.
            throw error
        } catch {
            return problem(error, request, context)
        }
    }

    /// A request that definitions changed under is answered anew, by those that hold now: it has done nothing yet.
    private func answer(
        _ request: Request, _ context: ServingContext, _ next: (Request, ServingContext) async throws -> Response
    ) async throws -> Response {
        guard let deployment, let again = try await repeatable(request, context) else {
            return try await next(request, context)
        }
        return try await deployment.retrying { try await next(again, context) }
    }

    /// The request with its body in hand. Nil where that comes without its length, or is longer than bodies are elsewhere: it is
    /// read once by whoever takes it, and its sender has to send it again.
    private func repeatable(_ request: Request, _ context: ServingContext) async throws -> Request? {
        if [.get, .head].contains(request.method) { return request }
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }) else {
            return request.method == .delete ? request : nil
        }
        guard length <= context.bodyLimit else { return nil }
        var request = request
        request.body = RequestBody(buffer: ByteBuffer(bytes: try await request.bodyBytes(in: context)))
        return request
    }

    private func authenticate(_ credentials: Credentials, _ context: ServingContext) async throws -> Authentication? {
        switch credentials {
        case .none: nil
        case .unreadable: throw Refusal.unreadableCredentials
        case .bearer(let token): try await authenticator.authenticate(token: token)
        case .basic(let name, let password):
            try await authenticator.authenticate(name: name, password: password, address: context.clientAddress)
        // A session that has ended is nobody: the page then asks to sign in.
        case .session(let token): try await authenticator.authenticate(session: token)
        }
    }

    private func problem(_ error: any Error, _ request: Request, _ context: ServingContext) -> Response {
        let (refusal, status) = RefusedRequest.explain(error, context)
        for face in faces {
            if let response = face.response(to: refusal, status: status, for: request, in: context) { return response }
        }
        return ProblemDocument.response(refusal, status: status, language: context.language, trace: context.trace)
    }
}
