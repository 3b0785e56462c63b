import Storage

extension RecordService {
    /// The same service for one piece of work, which has one deployment from beginning to end.
    ///
    ///     let records = service.pinned()
    ///     let page = try records.list(query, as: clara)    // typed against the same catalog that reads it
    ///
    /// Once other definitions are applied, its reads and writes throw what ``Error/saysThatDefinitionsChanged`` knows, having
    /// done nothing: ``again(_:)`` then does the work with the new ones. So whatever writes twice in one piece of work writes in
    /// one transaction.
    public func pinned() -> RecordService {
        let deployment = deployment.get()
        guard let state = deployment.state else { return self }
        return RecordService(
            store: StateBoundStore(store, state: state), deployment: CurrentDeployment(deployment), clock: clock,
            ids: ids, random: random, limits: limits, marks: marks
        ).with { $0 = rules }
    }

    /// Does a piece of work with the deployment in force, and again with the next one where that was applied meanwhile.
    ///
    /// - Parameter work: is given a ``pinned()`` service.
    public func again<T>(
        isolation: isolated (any Actor)? = #isolation, _ work: (RecordService) async throws -> T
    ) async throws -> T {
        try await deployment.retrying { try await work(pinned()) }
    }
}

extension CurrentDeployment {
    /// How often definitions may change under a piece of work before it is refused.
    private static let attempts = 5

    /// Does work again that was stopped because other definitions came into force, or refused by definitions that no longer
    /// hold: what they do not know may be there now.
    ///
    /// - Parameter work: stores nothing where it throws.
    public func retrying<T>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> T
    ) async throws -> T {
        for _ in 1..<Self.attempts {
            do { return try await work() } catch {
                if error.saysThatDefinitionsChanged {
                    try await takeOver()
                } else if (try? await takeOver()) != true {
                    throw error
                }
            }
        }
        return try await work()
    }
}
