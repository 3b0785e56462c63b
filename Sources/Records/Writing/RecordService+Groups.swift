public import Model
public import Storage

/// What became of one group of writes.
public enum WriteGroupOutcome: Sendable {
    /// Everything of the group is stored; one outcome per request.
    case written([WriteOutcome])
    /// Nothing of the group is stored; `index` is the request that was refused.
    case refused(index: Int, Refusal)
}

extension RecordService {
    /// Carries out groups of writes in one transaction. A group is stored as a whole or not at all, and one that is refused
    /// leaves the others alone: a record and the events that bring it to its state, for instance.
    ///
    /// - Parameter finishing: further rows to store in the same transaction, knowing the outcomes: what an import keeps of
    ///   itself. Never records.
    /// - Throws: `Refusal` only when the transaction as a whole failed; nothing has changed then.
    public func write(
        groups: [[WriteRequest]],
        finishing: @escaping @Sendable ([WriteGroupOutcome], any SQLConnection) throws -> Void = { _, _ in }
    ) async throws -> [WriteGroupOutcome] {
        let deployment = deployment.get()
        let drafts = drafts(of: groups, deployment)
        return try await refusing {
            try await store.write { connection in
                let outcomes = try perform(drafts, deployment, on: connection)
                try finishing(outcomes, connection)
                return outcomes
            }
        }
    }

    /// Tries groups of writes without keeping them: the same steps, rolled back at the end.
    public func rehearse(groups: [[WriteRequest]]) async throws -> [WriteGroupOutcome] {
        struct Rehearsed: Error { var outcomes: [WriteGroupOutcome] }
        let deployment = deployment.get()
        let drafts = drafts(of: groups, deployment)
        do {
            return try await refusing {
                try await store.write { connection in
                    throw Rehearsed(outcomes: try perform(drafts, deployment, on: connection))
                }
            }
        } catch let rehearsed as Rehearsed {
            return rehearsed.outcomes
        }
    }

    private typealias DraftGroup = [Result<WriteDraft, any Error>]

    private func drafts(of groups: [[WriteRequest]], _ deployment: Deployment) -> [DraftGroup] {
        groups.map { group in
            group.map { request in Result { try WriteDraft(resolving: request, in: deployment) } }
        }
    }

    private func perform(
        _ groups: [DraftGroup], _ deployment: Deployment, on connection: any SQLConnection
    ) throws -> [WriteGroupOutcome] {
        let whole = transaction(on: connection, deployment)
        let outcomes: [WriteGroupOutcome] = try groups.map { group in
            var index = 0
            do {
                var search = PendingSearch()
                let written: WriteGroupOutcome = try connection.savepoint {
                    var outcomes: [WriteOutcome] = []
                    for draft in group {
                        index = outcomes.count
                        let transaction = transaction(on: connection, deployment)
                        outcomes.append(try transaction.carryOut(draft.get()))
                        search.add(transaction.pendingSearch)
                    }
                    return .written(outcomes)
                }
                whole.pendingSearch.add(search)
                return written
            } catch {
                guard let refusal = error.ofOneWrite else { throw error }
                return .refused(index: index, refusal)
            }
        }
        try whole.writeSearch()
        return outcomes
    }
}

extension Error {
    /// The refusal of a write that leaves the others of its transaction alone; nil for what concerns the whole transaction, such
    /// as a full disk.
    var ofOneWrite: Refusal? {
        if let refusal = self as? Refusal { return refusal }
        guard let error = self as? StorageError else { return nil }
        switch error.reason {
        case .unique, .foreignKey, .notNull, .wrongType: return error.refusal()
        default: return nil
        }
    }
}
