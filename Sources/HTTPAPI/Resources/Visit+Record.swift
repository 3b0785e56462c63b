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
        let query = try QueryString(request.uri.query)
        let format = try format(query)
        let record = try records.read(set.type.name, id, as: principal)
        return try response(record, set, query, format)
    }

    private func response(
        _ record: Record, _ set: EntitySet, _ query: QueryString, _ format: ResponseFormat
    ) throws -> Response {
        // Formulas and rollups change while the revision stays: then no tag says that the client has them already.
        if !deployment.catalog.hasDerivedValues(set.type), EntityTag.isKnown(record.revision, to: request.headers) {
            return DataResponse.empty(.notModified, adding: [.eTag: EntityTag.text(record.revision)])
        }
        var positions = visiblePositions(of: set.type)
        if !query.pairs.isEmpty, let selected = try recordOptions(query, set).projection {
            positions = positions.filter(selected.contains)
        }
        let writer = EntityWriter(
            set: set, positions: positions, format: format, files: try records.files(of: [record]))
        return DataResponse.json(
            writer.entity(record), format: format, adding: [.eTag: EntityTag.text(record.revision)])
    }

    /// `GET complaints(id)/…`: the record that a lookup names, a list of records that look it up, history, events.
    func part(_ name: String, of id: RecordID, in set: EntitySet) throws -> Response {
        switch name {
        case "history": return try history(of: id, in: set)
        case "events": return try events(of: id, in: set)
        default: break
        }
        if isFile(name, in: set) { return try file(name, of: id, in: set) }
        let visible = visiblePositions(of: set.type).map { set.type.attributes[$0] }
        let parts = visible.flatMap(ReferencedPart.all)
        if let part = parts.first(where: { $0.name == name }),
            let targetSet = api.sets.get(catalog).set(ofType: part.target)
        {
            let source = try records.read(set.type.name, id, as: principal)
            guard let targetID = part.target(of: source) else { return DataResponse.empty(.noContent) }
            return try record(targetID, of: targetSet)
        }
        if let inverse = catalog.inverseLookups(of: set.type).first(where: { $0.name == name }),
            let sourceSet = api.sets.get(catalog).set(ofType: inverse.source.name), names.list(named: name, of: set.type) != nil
        {
            _ = try records.read(set.type.name, id, as: principal)
            var condition = "\(inverse.attribute.name) eq \(id)"
            if let told = inverse.source.targetTypePosition(of: inverse.attribute) {
                condition += " and \(inverse.source.attributes[told].name) eq '\(set.type.name)'"
            }
            return try list(sourceSet, where: condition)
        }
        let known = ["history", "events"] + parts.map(\.name) + names.listNames(of: set.type)
        throw Refusal.noSuchPart(name, nearest: nearestName(to: name, among: known))
    }
}
