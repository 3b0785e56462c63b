import Definitions
import Model

/// The images of a change as the change log keeps them: canonical JSON of the attributes concerned.
///
/// A create keeps all values after it, a delete all values before it, an update the changed attributes on both sides.
/// So the whole record at any instant follows from its entries in either direction, and an entry stays small.
struct ChangeImage {
    var before: String?
    var after: String?

    /// Both images of a change, personal values sealed.
    ///
    /// - Parameters:
    ///   - files: descriptions of the files in the images; the log keeps those, and the bytes only as long as a record does.
    ///   - seal: given an attribute's position and the record, seals its value; called for personal attributes.
    init(
        of change: ChangeSet, files: [RecordID: FileDescription] = [:],
        seal: (Int, Record, DataValue) throws -> DataValue
    ) rethrows {
        // What follows from other values is not kept: it can be computed again.
        let declared = change.type.declaredPositions.filter { !change.type.attributes[$0].type.isDerived }
        switch change.kind {
        case .create:
            after = try Self.image(of: change.after, declared.filter { !change.after.values[$0].isNull }, files, seal)
        case .delete:
            before = try Self.image(of: change.after, declared.filter { !change.after.values[$0].isNull }, files, seal)
        case .update:
            let changed = change.changedPositions.filter(declared.contains)
            if let stored = change.before { before = try Self.image(of: stored, changed, files, seal) }
            after = try Self.image(of: change.after, changed, files, seal)
        }
    }

    /// Some values of a record in the form that they have in an image, none of them sealed.
    static func plain(
        of record: Record, _ positions: [Int], files: [RecordID: FileDescription]
    ) throws -> DataValue {
        try DataValue(json: image(of: record, positions, files) { _, _, value in value }, maximumDepth: 1024)
    }

    private static func image(
        of record: Record, _ positions: [Int], _ files: [RecordID: FileDescription],
        _ seal: (Int, Record, DataValue) throws -> DataValue
    ) rethrows -> String {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        for position in positions {
            let value = record.values[position]
            writer.name(record.type.attributes[position].name)
            if record.type.attributes[position].personal != nil, !value.isNull {
                writer.value(try seal(position, record, logged(value, files)))
            } else if case .record(let id) = value, let file = files[id] {
                writer.value(file.dataValue)
            } else if case .json(let json) = value {
                // As a text, so that no object of somebody's can pass for a sealed value.
                writer.text(json.jsonText)
            } else if case .decimal = value {
                // The shortest form, which does not depend on the scale that is declared today.
                writer.value(DataValue(value))
            } else {
                writer.value(value)
            }
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func logged(_ value: AttributeValue, _ files: [RecordID: FileDescription]) -> DataValue {
        if case .record(let id) = value, let file = files[id] { file.dataValue } else { DataValue(value) }
    }
}
