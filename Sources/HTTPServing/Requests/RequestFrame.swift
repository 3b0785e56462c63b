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
    private let methods: RouteMethods
    private let deployment: CurrentDeployment?
    private let connections: Connections
    private let time: ReadingTime

    /// The longest body of somebody who is not signed in: a name and a password.
    private static let strangersBodyLimit = 64 << 10

    init(
        settings: ServerSettings, authenticator: Authenticator, faces: [any HTTPServer.Face], methods: RouteMethods,
        deployment: CurrentDeployment?, connections: Connections, time: ReadingTime
    ) {
        self.methods = methods
        self.settings = settings
        self.authenticator = authenticator
        self.faces = faces
        self.deployment = deployment
        self.connections = connections
        self.time = time
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
            // Whatever the credentials: a browser that has been given name and password sends them with requests of other
            // sites too, and a visitor could be signed in to somebody else's account. Programs send no Origin.
            try CrossSiteGuard.checkOrigin(request)
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
            if context.authentication == nil { context.bodyLimit = min(context.bodyLimit, Self.strangersBodyLimit) }
            var response = try await timed(continued(request, context), context, next)
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

    /// A client that waits to hear that its body is wanted hears it when the body is read.
    private func continued(_ request: Request, _ context: ServingContext) -> Request {
        guard let name = HTTPField.Name("Expect"), request.headers[name]?.lowercased() == "100-continue" else {
            return request
        }
        var request = request
        request.body = RequestBody(asyncSequence: ContinuedBody(body: request.body, channel: context.channel))
        return request
    }

    /// Answers where it keeps nobody else from being answered; see ``ReadingTime``.
    private func timed(
        _ request: Request, _ context: ServingContext, _ next: (Request, ServingContext) async throws -> Response
    ) async throws -> Response {
        // Who is not signed in can ask for nothing that takes long.
        guard let principal = context.authentication?.principal.id else { return try await next(request, context) }
        guard CrossSiteGuard.safeMethods.contains(request.method) else {
            return try await withTaskExecutorPreference(time.writers) {
                try await ReadLimit.$current.withValue(ReadLimit(time.most, .each, closing: time.closing)) {
                    try await answer(request, context, next)
                }
            }
        }
        let address = request.uri.string
        if !time.knownLong.contains(address) {
            let trial = ReadLimit(time.trial, isTrial: true, closing: time.closing)
            do {
                let response = try await ReadLimit.$current.withValue(trial) {
                    try await answer(request, context, next)
                }
                if trial.end == nil { return response }
            } catch {
                if trial.end == nil { throw error }
            }
            time.knownLong.add(address)
        }
        let place = connections.place(of: context.channel)
        defer { place?.watch(nil) }
        let waiting = LongReads.Request()
        place?.watch { [longReads = time.longReads] in longReads.leaveLine(principal, waiting) }
        guard await time.longReads.enter(principal, waiting) else { throw Refusal.tooManyLongReads }
        defer { time.longReads.leave(principal) }
        let limit = ReadLimit(time.most, closing: time.closing)
        place?.watch { limit.cancel() }
        return try await withTaskExecutorPreference(time.readers) {
            let began = ContinuousClock.now
            defer { if ContinuousClock.now - began < time.trial { time.knownLong.remove(address) } }
            return try await ReadLimit.$current.withValue(limit) { try await answer(request, context, next) }
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
        // Nobody keeps what a stranger sends, but for the face that asks for a name and a password.
        guard context.authentication != nil else { return nil }
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
        let (error, allowed) = explained(error, request)
        if let allowed, request.method == .options, error is MethodRefusal { return Self.options(allowed) }
        let (refusal, status) = RefusedRequest.explain(error, context)
        var response = answer(to: refusal, status, request, context)
        if status == .methodNotAllowed, let allowed { response.headers[.allow] = MethodRefusal.text(allowed) }
        // A page asks in its own words; the browser must not ask in its.
        if status == .unauthorized, response.headers[.contentType]?.hasPrefix("text/html") != true {
            for challenge in RefusalHeaders.challenges(for: request.headers) {
                response.headers.append(HTTPField(name: .wwwAuthenticate, value: challenge))
            }
        }
        return response
    }

    private func answer(
        to refusal: Refusal, _ status: HTTPResponse.Status, _ request: Request, _ context: ServingContext
    ) -> Response {
        for face in faces {
            if let response = face.response(to: refusal, status: status, for: request, in: context) { return response }
        }
        return ProblemDocument.response(refusal, status: status, language: context.language, trace: context.trace)
    }

    /// What the router does not find may be there for another method.
    private func explained(
        _ error: any Error, _ request: Request
    ) -> (error: any Error, allowed: [HTTPRequest.Method]?) {
        if let refused = error as? MethodRefusal { return (refused, refused.allowed) }
        guard let missing = error as? HTTPError, missing.status == .notFound else { return (error, nil) }
        let allowed = methods.methods(at: request.uri.path)
        // Where the method is there, it was the address's own answer that there is no such thing.
        guard !allowed.isEmpty, request.method == .options || !allowed.contains(request.method) else {
            return (error, nil)
        }
        return (MethodRefusal(request.method, allowed: allowed), allowed)
    }

    private static func options(_ allowed: [HTTPRequest.Method]) -> Response {
        Response(status: .noContent, headers: [.allow: MethodRefusal.text(allowed)])
    }
}
