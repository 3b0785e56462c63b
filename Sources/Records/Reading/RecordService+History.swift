import Access
public import Model
import Storage

extension RecordService {
    /// A record's changes, newest first.
    ///
    /// - Parameter sequence: only changes before this place in the log, for the next page.
    /// - Throws: `Refusal(.notFound)` where the principal may not see the record.
    public func history(
        of entity: String, _ id: RecordID, as principal: Principal, before sequence: Int64? = nil, limit: Int = 50
    ) throws -> [HistoryEntry] {
        let deployment = deployment.get()
        let type = try deployment.type(named: entity)
        let access = try deployment.readAccess(of: principal, to: type)
        // Whoever may not see the record may not see what became of it.
        _ = try read(entity, id, as: principal)
        return try refusing {
            try store.read { reader in
                try ChangeLogTable.entries(of: id, before: sequence, limit: limit, in: reader).map { entry in
                    try entry.historyEntry(of: type, visible: { !access.hidden.contains($0) }) { subject in
                        guard case .present(let key) = try SubjectKeyTable.key(of: subject, in: reader) else {
                            return nil
                        }
                        return key
                    }
                }
            }
        }
    }
}

extension ChangeLogEntry {
    /// The entry as a person reads it: attributes with their values, sealed ones opened where the key still exists.
    fileprivate func historyEntry(
        of type: EntityType, visible: (Int) -> Bool, key: (RecordID) throws -> [UInt8]?
    ) throws -> HistoryEntry {
        let (beforeImage, afterImage) = (try image(change.before), try image(change.after))
        var changes: [HistoryEntry.AttributeChange] = []
        for position in type.declaredPositions {
            let attribute = type.attributes[position]
            let (old, new) = (beforeImage[attribute.name], afterImage[attribute.name])
            guard old != nil || new != nil, visible(position) else { continue }
            changes.append(
                HistoryEntry.AttributeChange(
                    attribute: attribute, before: try value(old, of: attribute, key),
                    after: try value(new, of: attribute, key)))
        }
        let decoded = Cause.decode(change.cause)
        return HistoryEntry(
            sequence: sequence, instant: change.instant, kind: change.kind, principal: change.principal,
            revision: change.revision,
            cause: decoded?.cause ?? Cause(.command, request: ""), transition: decoded?.transition, changes: changes)
    }

    private func image(_ text: String?) throws -> DataValue {
        guard let text else { return .object([:]) }
        return try DataValue(json: text)
    }

    private func value(
        _ stored: DataValue?, of attribute: Attribute, _ key: (RecordID) throws -> [UInt8]?
    ) throws -> AttributeValue {
        guard var value = stored else { return .null }
        if let subject = PersonalDataSeal.subject(of: value) {
            guard let key = try key(subject) else { return .null }
            let place = PersonalDataSeal.Place(
                entity: change.entity, record: change.recordID, attribute: attribute.name)
            do { value = try PersonalDataSeal.open(value, key: key, at: place) } catch {
                throw StorageError(.corrupt, "a sealed value of change log entry \(sequence) cannot be opened")
            }
        }
        // A value of an earlier definition that no longer fits its attribute is not shown.
        guard case .success(let coerced) = attribute.type.coerce(value) else { return .null }
        return coerced
    }
}
