import Storage
import Synchronization

/// Holds the deployment in force; replaced as a whole.
public final class CurrentDeployment: Sendable {
    private let value: Mutex<Deployment>
    private let takeover: Takeover?

    /// Begins with a deployment.
    ///
    /// - Parameter source: where others come from; nil where nobody applies any.
    public init(_ deployment: Deployment, source: (any DeploymentSource)? = nil) {
        value = Mutex(deployment)
        takeover = source.map(Takeover.init)
    }

    /// The one in force now.
    public func get() -> Deployment { value.withLock { $0 } }
    /// Puts another in its place; requests that run keep theirs.
    public func replace(with deployment: Deployment) { value.withLock { $0 = deployment } }

    /// Switches to the deployment applied last, by whichever process. Callers that arrive meanwhile wait for it.
    ///
    /// - Returns: whether it is another one than before.
    /// - Throws: what keeps it from being made; the one in force stays.
    @discardableResult
    public func takeOver() async throws -> Bool { try await takeover?.run(self) ?? false }
}

/// Where deployments come from that other processes applied.
public protocol DeploymentSource: Sendable {
    /// The number of the state that holds (``SchemaState/number``). Asked often.
    func state() throws -> Int64

    /// The deployment of the state that holds.
    func deployment() throws -> Deployment
}

/// Makes one deployment at a time: an actor without a suspension point.
private actor Takeover {
    private let source: any DeploymentSource
    /// A state whose deployment could not be made: nobody tries that again with every request.
    private var failure: (state: Int64, error: any Error)?

    init(_ source: any DeploymentSource) { self.source = source }

    func run(_ current: CurrentDeployment) throws -> Bool {
        let state = try source.state()
        guard current.get().state != state else { return false }
        if let failure, failure.state == state { throw failure.error }
        do {
            current.replace(with: try source.deployment())
            failure = nil
            return true
        } catch {
            failure = (state, error)
            throw error
        }
    }
}
