public import Model
public import Storage

/// What became of one group of writes.
public enum WriteGroupOutcome: Sendable {
    /// Everything of the group is stored; one outcome per request that was carried out.
    case written([WriteOutcome])
    /// Nothing of the group is stored; `index` is the request that was refused, counted with what was to be made for it.
    case refused(index: Int, Refusal)
}

/// Writes that are stored as a whole or not at all, and the records that they need.
public struct WriteGroup: Sendable {
    /// Makes the records that the group refers to: each is carried out unless a group before it in the same transaction made the
    /// record of that id. So a record that several groups need is made with the first of them that is stored.
    public var targets: [WriteRequest]
    /// The writes themselves.
    public var requests: [WriteRequest]

    /// Writes, and what is to be made for them.
    public init(_ requests: [WriteRequest], targets: [WriteRequest] = []) {
        (self.requests, self.targets) = (requests, targets)
    }
}

extension RecordService {
    /// Carries out groups of writes, as ``write(_:finishing:)`` does.
    public func write(
        groups: [[WriteRequest]],
        finishing: @escaping @Sendable ([WriteGroupOutcome], _ first: Int, any SQLConnection) throws -> Void = {
            _, _, _ in
        }
    ) async throws -> [WriteGroupOutcome] {
        try await write(groups.map { WriteGroup($0) }, finishing: finishing)
    }

    /// Carries out groups of writes, in one transaction as long as that does not keep others from writing (``WorkLimits/groups``),
    /// else in several. A group is stored as a whole or not at all, and one that is refused leaves the others alone: a record and
    /// the events that bring it to its state, for instance.
    ///
    /// - Parameter finishing: further rows to store in the same transaction, knowing the outcomes of its groups and which of all is
    ///   the first of them: what an import keeps of itself. Never records.
    /// - Throws: `Refusal` only when a transaction as a whole failed; nothing of it has changed then.
    public func write(
        _ groups: [WriteGroup],
        finishing: @escaping @Sendable ([WriteGroupOutcome], _ first: Int, any SQLConnection) throws -> Void = {
            _, _, _ in
        }
    ) async throws -> [WriteGroupOutcome] {
        let deployment = deployment.get()
        let drafts = drafts(of: groups, deployment)
        var outcomes: [WriteGroupOutcome] = []
        var made: Set<RecordID> = []
        repeat {
            let (first, before) = (outcomes.count, made)
            let part = try await refusing {
                try await store.write { connection in
                    let part = try perform(
                        drafts[first...], deployment, made: before, within: limits.groups, on: connection)
                    try finishing(part.outcomes, first, connection)
                    return part
                }
            }
            outcomes += part.outcomes
            made = part.made
        } while outcomes.count < drafts.count
        return outcomes
    }

    /// Tries groups of writes without keeping them: the same steps, rolled back at the end.
    public func rehearse(groups: [[WriteRequest]]) async throws -> [WriteGroupOutcome] {
        try await rehearse(groups.map { WriteGroup($0) })
    }

    /// Tries groups of writes and what is to be made for them, without keeping anything.
    public func rehearse(_ groups: [WriteGroup]) async throws -> [WriteGroupOutcome] {
        struct Rehearsed: Error { var outcomes: [WriteGroupOutcome] }
        let deployment = deployment.get()
        let drafts = drafts(of: groups, deployment)
        var outcomes: [WriteGroupOutcome] = []
        repeat {
            let first = outcomes.count
            do {
                try await refusing {
                    try await store.write { connection in
                        throw Rehearsed(
                            outcomes: try perform(
                                drafts[first...], deployment, made: [], within: limits.rehearsal, on: connection
                            ).outcomes)
                    }
                }
            } catch let rehearsed as Rehearsed {
                outcomes += rehearsed.outcomes
            }
        } while outcomes.count < drafts.count
        return outcomes
    }

    private typealias Draft = Result<WriteDraft, any Error>

    /// A group with its names resolved.
    private struct DraftGroup {
        /// Each with the record that it makes.
        var targets: [(id: RecordID?, draft: Draft)]
        var requests: [Draft]
    }

    private func drafts(of groups: [WriteGroup], _ deployment: Deployment) -> [DraftGroup] {
        func draft(_ request: WriteRequest) -> Draft {
            Result { try WriteDraft(resolving: request, in: deployment) }
        }
        // A target that many groups need is resolved once.
        var known: [RecordID: Draft] = [:]
        return groups.map { group in
            let targets = group.targets.map { request -> (id: RecordID?, draft: Draft) in
                guard case .create(let id?, _) = request.operation else { return (nil, draft(request)) }
                let found = known[id] ?? draft(request)
                known[id] = found
                return (id, found)
            }
            return DraftGroup(targets: targets, requests: group.requests.map(draft))
        }
    }

    /// What came of the groups of one transaction.
    private struct Part: Sendable {
        var outcomes: [WriteGroupOutcome] = []
        /// The targets that are there by now.
        var made: Set<RecordID>
    }

    /// Carries out groups, at least one, until the writer has been held for long enough.
    private func perform(
        _ groups: ArraySlice<DraftGroup>, _ deployment: Deployment, made: Set<RecordID>, within time: Duration,
        on connection: any SQLConnection
    ) throws -> Part {
        let began = ContinuousClock.now
        let whole = transaction(on: connection, deployment)
        var part = Part(made: made)
        for group in groups {
            if !part.outcomes.isEmpty, ContinuousClock.now - began >= time { break }
            var index = 0
            do {
                var search = PendingSearch()
                let written: WriteGroupOutcome = try connection.savepoint {
                    var outcomes: [WriteOutcome] = []
                    let drafts = group.targets.map { ($0.id, $0.draft) } + group.requests.map { (nil, $0) }
                    for (position, (target, draft)) in drafts.enumerated() {
                        if let target, part.made.contains(target) { continue }
                        index = position
                        let transaction = transaction(on: connection, deployment)
                        outcomes.append(try transaction.carryOut(draft.get()))
                        search.add(transaction.pendingSearch)
                    }
                    return .written(outcomes)
                }
                whole.pendingSearch.add(search)
                for case let id? in group.targets.map(\.id) { part.made.insert(id) }
                part.outcomes.append(written)
            } catch {
                guard let refusal = error.ofOneWrite else { throw error }
                part.outcomes.append(.refused(index: index, refusal))
            }
        }
        try whole.writeSearch()
        return part
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
