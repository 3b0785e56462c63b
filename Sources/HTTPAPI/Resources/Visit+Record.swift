import Access
import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// `GET complaints(id)`.
    func record(_ id: RecordID, of set: EntitySet) throws -> Response {
        let options = try AddressOptions(request, taking: AddressOptions.record)
        let format = try format(options)
        let selection = try selection(options, of: set)
        let conditions = try Conditions(request.headers)
        let record = try records.read(set.type.name, id, as: principal)
        try conditions.checkReading(record)
        let headers = headers(of: record, in: set)
        // Formulas and rollups change while the revision stays: then no tag says that the client has them already.
        if !catalog.hasDerivedValues(set.type), conditions.isKnown(record) {
            return DataResponse.empty(.notModified, version: version, adding: headers)
        }
        let writer = EntityWriter(
            set: set, positions: positions(selection, of: set), format: format, service: address, selection: selection,
            files: try records.files(of: [record]), details: details(of: set, format))
        return DataResponse.json(writer.entity(record), format: format, adding: headers)
    }

    /// The tag of a record and when it was written.
    ///
    /// Dates of HTTP have whole seconds: while the second lasts, the record may be written again in it, so none is told yet. Nor is
    /// one for records whose formulas and rollups change without a write.
    func headers(of record: Record, in set: EntitySet) -> HTTPFields {
        var headers: HTTPFields = [.eTag: EntityTag.text(record.revision)]
        guard !catalog.hasDerivedValues(set.type), let changed = record.changed,
            HTTPDate.second(of: changed).adding(.seconds(1)) <= records.now()
        else { return headers }
        headers[.lastModified] = HTTPDate.text(changed)
        return headers
    }
}
