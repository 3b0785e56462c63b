public import HTTPTypes
public import Hummingbird
import HummingbirdCore
public import Identity
public import Logging
public import Model
public import NIOCore
import NIOHTTPTypes
public import Records
public import Storage

/// The server: both faces behind one address.
///
///     let server = HTTPServer(settings: settings, authenticator: authenticator, faces: [api, pages, health], logger: logger)
///     try await server.application().runService()     // until SIGTERM; requests in progress are answered first
public struct HTTPServer: Sendable {
    /// A group of addresses that the server answers.
    public protocol Face: Sendable {
        /// Adds the face's addresses.
        func addRoutes(to router: Router<ServingContext>)

        /// Tells a refusal in the face's own form; nil where the address is not its own, or problem details will do.
        func response(
            to refusal: Refusal, status: HTTPResponse.Status, for request: Request, in context: ServingContext
        ) -> Response?
    }

    private let settings: ServerSettings
    private let authenticator: Authenticator
    private let faces: [any Face]
    private let deployment: CurrentDeployment?
    private let logger: Logger
    private let connections: Connections
    private let time: ReadingTime

    /// A server that has not begun to listen.
    ///
    /// - Parameter deployment: what the faces answer by; a request that it changes under is answered anew. Nil where it never
    ///   changes.
    public init(
        settings: ServerSettings, authenticator: Authenticator, faces: [any Face], deployment: CurrentDeployment? = nil,
        logger: Logger
    ) {
        self.deployment = deployment
        self.settings = settings
        self.authenticator = authenticator
        self.faces = faces
        self.logger = logger
        connections = Connections(
            most: settings.maximumConnections,
            ofOneNetwork: settings.trustsForwardedFor
                ? settings.maximumConnections : settings.maximumConnectionsOfAddress)
        time = ReadingTime(settings.readTime, closing: ReadClosing())
    }

    /// Beyond the most connections: so many may be on their way out.
    private static let spareConnections = 100

    /// Ends long reads when the server shuts down.
    public var closing: ReadClosing { time.closing }

    /// The routes of all faces inside the frame that every request passes.
    public func router() -> Router<ServingContext> {
        let router = Router(context: ServingContext.self, options: .autoGenerateHeadEndpoints)
        let methods = RouteMethods()
        router.add(
            middleware: RequestFrame(
                settings: settings, authenticator: authenticator, faces: faces, methods: methods,
                deployment: deployment,
                connections: connections, time: time))
        for face in faces { face.addRoutes(to: router) }
        methods.learn(router)
        return router
    }

    /// The application, to be run as a service.
    ///
    /// - Parameter onRunning: called with the bound address once requests are accepted.
    public func application(
        onRunning: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) -> Application<RouterResponder<ServingContext>> {
        let (deadline, first) = (settings.requestDeadline, settings.firstRequestTimeout)
        return Application(
            router: router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [
                        ConnectionWatch(connections), RequestDeadline(limit: deadline, first: first), LastAnswer(),
                    ],
                    idleTimeout: TimeAmount(settings.idleTimeout),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    settings.maximumConnections + Self.spareConnections, logger: logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress) },
            logger: logger)
    }
}

extension HTTPServer.Face {
    /// Problem details do.
    public func response(
        to refusal: Refusal, status: HTTPResponse.Status, for request: Request, in context: ServingContext
    ) -> Response? { nil }
}
