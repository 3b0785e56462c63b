import Access
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Records

// Files: stream properties of a record (OData 4.01 part 1 §11.4.8).

extension Visit {
    /// Whether a name is that of a file attribute which the principal may see.
    func isFile(_ name: String, in set: EntitySet) -> Bool {
        guard let position = set.type.position(of: name), case .file = set.type.attributes[position].type else {
            return false
        }
        return access(to: set.type).shows(position)
    }

    /// `GET complaints(id)/photo`: the bytes; 204 where there are none.
    func file(_ name: String, of id: RecordID, in set: EntitySet) throws -> Response {
        guard let file = try records.file(in: name, of: set.type.name, id, as: principal).file else {
            return DataResponse.empty(.noContent, version: version)
        }
        // The bytes are sent to their end, whatever definitions come into force meanwhile.
        var response = FileResponse.make(file, for: request, from: api.records)
        response.headers[.odataVersion] = version.rawValue
        return response
    }

    /// `PUT complaints(id)/photo`: the body takes the place of what was there.
    ///
    /// Putting again what is there already changes nothing, so that a client that did not hear the answer may repeat it.
    func put(_ name: String, of id: RecordID, in set: EntitySet) async throws -> Response {
        guard isFile(name, in: set) else { throw noPart(name, of: set) }
        let answer = try writeAnswer(for: set)
        let target = try records.fileTarget(name, of: set.type.name, as: principal)
        let stored = try records.file(in: name, of: set.type.name, id, as: principal)
        let condition = try condition(on: stored.file, of: stored.record)
        let file = try await request.upload(to: target, in: records)
        if let current = stored.file, current.isSame(as: file) {
            await records.discardUpload(file.id)
            return DataResponse.empty(
                .noContent, version: version, adding: [.eTag: FileResponse.entityTag(of: current)])
        }
        do {
            let values = [name: DataValue.text(file.id.description)]
            let outcome = try await records.write(
                writeRequest(set, .update(id, values), expecting: [], under: condition))
            guard outcome.record[name] == .record(file.id) else {
                // The outcome of an earlier write with this key, or of a rule that decided otherwise.
                await records.discardUpload(file.id)
                return done(outcome, answer, nil)
            }
            return done(outcome, answer, file)
        } catch {
            await records.discardUpload(file.id)
            throw error
        }
    }

    /// `DELETE complaints(id)/photo`.
    func empty(_ name: String, of id: RecordID, in set: EntitySet) async throws -> Response {
        guard isFile(name, in: set) else { throw noPart(name, of: set) }
        let answer = try writeAnswer(for: set)
        _ = try records.fileTarget(name, of: set.type.name, as: principal)
        let stored = try records.file(in: name, of: set.type.name, id, as: principal)
        let condition = try condition(on: stored.file, of: stored.record)
        guard stored.file != nil else { return DataResponse.empty(.noContent, version: version) }
        let asked = try writeRequest(set, .update(id, [name: .null]), expecting: [], under: condition)
        return done(try await records.write(asked), answer, nil)
    }

    /// `POST complaints/photo`: an upload for a record that is still to be written; its id is the value to write.
    func upload(for name: String, of set: EntitySet) async throws -> Response {
        let format = try format(try AddressOptions(request, taking: AddressOptions.format))
        let target = try records.fileTarget(name, of: set.type.name, as: principal)
        let file = try await request.upload(to: target, in: records)
        return DataResponse.json(
            file.dataValue.json, status: .created, format: format,
            adding: [.eTag: FileResponse.entityTag(of: file)])
    }

    /// What `If-Match`, `If-None-Match` and `If-Unmodified-Since` demand. They may name the revision of the record or the content of the
    /// file, which is judged as it was read: in the write's transaction the record has to be the same.
    ///
    /// - Returns: nil where nothing is demanded.
    /// - Throws: `Refusal(.stale)` where what is there is not like that, unless the write may have been done before: with an
    ///   `Idempotency-Key` its first outcome is looked for first.
    private func condition(on file: FileDescription?, of record: Record) throws(Refusal) -> WriteCondition? {
        let conditions = try Conditions(request.headers)
        guard !conditions.text.isEmpty else { return nil }
        let unmet = unmet(conditions, by: file, of: record)
        if let unmet, request.headers[.idempotencyKey] == nil { throw unmet }
        let judged = record.revision
        return WriteCondition(conditions.text) { current in
            if let unmet { throw unmet }
            guard current.revision == judged else { throw Refusal.staleTag }
        }
    }

    private func unmet(_ conditions: Conditions, by file: FileDescription?, of record: Record) -> Refusal? {
        // Where it is the record that is named, there need be no file yet.
        if case .listed? = conditions.match, conditions.match?.include(revision: record.revision) == true { return nil }
        do {
            try conditions.check(record, tag: file.map(FileResponse.entityTag), isThere: file != nil)
            return nil
        } catch {
            return error
        }
    }

    private func done(_ outcome: WriteOutcome, _ answer: WriteAnswer, _ file: FileDescription?) -> Response {
        if answer.preferences.wantsRepresentation { return self.answer(outcome, answer, status: .ok) }
        let tag: HTTPFields = file.map { [.eTag: FileResponse.entityTag(of: $0)] } ?? [:]
        return DataResponse.empty(.noContent, version: version, adding: tag)
    }
}
