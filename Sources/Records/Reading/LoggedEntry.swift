import Model
import SchemaPlanning
import Storage

/// An entry of the change log with the values that it holds, of the attributes as they are defined today: sealed ones opened where the key
/// still exists.
struct LoggedEntry {
    struct Change {
        var position: Int
        var before: AttributeValue
        var after: AttributeValue
    }

    private let type: EntityType
    private let entry: ChangeLogEntry
    private(set) var changes: [Change] = []
    private var files: [RecordID: FileDescription] = [:]

    /// - Parameter key: the key of a data subject; nil where it was destroyed.
    init(
        _ entry: ChangeLogEntry, of type: EntityType, _ names: [NameChange], key: (RecordID) throws -> [UInt8]?
    ) throws {
        self.type = type
        self.entry = entry
        let (beforeImage, afterImage) = (
            try Self.image(entry.change.before), try Self.image(entry.change.after)
        )
        for position in type.declaredPositions {
            let attribute = type.attributes[position]
            guard let name = names.loggedName(of: attribute.name, of: type.name, at: entry.sequence) else { continue }
            let (old, new) = (beforeImage[name], afterImage[name])
            guard old != nil || new != nil else { continue }
            changes.append(
                Change(
                    position: position, before: try value(old, of: attribute, name, key),
                    after: try value(new, of: attribute, name, key)))
        }
    }

    /// The entry as its reader could have seen it; nil where that is nothing.
    ///
    /// - Parameters:
    ///   - before: what of the record could be seen before it.
    ///   - after: what of it could be seen afterwards.
    ///   - isTold: whether a link of the chain of causes may be told.
    func shown(from before: HistorySight, to after: HistorySight, isTold: (String) -> Bool) -> HistoryEntry? {
        if case .none = after { return nil }
        let state = type.stateAttribute.flatMap { type.position(of: $0.name) }
        var shown: [HistoryEntry.AttributeChange] = []
        for change in changes where after.shows(change.position) {
            let old = before.shows(change.position) ? change.before : .null
            shown.append(.init(attribute: type.attributes[change.position], before: old, after: change.after))
        }
        let decoded = Cause.decode(entry.change.cause)
        var transition = decoded?.transition
        if let state, transition != nil {
            if !after.shows(state) { transition = nil }
            if !before.shows(state) { transition?.from = "" }
        }
        guard !shown.isEmpty || transition != nil || entry.change.kind != .update else { return nil }
        var cause = decoded?.cause ?? Cause(.command, request: "")
        cause.chain = cause.chain.filter(isTold)
        let named = Set(
            shown.flatMap { [$0.before, $0.after] }.compactMap { if case .record(let id) = $0 { id } else { nil } })
        return HistoryEntry(
            sequence: entry.sequence, instant: entry.change.instant, kind: entry.change.kind,
            principal: entry.change.principal, revision: entry.change.revision, cause: cause, transition: transition,
            changes: shown, files: files.filter { named.contains($0.key) })
    }

    private static func image(_ text: String?) throws -> DataValue {
        guard let text else { return .object([:]) }
        return try DataValue(storedJSON: text)
    }

    private mutating func value(
        _ stored: DataValue?, of attribute: Attribute, _ name: String, _ key: (RecordID) throws -> [UInt8]?
    ) throws -> AttributeValue {
        guard var value = stored else { return .null }
        if let subject = PersonalDataSeal.subject(of: value) {
            guard let key = try key(subject) else { return .null }
            let place = PersonalDataSeal.Place(
                entity: entry.change.entity, record: entry.change.recordID, attribute: name)
            do { value = try PersonalDataSeal.open(value, key: key, at: place) } catch {
                throw StorageError(.corrupt, "a sealed value of change log entry \(entry.sequence) cannot be opened")
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
