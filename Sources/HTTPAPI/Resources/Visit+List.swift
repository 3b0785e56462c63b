import Definitions
import HTTPServing
import HTTPTypes
import Hummingbird
import Model
import Queries
import Records

extension Visit {
    /// Records in a page that nobody has asked a size for.
    static let defaultPageSize = 50
    static let largestPageSize = 1000

    /// `GET complaints`: one page of the records that the options select.
    ///
    /// - Parameter condition: what the address itself demands, for lists of a record.
    func list(_ set: EntitySet, where condition: String? = nil) throws -> Response {
        let string = try QueryString(request.uri.query)
        let format = try format(string)
        var query = try options(string, set)
        if let condition {
            let filter = try Filter(condition, on: set.type, in: catalog)
            query.filter = query.filter.map { Filter.allOf(filter, [$0]) } ?? filter
        }
        let preferred = Preferences(request.headers).maximumPageSize
        let asked = query.top
        let pageSize = min(
            preferred ?? (asked == nil ? Self.defaultPageSize : Self.largestPageSize), Self.largestPageSize)
        query.top = min(asked ?? .max, pageSize)
        let page = try records.list(query, as: principal)

        var positions = visiblePositions(of: set.type)
        if let selected = query.projection { positions = positions.filter(selected.contains) }
        let entities = EntityWriter(
            set: set, positions: positions, format: format, files: try records.files(of: page.records))
        var writer = JSONWriter(capacity: 512 + page.records.count * 640)
        writer.beginObject()
        if format.control == .minimal { writer.member(prepared: set.listContext) }
        if let count = page.count {
            writer.name("@odata.count")
            writer.integer(Int64(count))
        }
        writer.name("value")
        writer.beginList()
        for record in page.records { entities.element(record, &writer) }
        writer.endList()
        let remaining = asked.map { $0 - page.records.count }
        if let next = page.next, remaining.map({ $0 > 0 }) ?? true {
            writer.name("@odata.nextLink")
            writer.text(
                nextLink(string, [("$skiptoken", next.text)] + (remaining.map { [("$top", String($0))] } ?? [])))
        }
        writer.endObject()
        var added: HTTPFields = [:]
        if preferred != nil { added[.preferenceApplied] = "odata.maxpagesize=\(pageSize)" }
        return DataResponse.json(writer.bytes, format: format, adding: added)
    }

    /// `GET complaints/$count`: the number alone.
    func count(_ set: EntitySet) throws -> Response {
        var query = try options(try QueryString(request.uri.query), set)
        query.top = 0
        query.count = true
        let page = try records.list(query, as: principal)
        return DataResponse.text(String(page.count ?? 0), contentType: "text/plain")
    }

    /// The options of an address to one record: `$select` and `$format` alone make sense there.
    func recordOptions(_ string: QueryString, _ set: EntitySet) throws -> Query { try options(string, set) }

    /// The address of the next page: this one's with another mark.
    func nextLink(_ string: QueryString, _ added: [(String, String)]) -> String {
        let options = string.text(without: ["$skiptoken", "$skip", "$top"], adding: added)
        return address + request.uri.path.dropFirst(ODataAPI.root.count) + "?" + options
    }

    private func options(_ string: QueryString, _ set: EntitySet) throws(Refusal) -> Query {
        try QueryOptions(string.pairs, on: set.type, in: names).query
    }
}
