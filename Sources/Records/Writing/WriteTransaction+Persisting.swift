import Model
import Storage

// Step 8: row, change log, session, timers and outbox, all or nothing.

extension WriteTransaction {
    func persist(_ change: ChangeSet, _ step: StateStep?, _ draft: WriteDraft) throws -> PerformedWrite {
        try noteForSearch(change)
        try persistRow(change, draft)
        try keepRollups(of: change)
        try moveFiles(change)
        let sequence = try appendToChangeLog(change, step?.transition, draft)
        if let step { try persist(step, of: change, sequence: sequence) }
        if change.kind == .delete { try endSession(of: change) }
        if change.kind == .update, change.type.stateAttribute != nil, draft.authority != .timer {
            try TimerTable.retry(of: change.after.key, at: now, on: connection)
        }
        written.append(change.after.key)
        return PerformedWrite(kind: change.kind, record: change.after, transition: step?.transition)
    }

    private func persistRow(_ change: ChangeSet, _ draft: WriteDraft) throws {
        let table = try table(of: change.type)
        do {
            switch change.kind {
            case .create: try table.insert(change.after, on: connection)
            case .update:
                guard let before = change.before else { return }
                try refuseUnmatched(
                    try table.update(
                        change.after, positions: change.changedPositions, ifRevision: before.revision, on: connection),
                    change)
            case .delete:
                try refuseUnmatched(
                    try table.delete(change.after.id, ifRevision: change.after.revision, on: connection), change)
            }
        } catch let error as StorageError {
            throw refusal(for: error, change, draft)
        }
    }

    /// The record is no longer as this write read it: a rule or a reference in this same transaction changed it meanwhile.
    private func refuseUnmatched(_ matched: Bool, _ change: ChangeSet) throws {
        guard !matched else { return }
        guard let current = try table(of: change.type).record(change.after.id, in: connection) else {
            throw Refusal.notFound(change.type, change.after.id)
        }
        throw Refusal.stale(expected: change.before?.revision ?? change.after.revision, current: current.revision)
    }

    private func refusal(
        for error: StorageError, _ change: ChangeSet, _ draft: WriteDraft
    ) -> any Error {
        guard case .unique(_, let columns) = error.reason else { return error }
        if columns == ["id"] { return Refusal.idTaken(change.after.id) }
        if let link = change.type.link, Set(columns) == [link.near, link.far] {
            return Refusal(.conflict, [.linkedAlready(change.type, change.after)])
        }
        return notUnique(columns, change, draft)
    }

    private func persist(_ step: StateStep, of change: ChangeSet, sequence: Int64) throws {
        let record = change.after.key
        if let session = step.session {
            guard !session.isNested(deeperThan: DataValue.deepestStored) else { throw Refusal.tooDeep(change.type) }
            try SessionTable.store(session.jsonText, of: record.id, chart: step.transition.chart, on: connection)
        }
        if step.endsTimers { try TimerTable.cancelAll(of: record, on: connection) }
        for sendID in step.cancelled { try TimerTable.cancel(of: record, sendID: sendID, on: connection) }
        for timer in step.timers {
            guard !timer.event.data.isNested(deeperThan: DataValue.deepestStored) else {
                throw Refusal.tooDeep(change.type)
            }
            try TimerTable.insert(
                StoredTimer(
                    id: ids.next(), due: timer.due, entity: change.type.name, recordID: record.id,
                    chart: step.transition.chart, sendID: timer.sendID ?? "", event: timer.event.name,
                    data: timer.event.data.jsonText, created: now),
                on: connection)
        }
        if !step.timers.isEmpty { try refuseTooManyTimers(of: change) }
        for message in step.messages {
            try OutboxTable.append(
                OutboxMessage(
                    id: ids.next(), sequence: sequence, topic: message.topic, payload: message.payload.jsonText,
                    created: now, attempts: 0, due: now),
                on: connection)
        }
    }

    private func endSession(of change: ChangeSet) throws {
        guard let chart = change.type.chart else { return }
        try SessionTable.remove(of: change.after.id, chart: chart, on: connection)
        try TimerTable.cancelAll(of: change.after.key, on: connection)
    }
}
