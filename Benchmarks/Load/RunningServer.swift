import HTTPAPI
import HTTPServing
import Hummingbird
import Logging
import NIOCore
import Platform
import ServiceLifecycle

/// A server that runs for as long as a closure does, on a free port of the loopback address.
enum RunningServer {
    /// Kontor's OData service over a fixture.
    static func kontor<T: Sendable>(
        _ fixture: Fixture, _ body: @escaping @Sendable (Int) async throws -> T
    ) async throws -> T {
        let settings = ServerSettings(host: "127.0.0.1", port: 0)
        let server = HTTPServer(
            settings: settings, authenticator: fixture.installation.authenticator,
            faces: [ODataAPI(records: fixture.records, settings: settings)], logger: quiet)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = server.application { address in port.yield(address?.port ?? 0) }
        return try await run(application, ports, body)
    }

    /// A bare Hummingbird application.
    static func bare<T: Sendable>(
        _ router: Router<BasicRequestContext>, _ body: @escaping @Sendable (Int) async throws -> T
    ) async throws -> T {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) }, logger: quiet)
        return try await run(application, ports, body)
    }

    private static var quiet: Logger {
        var logger = Logger(label: "benchmarks")
        logger.logLevel = .error
        return logger
    }

    private static func run<T: Sendable>(
        _ application: some ApplicationProtocol, _ ports: AsyncStream<Int>,
        _ body: @escaping @Sendable (Int) async throws -> T
    ) async throws -> T {
        let service = ServiceGroup(configuration: .init(services: [application], logger: quiet))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            guard let port = await ports.first(where: { _ in true }), port > 0 else {
                throw BareError(message: "the server did not start")
            }
            let result = try await body(port)
            await service.triggerGracefulShutdown()
            try await group.waitForAll()
            return result
        }
    }
}
