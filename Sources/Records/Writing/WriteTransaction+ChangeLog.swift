import Model
import Storage

// The entry that proves the change: gapless, chained to the one before, personal values sealed.

extension WriteTransaction {
    func appendToChangeLog(
        _ change: ChangeSet, _ transition: StateTransition?, _ draft: WriteDraft
    ) throws -> Int64 {
        let image = try ChangeImage(of: change, files: try describeFiles(of: change), seal: seal)
        return try ChangeLogTable.append(
            LoggedChange(
                instant: now, kind: change.kind, entity: change.type.name, recordID: change.after.id,
                revision: change.after.revision, principal: draft.principal.id,
                cause: draft.cause.encoded(with: transition), before: image.before,
                after: image.after),
            on: connection)
    }

    /// Seals a personal value under the key of its data subject; the first value of a subject makes the key.
    private func seal(_ position: Int, _ record: Record, _ value: DataValue) throws -> DataValue {
        let attribute = record.type.attributes[position]
        var subject = record.id
        if let lookup = attribute.personal?.subject, case .record(let person) = record[lookup] { subject = person }
        // An erased subject has no key and gets no new one: what is written about it from now on is not kept in the log.
        guard let key = try subjectKey(of: subject) else { return .null }
        return try PersonalDataSeal.seal(
            value, subject: subject, key: key, nonce: random.bytes(12),
            at: .init(entity: record.type.name, record: record.id, attribute: attribute.name))
    }

    private func subjectKey(of subject: RecordID) throws -> [UInt8]? {
        switch try SubjectKeyTable.key(of: subject, in: connection) {
        case .present(let key): return key
        case .destroyed: return nil
        case .none:
            let key = random.bytes(32)
            try SubjectKeyTable.insert(key, of: subject, at: now, on: connection)
            return key
        }
    }
}
