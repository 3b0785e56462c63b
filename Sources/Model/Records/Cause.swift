/// Why a change happened: the channel it came in by, and the chain of rules that led to it.
///
/// Request → plugin line → chart transition; each link is added by the step that made the further change.
public struct Cause: Sendable, Hashable {
    /// The ways in which changes come in.
    public enum Channel: String, Sendable, Hashable, CaseIterable {
        case web, api, `import`, plugin, timer, command
    }

    /// The way in which the change came in.
    public var channel: Channel
    /// Names the request (a trace id, an import batch, a command).
    public var request: String
    /// Rules and transitions on the way, outermost first: `plugins/complaints/escalate.lua:4`, `complaint: received → closed`.
    public var chain: [String]

    /// A cause at the start of its chain.
    public init(_ channel: Channel, request: String, chain: [String] = []) {
        self.channel = channel
        self.request = request
        self.chain = chain
    }

    /// What a plugin asks for of its own accord: it comes in by way of the plugin, whatever way the first request came.
    ///
    /// - Parameter line: where the plugin asks for it.
    public func asked(by line: String) -> Cause { Cause(.plugin, request: request, chain: chain + [line]) }

    /// The same cause with one more rule or transition on its way.
    public func following(_ link: String) -> Cause {
        Cause(channel, request: request, chain: chain + [link])
    }
}
