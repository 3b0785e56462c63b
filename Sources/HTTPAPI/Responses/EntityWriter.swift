import HTTPServing
import Model

/// Writes records as OData JSON (OData JSON Format 4.01 §6), as far as a reader may see them.
struct EntityWriter {
    let set: EntitySet
    /// Positions of the attributes to write.
    let positions: [Int]
    let format: ResponseFormat
    /// What is told of the files that the records hold.
    var files: [RecordID: FileDescription] = [:]

    /// One record as a whole answer.
    func entity(_ record: Record) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        if format.control == .minimal {
            writer.member(prepared: set.recordContext)
        }
        write(members: record, &writer)
        writer.endObject()
        return writer.bytes
    }

    /// One record as an element of a list.
    func element(_ record: Record, _ writer: inout JSONWriter) {
        writer.beginObject()
        write(members: record, &writer)
        writer.endObject()
    }

    private func write(members record: Record, _ writer: inout JSONWriter) {
        if format.control == .minimal {
            writer.name(prepared: Self.tagKey)
            writer.tag(record.revision)
        }
        for position in positions where !record.withheld.contains(position) {
            if case .file = set.type.attributes[position].type {
                write(file: position, of: record, &writer)
                continue
            }
            writer.name(prepared: set.keys[position])
            // A collection is never null: it is empty.
            if record.values[position].isNull, set.collections.contains(position) {
                writer.beginList()
                writer.endList()
            } else if format.numbersAsText {
                writer.valueAsText(record.values[position])
            } else {
                writer.value(record.values[position])
            }
        }
    }

    /// A file is a stream: told where it is and what, not what is in it (OData JSON Format 4.01 §9).
    private func write(file position: Int, of record: Record, _ writer: inout JSONWriter) {
        guard format.control == .minimal else { return }
        let name = set.type.attributes[position].name
        guard case .record(let id) = record.values[position] else {
            writer.name("\(name)@odata.mediaContentType")
            return writer.null()
        }
        writer.name("\(name)@odata.mediaReadLink")
        writer.text("\(ODataAPI.root)/\(set.type.setName)(\(record.id))/\(name)")
        guard let file = files[id] else { return }
        writer.name("\(name)@odata.mediaContentType")
        writer.text(file.mediaType)
        writer.name("\(name)@odata.mediaEtag")
        writer.text(FileResponse.entityTag(of: file))
        writer.name("\(name)@\(ResourcePath.namespace).name")
        writer.text(file.name)
        writer.name("\(name)@\(ResourcePath.namespace).size")
        writer.integer(file.size)
    }

    private static let tagKey = JSONWriter.key("@odata.etag")
}

extension JSONWriter {
    /// A value whose integers and decimals are strings (`IEEE754Compatible=true`).
    mutating func valueAsText(_ value: AttributeValue) {
        switch value {
        case .integer(let value): text(String(value))
        case .decimal(let value): text(value.description)
        default: self.value(value)
        }
    }

    /// The entity tag of a revision as a string.
    mutating func tag(_ revision: Int64) { text(EntityTag.text(revision)) }
}
