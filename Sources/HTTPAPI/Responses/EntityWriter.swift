import HTTPServing
import Model
import Queries

/// Writes records as OData JSON (OData JSON Format 4.01 §6), as far as a reader may see them.
struct EntityWriter {
    let set: EntitySet
    /// Positions of the attributes to write.
    let positions: [Int]
    let format: ResponseFormat
    /// The service's address, which the address of the context begins with.
    let service: String
    /// What was selected; nil where everything is shown.
    var selection: Selection?
    /// What is told of the files that the records hold.
    var files: [RecordID: FileDescription] = [:]
    /// What is told beside the values where everything is wanted.
    var details: EntityDetails?

    /// One record as a whole answer.
    func entity(_ record: Record) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        context("/$entity", &writer)
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

    /// The context of a list of them.
    func listContext(_ writer: inout JSONWriter) { context("", &writer) }

    /// Absolute, since clients are about that refuse any other (Excel, ODataLib before 7.10), and with what was selected.
    private func context(_ suffix: String, _ writer: inout JSONWriter) {
        guard format.control != .none else { return }
        writer.name(prepared: Self.contextKey)
        let selected = selection.map { "(\($0.names.joined(separator: ",")))" } ?? ""
        writer.text("\(service)/$metadata#\(set.type.setName)\(selected)\(suffix)")
    }

    private func write(members record: Record, _ writer: inout JSONWriter) {
        details?.write(identity: address(of: record), &writer)
        if format.control != .none {
            writer.name(prepared: Self.tagKey)
            writer.tag(record.revision)
        }
        for position in positions where !record.withheld.contains(position) {
            if case .file = set.type.attributes[position].type {
                write(file: position, of: record, &writer)
                continue
            }
            details?.write(typeOf: position, called: set.type.attributes[position].name, &writer)
            writer.name(prepared: set.keys[position])
            // A collection is never null: it is empty.
            if record.values[position].isNull, set.collections.contains(position) {
                writer.beginList()
                writer.endList()
            } else {
                writer.value(record.values[position], format)
            }
        }
        let links = selection?.links
        details?.write(linksFrom: address(of: record), selected: { links?.contains($0) ?? true }, &writer)
    }

    private func address(of record: Record) -> String { "\(service)/\(set.type.setName)(\(record.id))" }

    /// A file is a stream: told where it is and what, not what is in it (OData JSON Format 4.01 §9).
    private func write(file position: Int, of record: Record, _ writer: inout JSONWriter) {
        guard format.control != .none else { return }
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
        writer.count(file.size, format)
    }

    private static let contextKey = JSONWriter.key("@odata.context")
    private static let tagKey = JSONWriter.key("@odata.etag")
}

extension JSONWriter {
    /// A value in the form that a client wants it in.
    mutating func value(_ value: AttributeValue, _ format: ResponseFormat) {
        switch value {
        // Integers and decimals are strings with `IEEE754Compatible=true`.
        case .integer(let value) where format.numbersAsText: text(String(value))
        case .decimal(let value) where format.numbersAsText: text(value.description)
        // OData 4.0 has no type for what nobody declared: there it is the JSON as text.
        case .json(let value) where format.version == .v40: text(value.jsonText)
        default: self.value(value)
        }
    }

    /// A number of 64 bits that no attribute holds: how many there are, a place, a size.
    mutating func count(_ number: Int64, _ format: ResponseFormat) {
        if format.numbersAsText { text(String(number)) } else { integer(number) }
    }

    /// The entity tag of a revision as a string.
    mutating func tag(_ revision: Int64) { text(EntityTag.text(revision)) }
}
