public import Model
import Storage

extension RecordService {
    /// Carries out one write: the only way in which a record changes. Durable when it returns.
    ///
    /// - Throws: `Refusal`; nothing has changed then.
    public func write(_ request: WriteRequest) async throws -> WriteOutcome {
        let deployment = deployment.get()
        let draft = try WriteDraft(resolving: request, in: deployment)
        return try await refusing {
            try await store.write { connection in
                let transaction = transaction(on: connection, deployment)
                let outcome = try transaction.carryOut(draft)
                try transaction.writeSearch()
                return outcome
            }
        }
    }

    func transaction(on connection: any SQLConnection, _ deployment: Deployment) -> WriteTransaction {
        let transaction = WriteTransaction(
            connection: connection, deployment: deployment, now: clock.now(), ids: ids, random: random,
            budget: RuleBudget(limits.rules))
        transaction.rules = rules
        return transaction
    }

    /// Turns what the store could not do into what the asker is told.
    func refusing<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as StorageError {
            throw error.refusal()
        }
    }
}
