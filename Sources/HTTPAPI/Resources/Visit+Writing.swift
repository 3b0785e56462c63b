import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// `POST complaints`.
    func create(in set: EntitySet) async throws -> Response {
        let answer = try writeAnswer(for: set)
        // A list has no tag that one could name.
        guard try Conditions(request.headers).revisions().isEmpty else { throw Refusal.staleTag }
        let body = try await RequestValues(request, in: context)
        let input = try RecordInput(body, for: set, in: self)
        var asked = try writeRequest(set, .create(id: input.id, input.values))
        asked.faults = input.faults
        let outcome = try await records.write(asked)
        let location: HTTPFields = [.location: address(of: outcome.record.id, in: set)]
        return self.answer(outcome, answer, status: .created, adding: location)
    }

    /// `PATCH complaints(id)`: the named attributes; the others stay.
    func update(_ id: RecordID, in set: EntitySet) async throws -> Response {
        let answer = try writeAnswer(for: set)
        let body = try await RequestValues(request, in: context)
        let input = try RecordInput(body, for: set, id, in: self)
        var asked = try writeRequest(set, .update(id, input.values), on: id)
        asked.faults = input.faults
        return self.answer(try await records.write(asked), answer, status: .ok)
    }

    /// `DELETE complaints(id)`.
    func delete(_ id: RecordID, in set: EntitySet) async throws -> Response {
        _ = try AddressOptions(request, taking: AddressOptions.none)
        _ = try await records.write(try writeRequest(set, .delete(id), on: id))
        return DataResponse.empty(.noContent, version: version)
    }

    /// `POST complaints(id)/Kontor.accept`: sends an event to the record's chart; the body is the event's data.
    func send(_ event: String, to id: RecordID, in set: EntitySet) async throws -> Response {
        let answer = try writeAnswer(for: set)
        let body = try await RequestValues(request, in: context, isOptional: true)
        let operation = WriteRequest.Operation.event(id, name: event, data: .object(body.members), values: [:])
        return self.answer(try await records.write(try writeRequest(set, operation, on: id)), answer, status: .ok)
    }

    /// A write under the conditions that the headers name. They are looked at in the transaction of the write.
    ///
    /// - Parameter id: the record that is there already; nil for a new one.
    func writeRequest(
        _ set: EntitySet, _ operation: WriteRequest.Operation, on id: RecordID? = nil
    ) throws(Refusal) -> WriteRequest {
        let conditions = try Conditions(request.headers)
        return try writeRequest(
            set, operation, expecting: id == nil ? [] : conditions.revisions(), under: conditions.ofWriting)
    }

    /// - Parameters:
    ///   - revisions: those that the record may be at; none where any will do.
    ///   - condition: what else it must be like.
    func writeRequest(
        _ set: EntitySet, _ operation: WriteRequest.Operation, expecting revisions: [Int64],
        under condition: WriteCondition?
    ) throws(Refusal) -> WriteRequest {
        let key = request.headers[.idempotencyKey]
        if let key, key.isEmpty || key.utf8.count > 255 {
            throw .badHeader("Idempotency-Key", expected: "1…255 characters, new for each write")
        }
        var asked = WriteRequest(
            principal: principal, entity: set.type.name, operation, expectedRevision: revisions.first,
            idempotencyKey: key, cause: Cause(.api, request: context.trace.description))
        asked.alternativeRevisions = Array(revisions.dropFirst())
        asked.condition = condition
        return asked
    }

    /// The record as it is now; without it where the client does without, or may not see it, or it is gone. Refuses nothing: the write
    /// is stored.
    func answer(
        _ outcome: WriteOutcome, _ answer: WriteAnswer, status: HTTPResponse.Status, adding added: HTTPFields = [:]
    ) -> Response {
        let record = outcome.record
        var headers = added
        if record.revision > 0 { headers[.eTag] = EntityTag.text(record.revision) }
        guard !answer.preferences.wantsMinimal, outcome.isInSight else {
            if answer.preferences.wantsMinimal { headers[.preferenceApplied] = "return=minimal" }
            headers[.odataEntityID] = address(of: record.id, in: answer.set)
            return DataResponse.empty(.noContent, version: version, adding: headers)
        }
        if answer.preferences.wantsRepresentation { headers[.preferenceApplied] = "return=representation" }
        // What is told of files is an extra: that it cannot be read now does not make the write undone.
        let files = (try? records.files(of: [record])) ?? [:]
        let writer = EntityWriter(
            set: answer.set, positions: answer.positions, format: answer.format, service: address,
            selection: answer.selection, files: files, details: details(of: answer.set, answer.format))
        return DataResponse.json(writer.entity(record), status: status, format: answer.format, adding: headers)
    }
}
