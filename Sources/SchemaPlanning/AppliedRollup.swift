/// What the values of a rollup's column were computed from: when that changes, they are computed anew.
public struct AppliedRollup: Sendable, Hashable, Codable {
    /// The entity type whose records are summed up.
    public var source: String
    /// `RollupRules.summary`.
    public var summary: String

    /// What a rollup is computed from.
    public init(source: String, summary: String) {
        self.source = source
        self.summary = summary
    }
}
