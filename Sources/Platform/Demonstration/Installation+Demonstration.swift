import Records

extension Installation {
    /// Fills an empty installation with made-up records and users; where there are records it only tells how to sign in.
    public func demonstrate() async throws -> [String] {
        try requireAppliedDefinitions()
        let demonstration = Demonstration(records: records.pinned(), principals: principals, clock: clock)
        if let summary = try await demonstration.fill() { return [summary.text] }
        return ["the database has records already; nothing was added"] + (try demonstration.users().map(\.signInLine))
    }
}
