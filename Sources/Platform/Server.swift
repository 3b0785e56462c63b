import Foundation
import HTTPAPI
import HTTPServing
import Hummingbird
import Identity
import Jobs
import Logging
import Model
import NIOCore
import Records
import ServiceLifecycle
import UnixSignals
import WebUI

/// The running server: both faces and the timers, until it is told to stop.
public struct Server: Sendable {
    /// The version that health page and command line tell.
    public static let version = "0.1.0"

    private let installation: Installation

    /// A server of an installation whose definitions are applied.
    public init(_ installation: Installation) { self.installation = installation }

    /// Serves until SIGTERM or SIGINT; requests in progress are answered first, within a limit.
    ///
    /// - Throws: ``EnvironmentFailure`` where the address cannot be used.
    public func run() async throws {
        let settings = installation.settings
        let logger = Self.logger(settings)
        let serving = ServerSettings(
            host: settings.host, port: settings.port, maximumConnections: settings.limits.connections,
            maximumConnectionsOfAddress: settings.limits.connectionsPerAddress,
            readTime: .seconds(settings.limits.readSeconds), isBehindTLS: settings.isBehindTLS,
            trustsForwardedFor: settings.trustsForwardedFor)
        let records = installation.records.with { $0.log = RuleLog(logger) }
        let http = HTTPServer(
            settings: serving, authenticator: installation.authenticator,
            faces: try [
                ODataAPI(records: records, settings: serving),
                WebPages(
                    records: records, authenticator: installation.authenticator, directory: installation.principals,
                    settings: serving, zone: settings.zone, ids: installation.ids,
                    charts: GraphvizRenderer(path: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin")),
                HealthPage(records: records, version: Self.version),
            ], deployment: records.deployment, logger: logger)
        let application = http.application { address in
            let port = address?.port ?? settings.port
            logger.notice("Kontor answers at http://\(settings.host):\(port)/")
        }
        let timers = TimerService(records: records, clock: installation.clock, logger: logger) {
            try await Task.sleep(for: $0)
        }
        let takeover = TakeoverService(
            deployment: records.deployment, logger: logger, notice: installation.authenticator.noticeChanges
        ) { try await Task.sleep(for: $0) }
        let files = FileCollector(records: records, logger: logger) { try await Task.sleep(for: $0) }
        let upkeep = SearchUpkeepService(records: records, logger: logger) { try await Task.sleep(for: $0) }
        let watch = StoreWatchService(store: installation.store, logger: logger) { try await Task.sleep(for: $0) }
        if let edits = installation.unappliedEdits() { logger.warning("\(edits)") }
        let keys = KeyCollector(records: records, logger: logger) { try await Task.sleep(for: $0) }
        var configuration = ServiceGroupConfiguration(
            // They are told of the end from the last to the first.
            services: [application, watch, timers, takeover, files, upkeep, keys, ReadersEnd(closing: http.closing)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        // Answers have their own limit, which is less; whoever started the server loses patience later.
        configuration.maximumGracefulShutdownDuration = Self.endingLimit
        let group = ServiceGroup(configuration: configuration)
        do {
            try await group.run()
        } catch {
            if let failure = ServerStartError(error, settings: serving) { throw EnvironmentFailure(failure.diagnostic) }
            throw error
        }
    }

    /// How long the server may take to end.
    private static let endingLimit: Duration = .seconds(25)

    private static func logger(_ settings: Settings) -> Logger {
        var logger = Logger(label: "kontor")
        logger.logLevel = Logger.Level(rawValue: settings.logLevel) ?? .info
        return logger
    }
}
