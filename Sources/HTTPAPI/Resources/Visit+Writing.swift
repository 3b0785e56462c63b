import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Records

extension Visit {
    /// `POST complaints`.
    func create(in set: EntitySet) async throws -> Response {
        var values = try await RequestValues(request, in: context).attributes()
        var id: RecordID?
        if case .text(let text)? = values["id"] {
            guard let own = RecordID(text) else { throw Refusal.noID(text, set: set.type.setName) }
            id = own
            values["id"] = nil
        }
        let format = try answerFormat()
        let outcome = try await records.write(try writeRequest(set, .create(id: id, values)))
        let location: HTTPFields = [.location: address(of: outcome.record.id, in: set)]
        return answer(outcome, set, format, status: .created, adding: location)
    }

    /// `PATCH complaints(id)`: the named attributes; the others stay.
    func update(_ id: RecordID, in set: EntitySet) async throws -> Response {
        let values = try await RequestValues(request, in: context).attributes(id: id)
        let format = try answerFormat()
        let outcome = try await records.write(try writeRequest(set, .update(id, values)))
        return answer(outcome, set, format, status: .ok)
    }

    /// `DELETE complaints(id)`.
    func delete(_ id: RecordID, in set: EntitySet) async throws -> Response {
        _ = try await records.write(try writeRequest(set, .delete(id)))
        return DataResponse.empty(.noContent)
    }

    /// `POST complaints(id)/Kontor.accept`: sends an event to the record's chart; the body is the event's data.
    func send(_ event: String, to id: RecordID, in set: EntitySet) async throws -> Response {
        let body = try await RequestValues(request, in: context, isOptional: true)
        let operation = WriteRequest.Operation.event(id, name: event, data: .object(body.members), values: [:])
        let format = try answerFormat()
        let outcome = try await records.write(try writeRequest(set, operation))
        return answer(outcome, set, format, status: .ok)
    }

    func writeRequest(_ set: EntitySet, _ operation: WriteRequest.Operation) throws(Refusal) -> WriteRequest {
        try writeRequest(set, operation, expecting: try EntityTag.expectedRevision(request.headers))
    }

    /// - Parameter revision: the one that the record must be at.
    func writeRequest(
        _ set: EntitySet, _ operation: WriteRequest.Operation, expecting revision: Int64?
    ) throws(Refusal) -> WriteRequest {
        let key = request.headers[.idempotencyKey]
        if let key, key.isEmpty || key.utf8.count > 255 {
            throw .badHeader("Idempotency-Key", expected: "1…255 characters, new for each write")
        }
        return WriteRequest(
            principal: principal, entity: set.type.name, operation,
            expectedRevision: revision, idempotencyKey: key,
            cause: Cause(.api, request: context.trace.description))
    }

    /// How the record is to be answered; refuses before anything is written.
    private func answerFormat() throws(Refusal) -> ResponseFormat {
        Preferences(request.headers).wantsMinimal ? .standard : try format()
    }

    /// The record as it is now; without it where the client does without, or may not read it, or it is gone.
    ///
    /// The write is stored: nothing here refuses any more.
    ///
    /// - Parameter format: found before the write, which is not done for a client that cannot take the answer.
    func answer(
        _ outcome: WriteOutcome, _ set: EntitySet, _ format: ResponseFormat, status: HTTPResponse.Status,
        adding added: HTTPFields = [:]
    ) -> Response {
        let record = outcome.record
        var headers = added
        if record.revision > 0 { headers[.eTag] = EntityTag.text(record.revision) }
        let wantsMinimal = Preferences(request.headers).wantsMinimal
        if wantsMinimal { headers[.preferenceApplied] = "return=minimal" }
        guard !wantsMinimal, outcome.isInSight else {
            headers[.odataEntityID] = address(of: record.id, in: set)
            return DataResponse.empty(.noContent, adding: headers)
        }
        let writer = EntityWriter(
            set: set, positions: visiblePositions(of: set.type), format: format,
            files: (try? records.files(of: [record])) ?? [:])
        return DataResponse.json(writer.entity(record), status: status, format: format, adding: headers)
    }
}
