public import Model

/// The records beside a given one that conditions on it look at, read before the conditions are evaluated: along paths, in lists,
/// and up a tree.
///
///     let others = try RelatedRecords(
///         for: conditions, of: record, related: { type, id in … }, listed: { lookup, owner in … })
///     let context = others.context(principal: clara.id, now: now, zone: .utc)
public struct RelatedRecords: Sendable {
    private struct ListKey: Hashable {
        var lookup: ListedLookup
        var owner: RecordID
    }

    private struct AnswerKey: Hashable {
        var condition: RelatedCondition
        var owner: RecordID
    }

    private var records: [RecordKey: Record] = [:]
    private var answers: [AnswerKey: Bool] = [:]
    private var lists: [ListKey: [Record]] = [:]

    /// Reads what some conditions need.
    ///
    /// - Parameters:
    ///   - related: the record of a type and id; nil where there is none.
    ///   - listed: the records whose lookup leads to the record of an id.
    ///   - answered: whether a condition on the list of the record of an id holds, where that can be told without the list.
    public init(
        for conditions: [QueryExpression], of record: Record, related: (EntityType, RecordID) throws -> Record?,
        listed: (ListedLookup, RecordID) throws -> [Record],
        answered: (RelatedCondition, RecordID) throws -> Bool? = { _, _ in nil }
    ) rethrows {
        for condition in conditions {
            try gather(condition, [0: [record]], related, listed, answered)
        }
    }

    /// What the conditions are evaluated in.
    public func context(principal: RecordID, now: Instant, zone: Zone) -> EvaluationContext {
        EvaluationContext(
            principal: principal, now: now, zone: zone,
            related: { [records] in records[RecordKey($0.name, $1)] },
            listed: { [lists] in lists[ListKey(lookup: $0, owner: $1)] ?? [] },
            answered: { [answers] in answers[AnswerKey(condition: $0, owner: $1)] })
    }

    /// - Parameter members: the records that paths begin at, by the numbers of their variables; 0 is the record itself.
    private mutating func gather(
        _ expression: QueryExpression, _ members: [Int: [Record]],
        _ related: (EntityType, RecordID) throws -> Record?, _ listed: (ListedLookup, RecordID) throws -> [Record],
        _ answered: (RelatedCondition, RecordID) throws -> Bool?
    ) rethrows {
        for path in expression.ownPaths { _ = try ends(of: path, members, related) }
        for tree in expression.trees {
            for id in try ends(of: tree.record, members, related) {
                var (next, passed): (RecordID, Set<RecordID>) = (id, [])
                while passed.insert(next).inserted {
                    let key = RecordKey(tree.tree.name, next)
                    if records[key] == nil { records[key] = try related(tree.tree, next) }
                    guard case .record(let above)? = records[key]?.values[tree.position] else { break }
                    next = above
                }
            }
        }
        for condition in expression.lists {
            guard let variable = condition.lookup.variable else { continue }
            let lookup = ListedLookup(source: condition.related, position: condition.lookup.position)
            var found: [Record] = []
            for owner in try ends(of: condition.owner, members, related) {
                let question = AnswerKey(condition: condition, owner: owner)
                if answers[question] != nil { continue }
                if let answer = try answered(condition, owner) {
                    answers[question] = answer
                    continue
                }
                let key = ListKey(lookup: lookup, owner: owner)
                if lists[key] == nil { lists[key] = try listed(lookup, owner) }
                found += lists[key] ?? []
            }
            guard let asked = condition.condition, !found.isEmpty else { continue }
            var inner = members
            inner[variable.number] = found
            try gather(asked, inner, related, listed, answered)
        }
    }

    /// Reads along a path; gives the ids at its end.
    private mutating func ends(
        of path: AttributePath, _ members: [Int: [Record]], _ related: (EntityType, RecordID) throws -> Record?
    ) rethrows -> [RecordID] {
        try (members[path.variable?.number ?? 0] ?? []).compactMap { start in
            var current: Record? = start
            for step in path.steps {
                current = try current.flatMap { from in
                    try step.follow(from: from) { type, id in
                        let key = RecordKey(type.name, id)
                        if records[key] == nil { records[key] = try related(type, id) }
                        return records[key]
                    }
                }
            }
            guard case .record(let id)? = current?.values[path.position] else { return nil }
            return id
        }
    }
}

extension AttributePath.Step {
    /// The record that the step leads to; nil where it leads nowhere, or to a record of another entity type.
    public func follow(
        from record: Record, _ related: (EntityType, RecordID) throws -> Record?
    ) rethrows -> Record? {
        guard case .record(let id) = record.values[position] else { return nil }
        if let told = record.type.targetTypePosition(of: record.type.attributes[position]),
            record.values[told] != .text(target.name)
        {
            return nil
        }
        return try related(target, id)
    }
}
