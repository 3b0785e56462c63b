public import Hummingbird
public import Identity
public import Model
import NIOCore

/// What a request brings along: who asks, in which language, under which trace id.
public struct ServingContext: RequestContext {
    /// What Hummingbird itself keeps of a request.
    public var coreContext: CoreRequestContextStorage
    /// Names the request; also in `X-Request-Id` of every refusal.
    public internal(set) var trace: TraceID
    /// The language of every text in the answer.
    public internal(set) var language: Language
    /// Who asks; nil where nobody is signed in.
    public internal(set) var authentication: Authentication?
    /// What a proxy that we trust says of the client's address.
    var forwardedAddress: String?
    /// Largest request body, in bytes.
    public internal(set) var bodyLimit: Int
    let remoteAddress: SocketAddress?
    let channel: any Channel

    /// A context that knows nothing of its request yet.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
        channel = source.channel
        trace = TraceID()
        language = .english
        bodyLimit = 1 << 20
    }

    /// The body limit, for what Hummingbird decodes.
    public var maxUploadSize: Int { bodyLimit }

    /// Where the client is, for slowing down guesses. Empty when it cannot be told.
    public var clientAddress: String { forwardedAddress ?? remoteAddress?.ipAddress ?? "" }

    /// Who asks.
    ///
    /// - Throws: `Refusal(.unauthenticated)` where nobody is signed in.
    public func principal() throws(Refusal) -> Principal {
        guard let authentication else { throw .notSignedIn }
        return authentication.principal
    }
}
