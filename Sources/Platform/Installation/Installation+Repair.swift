import Records

extension Installation {
    /// Computes anew what can be computed and is wrong: rollups and full-text indexes.
    ///
    /// - Returns: what was mended, line by line.
    public func repair() async throws -> [String] {
        var lines = try await repairRollups()
        let records = records.pinned()
        if try await !records.damagedSearchIndexes().isEmpty {
            lines += try await records.rebuildSearchIndexes().map { "The full-text index of '\($0)' was rebuilt." }
        }
        return lines
    }
}
