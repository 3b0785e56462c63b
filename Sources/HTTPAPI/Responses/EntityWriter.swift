import Model

/// Writes records as OData JSON (OData JSON Format 4.01 §6), as far as a reader may see them.
struct EntityWriter {
    let set: EntitySet
    /// Positions of the attributes to write.
    let positions: [Int]
    let format: ResponseFormat

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
        for position in positions {
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
