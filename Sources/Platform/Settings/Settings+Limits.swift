extension Settings {
    /// What requests may take; the defaults suit a machine of two cores.
    public struct Limits: Sendable, Hashable {
        /// Seconds that the reads of one request may take: `read_seconds`.
        public var readSeconds = 5
        /// Seconds of CPU time that rules have for everything that follows from one request: `rule_seconds`.
        public var ruleSeconds = 2
        /// Connections that are held: `connections`.
        public var connections = 1000
        /// How many of them may come from one address: `connections_per_address`.
        public var connectionsPerAddress = 500

        /// The defaults.
        public init() {}
    }
}
