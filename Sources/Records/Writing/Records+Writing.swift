public import Model
import Storage

extension Records {
    /// Carries out one write: the only way in which a record changes. Durable when it returns.
    ///
    /// - Throws: `Refusal`; nothing has changed then.
    public func write(_ request: WriteRequest) async throws -> WriteOutcome {
        let deployment = deployment.get()
        let draft = try WriteDraft(resolving: request, in: deployment.catalog)
        return try await refusing {
            try await store.write { connection in
                try transaction(on: connection, deployment).perform(draft)
            }
        }
    }

    /// Carries out many writes in one transaction, each on its own: one that is refused leaves the others alone.
    ///
    /// - Throws: `Refusal` only when the transaction as a whole failed; nothing has changed then.
    public func write(batch: [WriteRequest]) async throws -> [Result<WriteOutcome, Refusal>] {
        let deployment = deployment.get()
        return try await refusing {
            try await store.write { try perform(batch, on: $0, deployment) }
        }
    }

    /// Tries writes without keeping them: the same steps, rolled back at the end.
    ///
    ///     let verdicts = try await records.rehearse(batch: requests)   // an import's dry run
    public func rehearse(batch: [WriteRequest]) async throws -> [Result<WriteOutcome, Refusal>] {
        let deployment = deployment.get()
        do {
            return try await refusing {
                try await store.write { throw Rehearsed(results: try perform(batch, on: $0, deployment)) }
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.results
        }
    }

    /// Leaves the transaction of a rehearsal, which rolls it back.
    private struct Rehearsed: Error {
        var results: [Result<WriteOutcome, Refusal>]
    }

    private func perform(
        _ batch: [WriteRequest], on connection: any SQLConnection, _ deployment: Deployment
    ) throws -> [Result<WriteOutcome, Refusal>] {
        try batch.map { request in
            do {
                let draft = try WriteDraft(resolving: request, in: deployment.catalog)
                return .success(
                    try connection.savepoint { try transaction(on: connection, deployment).perform(draft) })
            } catch let refusal as Refusal {
                return .failure(refusal)
            } catch let error as StorageError where error.isAboutOneRow {
                return .failure(error.refusal())
            }
        }
    }

    func transaction(on connection: any SQLConnection, _ deployment: Deployment) -> WriteTransaction {
        WriteTransaction(
            connection: connection, deployment: deployment, now: clock.now(), ids: ids, random: random)
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

extension StorageError {
    /// Whether one row of a batch broke a constraint; anything else concerns the whole transaction.
    fileprivate var isAboutOneRow: Bool {
        switch reason {
        case .unique, .foreignKey, .notNull, .wrongType: true
        default: false
        }
    }
}
