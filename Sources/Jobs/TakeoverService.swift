import Definitions
public import Logging
public import Records
public import ServiceLifecycle

/// Takes over what other processes apply and change, for as long as the server runs.
///
/// A request that reads or writes finds out by itself that other definitions hold, inside its transaction. This is for
/// everything else: that the first request after an apply need not wait, and that what touches no record (the metadata, an
/// overview) is answered by the new definitions too.
public struct TakeoverService: Service {
    /// How long a change may go unnoticed.
    public static let interval: Duration = .milliseconds(250)

    private let deployment: CurrentDeployment
    private let logger: Logger
    private let notice: @Sendable () throws -> Void
    private let sleep: @Sendable (Duration) async throws -> Void

    /// - Parameters:
    ///   - notice: looks for what else may have been changed by others.
    ///   - sleep: waits by monotonic time; ends early with an error when the task is cancelled.
    public init(
        deployment: CurrentDeployment, logger: Logger, notice: @escaping @Sendable () throws -> Void = {},
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.deployment = deployment
        self.logger = logger
        self.notice = notice
        self.sleep = sleep
    }

    /// Works until the task is cancelled or the server shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var lastError: String?
            var state = deployment.get().state
            while !Task.isCancelled {
                do {
                    try await round()
                    // A request may have been the first to notice.
                    if deployment.get().state != state { logger.notice("new definitions in use", metadata: metadata) }
                    (state, lastError) = (deployment.get().state, nil)
                } catch {
                    // Once per failure, not four times in a second.
                    if lastError != "\(error)" { logger.error("new definitions could not be used: \(error)") }
                    lastError = "\(error)"
                }
                do { try await sleep(Self.interval) } catch { return }
            }
        }
    }

    /// One look.
    public func round() async throws {
        try notice()
        try await deployment.takeOver()
    }

    private var metadata: Logger.Metadata {
        let current = deployment.get()
        return ["state": "\(current.state ?? 0)", "catalog": "\(current.catalog.fingerprint)"]
    }
}
