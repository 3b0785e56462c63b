import Access
public import Model
import SchemaPlanning
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
                let names = try SchemaStateTable.nameChanges(in: reader)
                return try ChangeLogTable.entries(of: id, before: sequence, limit: limit, in: reader).map { entry in
                    try entry.historyEntry(of: type, names, visible: { !access.hidden.contains($0) }) { subject in
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
        of type: EntityType, _ names: [NameChange], visible: (Int) -> Bool, key: (RecordID) throws -> [UInt8]?
    ) throws -> HistoryEntry {
        let (beforeImage, afterImage) = (try image(change.before), try image(change.after))
        var changes: [HistoryEntry.AttributeChange] = []
        var files: [RecordID: FileDescription] = [:]
        for position in type.declaredPositions {
            let attribute = type.attributes[position]
            guard visible(position), let name = names.loggedName(of: attribute.name, of: type.name, at: sequence)
            else { continue }
            let (old, new) = (beforeImage[name], afterImage[name])
            guard old != nil || new != nil else { continue }
            changes.append(
                HistoryEntry.AttributeChange(
                    attribute: attribute, before: try value(old, of: attribute, name, key, &files),
                    after: try value(new, of: attribute, name, key, &files)))
        }
        let decoded = Cause.decode(change.cause)
        return HistoryEntry(
            sequence: sequence, instant: change.instant, kind: change.kind, principal: change.principal,
            revision: change.revision,
            cause: decoded?.cause ?? Cause(.command, request: ""), transition: decoded?.transition, changes: changes,
            files: files)
    }

    private func image(_ text: String?) throws -> DataValue {
        guard let text else { return .object([:]) }
        return try DataValue(storedJSON: text)
    }

    private func value(
        _ stored: DataValue?, of attribute: Attribute, _ name: String, _ key: (RecordID) throws -> [UInt8]?,
        _ files: inout [RecordID: FileDescription]
    ) throws -> AttributeValue {
        guard var value = stored else { return .null }
        if let subject = PersonalDataSeal.subject(of: value) {
            guard let key = try key(subject) else { return .null }
            let place = PersonalDataSeal.Place(
                entity: change.entity, record: change.recordID, attribute: name)
            do { value = try PersonalDataSeal.open(value, key: key, at: place) } catch {
                throw StorageError(.corrupt, "a sealed value of change log entry \(sequence) cannot be opened")
            }
        }
        if case .file = attribute.type, let file = FileDescription(value) {
            files[file.id] = file
            return .record(file.id)
        }
        if case .success(let coerced) = attribute.type.coerce(value, keeping: attribute.type.retiredOptions) {
            return coerced
        }
        return attribute.type.former(AttributeValue(logged: value))
    }
}

extension AttributeType {
    /// A value from before the definition changed: as it was where it has the form of this type, whatever the limits are
    /// now; else what its text means; null where that is nothing.
    fileprivate func former(_ value: AttributeValue) -> AttributeValue {
        switch (self, value) {
        case (.text, _), (.email, _), (.phone, _), (.url, _), (.choice, _), (.autonumber, _), (.state, _),
            (.currency, _):
            return value.isNull ? .null : .text(value.displayText)
        case (.integer, .integer), (.decimal, .decimal), (.money, .decimal), (.multichoice, .names): return value
        case (.decimal, .integer(let number)), (.money, .integer(let number)):
            return .decimal(ExactDecimal(unscaled: number))
        case (.multichoice, .text(let name)): return .names([name])
        case (.time, .text(let text)): return TimeOfDay(text).map { .time($0) } ?? .null
        case (.duration, .text(let text)): return TimeSpan(text).map { .duration($0) } ?? .null
        default:
            guard case .success(let coerced) = coerce(.text(value.displayText)) else { return .null }
            return coerced
        }
    }
}

extension AttributeValue {
    /// A value of the log whose type has changed since.
    fileprivate init(logged value: DataValue) {
        switch value {
        case .boolean(let flag): self = .boolean(flag)
        case .integer(let number): self = .integer(number)
        case .decimal(let number): self = .decimal(number)
        case .text(let text): self = .text(text)
        case .list(let elements):
            self = .names(elements.compactMap { if case .text(let name) = $0 { name } else { nil } })
        case .object:
            if case .success(let point) = AttributeType.point.coerce(value) { self = point } else { self = .null }
        default: self = .null
        }
    }
}
