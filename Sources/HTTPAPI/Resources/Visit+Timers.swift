import HTTPServing
import Hummingbird
import Model
import Records

extension Visit {
    /// `GET complaints(id)/Kontor.timers()`: the deadlines that the record waits for, in their order, and why some were refused.
    func timers(of id: RecordID, in set: EntitySet) throws -> Response {
        let format = try format(try AddressOptions(request, taking: AddressOptions.format))
        let record = try records.read(set.type.name, id, as: principal)
        let language = context.language
        var writer = JSONWriter()
        writer.beginObject()
        beginList(of: "Timer", format, &writer)
        for timer in try records.timers(of: record, as: principal) {
            writer.beginObject()
            writer.name("event")
            writer.text(timer.event)
            writer.name("label")
            writer.text(timer.label[language])
            writer.name("due")
            if let due = timer.due { writer.instant(due) } else { writer.null() }
            writer.name("set")
            writer.instant(timer.set)
            writer.name("attempts")
            writer.integer(Int64(timer.refusal?.attempts ?? 0))
            writer.name("obstacle")
            if let refusal = timer.refusal {
                writer.text(refusal.problems.map { $0.message[language] }.joined(separator: " "))
            } else {
                writer.null()
            }
            writer.endObject()
        }
        writer.endList()
        writer.endObject()
        return DataResponse.json(writer.bytes, format: format)
    }
}
