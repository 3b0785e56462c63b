import HTTPServing
import Hummingbird
import Model
import Records

extension Visit {
    /// The file in an attribute of a record.
    func file() throws -> Response {
        let type = try type()
        guard let name = serving.parameters.get("attribute"), let attribute = type.attribute(named: name),
            page.permissions(type).shows(attribute), case .file = attribute.type,
            let file = try records.file(in: name, of: type.name, try recordID(), as: principal).file
        else { throw HTTPError(.notFound) }
        // The bytes are sent to their end, whatever definitions come into force meanwhile.
        return FileResponse.make(file, for: request, from: pages.records)
    }

    /// The form that was sent for a record, with the files in it stored until the record is.
    ///
    /// - Throws: `Refusal(.forbidden)` where it does not come from a page that this person opened.
    func recordForm(_ type: EntityType) async throws -> SubmittedForm {
        guard MultipartReader.isMeant(by: request.headers[.contentType]) else {
            let limit = FormLimit(type, usual: serving.bodyLimit)
            let body = String(decoding: try await request.bodyBytes(upTo: limit.bytes), as: UTF8.self)
            let form = FormData(urlEncoded: body, mostFields: limit.fields)
            let isOfThisSession = try isOfThisSession(
                token: form[OwnField.token] ?? "", opener: form[OwnField.opener] ?? "")
            return SubmittedForm(form: form, isLate: !isOfThisSession)
        }
        var receiver = FormReceiver(type: type, visit: self)
        return try await receiver.receive()
    }

    /// What is told of the uploads that a form names, as far as they are this person's own.
    func uploads(in form: FormData, of type: EntityType) throws -> [RecordID: FileDescription] {
        let ids = type.attributes.compactMap { attribute -> RecordID? in
            guard case .file = attribute.type else { return nil }
            return form[attribute.name].flatMap { RecordID($0) }
        }
        return try records.waitingUploads(Set(ids), of: principal)
    }
}
