import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// `GET complaints(id)/history`: what happened to the record, newest first.
    func history(of id: RecordID, in set: EntitySet) throws -> Response {
        let options = try AddressOptions(request, taking: ["top", "skiptoken", "format"])
        let format = try format(options)
        let asked = try options["top"].map { (text) throws(Refusal) in
            try SystemQueryOption.number(text, "$top", limit: QueryLimits.top)
        }
        let preferred = try preferences.maximumPageSize ?? options.pageSize(atMost: Self.largestPageSize)
        let pageSize = min(
            preferred ?? (asked == nil ? Self.defaultPageSize : Self.largestPageSize), Self.largestPageSize)
        let limit = min(asked ?? .max, pageSize)
        let before = try options["skiptoken"].map { (text) throws(Refusal) in
            Int64(try SystemQueryOption.number(text, "$skiptoken", limit: .max))
        }
        let page = try records.history(of: set.type.name, id, as: principal, before: before, limit: max(1, limit))
        let entries = page.prefix(limit)
        var writer = JSONWriter(capacity: 512 + entries.count * 512)
        writer.beginObject()
        beginList(of: "HistoryEntry", format, &writer)
        for entry in entries { write(entry, format, &writer) }
        writer.endList()
        let remaining = asked.map { $0 - entries.count }
        if let older = page.older, limit > 0, remaining.map({ $0 > 0 }) ?? true {
            var added = [("$skiptoken", String(older))]
            if let remaining { added.append(("$top", String(remaining))) }
            if preferred != nil { added.append((AddressOptions.pageSizeName, String(pageSize))) }
            writer.name("@odata.nextLink")
            writer.text(nextLink(options.string, added))
        }
        writer.endObject()
        var added: HTTPFields = [:]
        if preferences.maximumPageSize != nil { added[.preferenceApplied] = preferences.applied(pageSize: pageSize) }
        return DataResponse.json(writer.bytes, format: format, adding: added)
    }

    /// Opens the list of what a function gives.
    func beginList(of type: String, _ format: ResponseFormat, _ writer: inout JSONWriter) {
        if format.control != .none {
            writer.name("@odata.context")
            writer.text("\(address)/$metadata#Collection(\(ResourcePath.namespace).\(type))")
        }
        writer.name("value")
        writer.beginList()
    }

    private func write(_ entry: HistoryEntry, _ format: ResponseFormat, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("sequence")
        writer.count(entry.sequence, format)
        writer.name("instant")
        writer.instant(entry.instant)
        writer.name("kind")
        writer.text(entry.kind.rawValue)
        writer.name("principal")
        writer.id(entry.principal)
        writer.name("revision")
        writer.count(entry.revision, format)
        writer.name("channel")
        writer.text(entry.cause.channel.rawValue)
        writer.name("request")
        writer.text(entry.cause.request)
        writer.name("because")
        writer.beginList()
        for link in entry.cause.chain { writer.text(link) }
        writer.endList()
        if let transition = entry.transition {
            writer.name("transition")
            writer.beginObject()
            writer.name("event")
            if let event = transition.event { writer.text(event) } else { writer.null() }
            writer.name("from")
            writer.text(transition.from)
            writer.name("to")
            writer.text(transition.to)
            writer.endObject()
        }
        writer.name("changes")
        writer.beginList()
        for change in entry.changes {
            writer.beginObject()
            writer.name("attribute")
            writer.text(change.attribute.name)
            writer.name("before")
            write(change.before, of: entry, format, &writer)
            writer.name("after")
            write(change.after, of: entry, format, &writer)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
    }

    /// A file is told in full: its bytes may be gone, and then nothing else says what it was.
    ///
    /// OData 4.0 has no type for values of any kind, so there each is a text.
    private func write(
        _ value: AttributeValue, of entry: HistoryEntry, _ format: ResponseFormat, _ writer: inout JSONWriter
    ) {
        var written = DataValue(value)
        if case .record(let id) = value, let file = entry.files[id] { written = file.dataValue }
        if format.version == .v40, written != .null {
            if case .text(let text) = written { return writer.text(text) }
            return writer.text(written.jsonText)
        }
        if case .record(let id) = value, entry.files[id] != nil { return writer.value(written) }
        writer.value(value, format)
    }

    /// `GET complaints(id)/Kontor.events()`: the events that the record's state listens to, and why some are not possible.
    func events(of id: RecordID, in set: EntitySet) throws -> Response {
        let format = try format(try AddressOptions(request, taking: AddressOptions.format))
        let record = try records.read(set.type.name, id, as: principal)
        let language = context.language
        var writer = JSONWriter()
        writer.beginObject()
        beginList(of: "Event", format, &writer)
        for event in try records.possibleEvents(for: record, as: principal) {
            writer.beginObject()
            writer.name("name")
            writer.text(event.name)
            writer.name("label")
            writer.text(event.label[language])
            writer.name("target")
            if let target = event.target { writer.text(target[language]) } else { writer.null() }
            writer.name("possible")
            if event.dependsOnData { writer.null() } else { writer.boolean(event.isPossible) }
            if event.dependsOnData {
                writer.name("depends")
                writer.text("data")
            }
            if let obstacle = event.obstacle {
                writer.name("obstacle")
                writer.text(obstacle[language])
            }
            writer.name("missing")
            writer.beginList()
            for attribute in event.missing { writer.text(attribute.name) }
            writer.endList()
            if let location = event.location {
                writer.name("location")
                writer.text(location.description)
            }
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return DataResponse.json(writer.bytes, format: format, adding: [.eTag: EntityTag.text(record.revision)])
    }
}
