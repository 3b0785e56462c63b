import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import NIOCore
import Queries
import Records

extension Visit {
    func list() throws -> Response {
        let type = try type()
        let asked = ListRequest(type, parameters, in: page)
        var fault: QueryError?
        var expression: Filter?
        if let typed = parameters.filled("filter") {
            do throws(QueryError) {
                expression = try Filter(typed, on: type, in: page.names)
            } catch { fault = error }
        }
        let query: Query
        do {
            query = try asked.query(expression: expression, in: page.catalog)
        } catch let error as QueryError {
            // A page mark of another order, or an address that somebody mended by hand.
            throw error.refusal()
        }
        let found = try records.list(query, as: principal)
        let restrictions = asked.row.lookups(parameters)
        var wanted: [String: Set<RecordID>] = [:]
        for restriction in restrictions {
            for target in restriction.targets { wanted[target, default: []].insert(restriction.id) }
        }
        let (own, far) = (asked.columns.filter(\.steps.isEmpty), asked.columns.filter { !$0.steps.isEmpty })
        let reached = try reach(far, from: found.records)
        for path in far {
            for record in found.records {
                guard case .record(let id) = reached.value(path, from: record),
                    let target = path.attribute.type.reference?.targets.first
                else { continue }
                wanted[target, default: []].insert(id)
            }
        }
        let shown = Set(own.map(\.attribute.name))
        var writer = try writer(for: found.records, and: wanted) { shown.contains($0.name) }
        writer.files.merge(try records.files(of: reached.records.values)) { first, _ in first }
        let content = ListPage(
            asked, found, fault: fault, titlesOfRestrictions: writer.titles, reached, writer, in: page)
        return answer(
            content, current: type, notice: notice(parameters["notice"]),
            status: fault == nil ? .ok : .badRequest)
    }

    /// Records whose title has all the words.
    func matches(_ type: EntityType, _ words: String, limit: Int) throws -> [Record] {
        let permissions = page.permissions(type)
        let names = type.title.attributeNames.compactMap { type.attribute(named: $0) }.filter { attribute in
            switch attribute.type {
            case .text, .email, .phone, .url, .autonumber: permissions.asks(about: attribute)
            default: false
            }
        }.map(\.name)
        var query = Query(type)
        query.top = limit
        if let first = names.first, let position = type.position(of: first) {
            query.order = [OrderTerm(position, of: type)]
            let conditions = words.split(whereSeparator: \.isWhitespace).prefix(6).map { word in
                "("
                    + names.map { "contains(fold(\($0)),fold(\(literal(String(word)))))" }
                    .joined(separator: " or ") + ")"
            }
            if !conditions.isEmpty {
                query.filter = try Filter(conditions.joined(separator: " and "), on: type, in: page.catalog)
            }
        }
        return try records.list(query, as: principal).records
    }
}
