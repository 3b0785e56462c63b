import HTTPServing
import Hummingbird
import Model
import Records

extension Visit {
    /// `GET complaints(id)/history`: what happened to the record, newest first.
    func history(of id: RecordID, in set: EntitySet) throws -> Response {
        let string = try QueryString(request.uri.query)
        let format = try format(string)
        let limit = min(
            string["$top"].flatMap { Int($0) }.map { max(1, $0) } ?? Self.defaultPageSize, Self.largestPageSize)
        let before = string["$skiptoken"].flatMap { Int64($0) }
        let page = try records.history(of: set.type.name, id, as: principal, before: before, limit: limit)
        var writer = JSONWriter(capacity: 512 + page.entries.count * 512)
        writer.beginObject()
        writer.name("value")
        writer.beginList()
        for entry in page.entries { write(entry, &writer) }
        writer.endList()
        if let older = page.older {
            writer.name("@odata.nextLink")
            writer.text(nextLink(string, [("$skiptoken", String(older)), ("$top", String(limit))]))
        }
        writer.endObject()
        return DataResponse.json(writer.bytes, format: format)
    }

    private func write(_ entry: HistoryEntry, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("sequence")
        writer.integer(entry.sequence)
        writer.name("instant")
        writer.instant(entry.instant)
        writer.name("kind")
        writer.text(entry.kind.rawValue)
        writer.name("principal")
        writer.id(entry.principal)
        writer.name("revision")
        writer.integer(entry.revision)
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
            write(change.before, of: entry, &writer)
            writer.name("after")
            write(change.after, of: entry, &writer)
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
    }

    /// A file is told in full: its bytes may be gone, and then nothing else says what it was.
    private func write(_ value: AttributeValue, of entry: HistoryEntry, _ writer: inout JSONWriter) {
        if case .record(let id) = value, let file = entry.files[id] {
            writer.value(file.dataValue)
        } else {
            writer.value(value)
        }
    }

    /// `GET complaints(id)/Kontor.events()`: the events that the record's state listens to, and why some are not possible.
    func events(of id: RecordID, in set: EntitySet) throws -> Response {
        let format = try format(try QueryString(request.uri.query))
        let record = try records.read(set.type.name, id, as: principal)
        let language = context.language
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("value")
        writer.beginList()
        for event in try records.possibleEvents(for: record, as: principal) {
            writer.beginObject()
            writer.name("name")
            writer.text(event.name)
            writer.name("label")
            writer.text(event.label[language])
            writer.name("target")
            if let target = event.target { writer.text(target[language]) } else { writer.null() }
            writer.name("possible")
            writer.boolean(event.isPossible)
            if let obstacle = event.obstacle {
                writer.name("obstacle")
                writer.text(obstacle[language])
            }
            if !event.missing.isEmpty {
                writer.name("missing")
                writer.beginList()
                for attribute in event.missing { writer.text(attribute.name) }
                writer.endList()
            }
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
