import Definitions
public import Model
import SQLText
import SchemaPlanning
public import Storage

/// The result of holding the records against the change log: whoever changes a record, makes one or takes one away by other means than
/// Kontor leaves the log as it was.
///
///     let records = try store.read { try RecordVerification(deployment, reading: $0) }
///     records.problems      // names each record that is not what the log says
public struct RecordVerification: Sendable {
    /// How many records were compared.
    public private(set) var count = 0
    /// What is wrong, record by record; the first hundred are listed.
    public private(set) var problems: [Diagnostic] = []

    private let deployment: Deployment
    private let names: [NameChange]
    private let converted: ConvertedColumns
    private var keys: [RecordID: [UInt8]?] = [:]

    private static let listedProblems = 100
    private static let hint = "somebody changed the database outside Kontor; compare with a backup"

    /// Compares every record, or as many as a sample has.
    ///
    /// - Parameter sample: how many entries of the log, and how many records of each type, are picked at random; nil takes all.
    public init(_ deployment: Deployment, sample: Int? = nil, reading reader: any SQLReader) throws {
        self.deployment = deployment
        names = try SchemaStateTable.nameChanges(in: reader)
        converted = ConvertedColumns(try SchemaStateTable.all(in: reader))
        let applied = try SchemaStateTable.current(in: reader).schema
        for type in deployment.catalog.entityTypes where applied.table(named: type.name) != nil {
            try verify(type, sample, reader)
        }
        if let sample { try verifyEntries(sample, reader) }
    }

    /// What was checked, to print.
    public var line: String { "\(count) \(count == 1 ? "record was" : "records were") compared with the change log" }

    private mutating func verify(_ type: EntityType, _ sample: Int?, _ reader: any SQLReader) throws {
        guard let table = deployment.tables[type.name] else { return }
        let tail = sample.map { " ORDER BY random() LIMIT \($0)" } ?? " ORDER BY \"id\""
        try reader.forEachRow(table.selection + SQLFragment(tail)) { row in
            let record: Record
            let damages: [StoredDamage]
            do { (record, damages) = try table.decodeSparing(row) } catch let error as StorageError
                where error.reason == .corrupt
            {
                report("KTR-S533", "a record of '\(type.name)' cannot be read: \(error.message)")
                return
            }
            let logged = try logged(type, record.id, reader)
            try compare(record, logged, damages, reader)
        }
        guard sample == nil else { return }
        try ChangeLogTable.forEachLostRecord(of: type.name, names: names.names(ofType: type.name), in: reader) {
            id, entity, sequence in
            guard names.loggedName(ofType: type.name, at: sequence) == entity else { return }
            report("KTR-S531", "the record \(id) of '\(type.name)' is missing, and the change log does not say why")
        }
    }

    private mutating func verifyEntries(_ sample: Int, _ reader: any SQLReader) throws {
        guard let last = try ChangeLogTable.currentHead(in: reader).sequence, last > 0 else { return }
        for _ in 0..<sample {
            guard let entry = try ChangeLogTable.entry(.random(in: 1...last), in: reader),
                let type = deployment.catalog.entityTypes.first(where: {
                    names.loggedName(ofType: $0.name, at: entry.sequence) == entry.change.entity
                }), let table = deployment.tables[type.name]
            else { continue }
            let id = entry.change.recordID
            let logged = try logged(type, id, reader)
            let stored = try reader.first(table.selection + SQLFragment(" WHERE \"id\" = ?", .blob(id.bytes))) {
                try table.decodeSparing($0)
            }
            if let (record, damages) = stored {
                try compare(record, logged, damages, reader)
            } else if logged.exists {
                report(
                    "KTR-S531", "the record \(id) of '\(type.name)' is missing, and the change log does not say why")
            }
        }
    }

    private mutating func logged(_ type: EntityType, _ id: RecordID, _ reader: any SQLReader) throws -> LoggedRecord {
        var known = keys
        defer { keys = known.count > 10_000 ? [:] : known }
        return try LoggedRecord(
            try ChangeLogTable.allEntries(of: id, of: names.names(ofType: type.name), in: reader), of: type, names
        ) { subject in
            if let key = known[subject] { return key }
            var found: [UInt8]?
            if case .present(let key) = try SubjectKeyTable.key(of: subject, in: reader) { found = key }
            known[subject] = .some(found)
            return found
        }
    }

    private mutating func compare(
        _ record: Record, _ logged: LoggedRecord, _ damages: [StoredDamage], _ reader: any SQLReader
    ) throws {
        count += 1
        let place = "the record \(record.id) of '\(record.type.name)'"
        for damage in damages {
            report("KTR-S533", "'\(damage.attribute)' of \(place) cannot be read: \(damage.problem)")
        }
        guard logged.exists else {
            report("KTR-S532", "\(place) is not in the change log")
            return
        }
        guard logged.damaged.isEmpty else {
            let list = logged.damaged.map(String.init).joined(separator: ", ")
            report("KTR-S530", "the change log of \(place) cannot be read: entry \(list)")
            return
        }
        var changed = try differences(record, logged, reader).filter { name in
            !damages.contains { $0.attribute == name }
        }
        if record.revision != logged.revision { changed.append("revision") }
        if !changed.isEmpty {
            report(
                "KTR-S530",
                "\(place) differs from the change log: \(changed.map { "'\($0)'" }.joined(separator: ", "))")
        }
        if !logged.unreadable.isEmpty {
            let list = logged.unreadable.sorted().map { "'\($0)'" }.joined(separator: ", ")
            report("KTR-S530", "the change log's sealed values of \(place) cannot be opened: \(list)")
        }
    }

    /// Attributes whose stored value is not the logged one. Values never stand in the message: they may be personal.
    private func differences(_ record: Record, _ logged: LoggedRecord, _ reader: any SQLReader) throws -> [String] {
        let type = record.type
        let positions = type.declaredPositions.filter {
            !type.attributes[$0].type.isDerived && type.attributes[$0].type.isStored
        }
        let files = try FileTable.descriptions(of: record.fileIDs, in: reader)
        let stored = try ChangeImage.plain(of: record, positions, files: files)
        return positions.map { type.attributes[$0].name }.filter { name in
            if logged.unknown.contains(name) || logged.unreadable.contains(name) { return false }
            let value = logged.values[name]
            guard let instant = value?.instant ?? logged.made,
                !converted.wasConverted(name, of: type.name, since: instant)
            else { return false }
            return (stored[name] ?? .null).json != (value?.value ?? .null).json
        }
    }

    private mutating func report(_ code: String, _ message: String) {
        if problems.count < Self.listedProblems { problems.append(Diagnostic(.error, code, message, hint: Self.hint)) }
    }
}
