import Model
import SchemaPlanning
import Storage

/// A record as the change log says that it is: what follows from all of its entries.
struct LoggedRecord {
    /// A value, and when it was written.
    struct Value {
        var value: DataValue
        var instant: Instant
    }

    /// Whether the log says that there is one.
    private(set) var exists = false
    /// Its revision.
    private(set) var revision: Int64 = 0
    /// Values by today's names of their attributes; those that the log does not know as sealed ones are left out.
    private(set) var values: [String: Value] = [:]
    /// When it was made.
    private(set) var made: Instant?
    /// Attributes whose last value is sealed, and cannot be opened.
    private(set) var unreadable: Set<String> = []
    /// Attributes whose last value was not kept, or whose key is gone.
    private(set) var unknown: Set<String> = []

    /// The entries whose values cannot be read.
    private(set) var damaged: [Int64] = []

    /// Puts the entries of a record together.
    ///
    /// - Parameters:
    ///   - entries: those of its id, oldest first.
    ///   - names: what was called otherwise.
    ///   - key: the key of a data subject; nil where there is none.
    init(
        _ entries: [ChangeLogEntry], of type: EntityType, _ names: [NameChange], key: (RecordID) throws -> [UInt8]?
    ) throws {
        for entry in entries where names.loggedName(ofType: type.name, at: entry.sequence) == entry.change.entity {
            switch entry.change.kind {
            case .delete: (exists, values, unreadable, unknown) = (false, [:], [], [])
            case .create:
                (exists, values, unreadable, unknown) = (true, [:], [], [])
                made = entry.change.instant
                try take(entry, type, names, key)
            case .update: try take(entry, type, names, key)
            }
            revision = entry.change.revision
        }
    }

    private mutating func take(
        _ entry: ChangeLogEntry, _ type: EntityType, _ names: [NameChange], _ key: (RecordID) throws -> [UInt8]?
    ) throws {
        guard let text = entry.change.after else { return }
        guard let image = try? DataValue(json: text, maximumDepth: 1024) else {
            damaged.append(entry.sequence)
            return
        }
        for position in type.declaredPositions {
            let attribute = type.attributes[position].name
            guard let name = names.loggedName(of: attribute, of: type.name, at: entry.sequence),
                var value = image[name]
            else { continue }
            unknown.remove(attribute)
            unreadable.remove(attribute)
            if let subject = PersonalDataSeal.subject(of: value) {
                guard let key = try key(subject) else {
                    unknown.insert(attribute)
                    continue
                }
                let place = PersonalDataSeal.Place(
                    entity: entry.change.entity, record: entry.change.recordID, attribute: name)
                do { value = try PersonalDataSeal.open(value, key: key, at: place) } catch {
                    unreadable.insert(attribute)
                    continue
                }
            } else if value == .null, type.attributes[position].personal != nil {
                // No value, or one whose subject had no key any more.
                unknown.insert(attribute)
                continue
            }
            values[attribute] = Value(value: value, instant: entry.change.instant)
        }
    }
}
