public import Hummingbird
public import Logging
import Model
public import NIOCore
import NIOHTTPTypes

/// The server: both faces behind one address.
///
///     let server = HTTPServer(settings: settings, frame: frame, faces: [api, pages], health: health, logger: logger)
///     try await server.application().runService()     // until SIGTERM; requests in progress are answered first
public struct HTTPServer: Sendable {
    /// A group of addresses that the server answers.
    public protocol Face: Sendable {
        /// Adds the face's addresses.
        func addRoutes(to router: Router<ServingContext>)
    }

    private let settings: ServerSettings
    private let frame: RequestFrame
    private let faces: [any Face]
    private let logger: Logger

    public init(settings: ServerSettings, frame: RequestFrame, faces: [any Face], logger: Logger) {
        self.settings = settings
        self.frame = frame
        self.faces = faces
        self.logger = logger
    }

    /// The routes of all faces inside the frame that every request passes.
    public func router() -> Router<ServingContext> {
        let router = Router(context: ServingContext.self)
        router.add(middleware: frame)
        for face in faces { face.addRoutes(to: router) }
        return router
    }

    /// The application, to be run as a service.
    ///
    /// - Parameter onRunning: called with the bound address once requests are accepted.
    public func application(
        onRunning: @escaping @Sendable (SocketAddress?) async -> Void = { _ in }
    ) -> Application<RouterResponder<ServingContext>> {
        let deadline = settings.requestDeadline
        return Application(
            router: router(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [RequestDeadline(limit: deadline)],
                    idleTimeout: TimeAmount(settings.idleTimeout),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.maximumConnections, logger: logger)),
            onServerRunning: { channel in await onRunning(channel.localAddress) },
            logger: logger)
    }
}
