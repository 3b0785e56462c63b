import Access
import Crypto
import Model
import Storage

// A client that did not hear the answer asks again with the same key, and gets the first outcome instead of a second write.

extension WriteTransaction {
    private var oldestKept: Instant { now.adding(.zero - RecordService.keyLife) }

    func repeatedOutcome(of draft: WriteDraft) throws -> WriteOutcome? {
        guard let key = draft.idempotencyKey,
            let text = try IdempotencyTable.outcome(
                of: key, by: draft.principal.id, since: oldestKept, in: connection)
        else { return nil }
        // A row that was damaged still says that the write was done: it is not done again.
        guard let stored = try? DataValue(json: text), let request = stored["request"]?.textValue,
            let kind = stored["kind"]?.textValue.flatMap(ChangeSet.Kind.init(rawValue:)),
            let id = stored["id"]?.textValue.flatMap(RecordID.init)
        else { throw Refusal.keyDamaged(key) }
        guard request == (try fingerprint(of: draft)) else { throw Refusal.keyReused(key) }
        // The record may have moved on since, be gone, or be hidden from the principal by now: the answer shows it as it is.
        let access = deployment.access.access(of: draft.principal, to: draft.type)
        let current = try table(of: draft.type).record(id, in: connection)
        let seen = try current.flatMap {
            try access.canRead
                ? deployment.visible($0, access, to: draft.principal, now: now, in: connection) : nil
        }
        return WriteOutcome(
            kind: kind, record: seen ?? .placeholder(of: draft.type, id: id, revision: current?.revision ?? 0),
            isInSight: seen != nil, transition: nil, isRepeated: true)
    }

    func remember(_ outcome: WriteOutcome, of draft: WriteDraft) throws {
        guard let key = draft.idempotencyKey else { return }
        let stored = DataValue.object([
            "request": .text(try fingerprint(of: draft)), "kind": .text(outcome.kind.rawValue),
            "id": .text(outcome.record.id.description),
        ])
        try IdempotencyTable.insert(
            stored.jsonText, of: key, by: draft.principal.id, at: now, inPlaceOfThoseBefore: oldestKept, on: connection)
    }

    /// A repeated request uploads its files again: what they are tells that they are the same, not the ids they were given.
    private func fingerprint(of draft: WriteDraft) throws -> String {
        guard draft.type.hasFiles else { return draft.fingerprint(files: [:]) }
        let ids = draft.assignments.compactMap { assignment -> RecordID? in
            if case .record(let id) = assignment.value { id } else { nil }
        }
        return draft.fingerprint(files: try FileTable.descriptions(of: Set(ids), in: connection))
    }
}

extension WriteDraft {
    /// Tells a repeated request from a different one with the same key: SHA-256 over all that it asks for and on which condition, in
    /// hexadecimal.
    func fingerprint(files: [RecordID: FileDescription]) -> String {
        var text = "\(type.name)\n"
        switch action {
        case .create(let id): text += "create \(id?.description ?? "")"
        case .update(let id): text += "update \(id)"
        case .delete(let id): text += "delete \(id)"
        case .event(let id, let event): text += "event \(id) \(event.name) \(event.data.jsonText)"
        }
        let revisions = (expectedRevision.map { [$0] } ?? []) + alternativeRevisions
        text += "\nif \(revisions.map(String.init).joined(separator: " "))"
        if let condition { text += "\nunder \(condition.text)" }
        for assignment in (assignments + claims).sorted(by: { $0.position < $1.position }) {
            var value = DataValue(assignment.value)
            if case .record(let id) = assignment.value, let file = files[id] {
                value = .text("\(file.name) \(file.mediaType) \(file.hash)")
            }
            text += "\n\(type.attributes[assignment.position].name)=\(value.jsonText)"
        }
        return SHA256.hash(data: Array(text.utf8)).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
