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
        let options = try AddressOptions(request, taking: AddressOptions.list)
        let format = try format(options)
        let within = try condition.map { try Filter($0, on: set.type, in: catalog) }
        let read = try query(options, of: set, within: within)
        var query = read.query
        let preferred = try preferences.maximumPageSize ?? options.pageSize(atMost: Self.largestPageSize)
        let asked = query.top
        let pageSize = min(
            preferred ?? (asked == nil ? Self.defaultPageSize : Self.largestPageSize), Self.largestPageSize)
        query.top = min(asked ?? .max, pageSize)
        let page = try records.list(query, as: principal)

        let entities = EntityWriter(
            set: set, positions: positions(read.selection, of: set), format: format, service: address,
            selection: read.selection, files: try records.files(of: page.records), details: details(of: set, format))
        var writer = JSONWriter(capacity: 512 + page.records.count * 640)
        writer.beginObject()
        entities.listContext(&writer)
        if let count = page.count {
            writer.name("@odata.count")
            writer.count(Int64(count), format)
        }
        writer.name("value")
        writer.beginList()
        for record in page.records { entities.element(record, &writer) }
        writer.endList()
        let remaining = asked.map { $0 - page.records.count }
        if let next = page.next, remaining.map({ $0 > 0 }) ?? true {
            var added = [("$skiptoken", next.text)]
            if let remaining { added.append(("$top", String(remaining))) }
            // Who follows the address does not have to say again how large its pages shall be.
            if preferred != nil { added.append((AddressOptions.pageSizeName, String(pageSize))) }
            writer.name("@odata.nextLink")
            writer.text(nextLink(options.string, added))
        }
        writer.endObject()
        var added: HTTPFields = [:]
        if preferences.maximumPageSize != nil { added[.preferenceApplied] = preferences.applied(pageSize: pageSize) }
        return DataResponse.json(writer.bytes, format: format, adding: added)
    }

    /// `GET complaints/$count`: the number alone. It is a text whatever the client would like.
    func count(_ set: EntitySet, where condition: String? = nil) throws -> Response {
        let options = try AddressOptions(request, taking: AddressOptions.list)
        let within = try condition.map { try Filter($0, on: set.type, in: catalog) }
        var query = try query(options, of: set, within: within).query
        query.top = 0
        query.skip = nil
        query.after = nil
        query.order = []
        query.count = true
        let page = try records.list(query, as: principal)
        var format = ResponseFormat.standard
        format.version = version
        return DataResponse.text(String(page.count ?? 0), contentType: "text/plain", format: format)
    }

    /// The address of the next page: this one's with another mark.
    func nextLink(_ string: QueryString, _ added: [(String, String)]) -> String {
        let options = string.text(
            without: ["$skiptoken", "$skip", "$top", "$" + AddressOptions.pageSizeName], adding: added)
        return address + request.uri.path.dropFirst(ODataAPI.root.count) + "?" + options
    }
}
