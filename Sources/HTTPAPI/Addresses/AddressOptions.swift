import HTTPServing
import Hummingbird
import Model
import Queries

/// The options of an address, looked at before anything is done: each at most once, known, and with a meaning at this address.
struct AddressOptions {
    /// As they came, for the address of the next page and for the query itself.
    let string: QueryString
    private let values: [String: String]

    /// What lists take.
    static let list: Set<String> = [
        "filter", "search", "orderby", "top", "skip", "select", "count", "skiptoken", "format",
    ]
    /// What one record takes, read or written.
    static let record: Set<String> = ["select", "format"]
    /// What everything else takes that answers with data.
    static let format: Set<String> = ["format"]
    /// What answers without data take.
    static let none: Set<String> = []

    /// - Parameter taking: the options that mean something at the address.
    /// - Throws: `Refusal`, 501 for options that the standard has and the service has not.
    init(_ request: Request, taking known: Set<String>) throws(Refusal) {
        string = try QueryString(request.uri.query)
        guard !string.pairs.isEmpty else {
            values = [:]
            return
        }
        values = try SystemQueryOption.values(of: string.pairs).values
        for name in values.keys.sorted() where !known.contains(name) { throw .optionElsewhere(name) }
    }

    /// The value of a system option, by its name without `$`.
    subscript(_ name: String) -> String? { values[name] }

    /// The size of pages that the address of a page carries on from the first.
    func pageSize(atMost largest: Int) throws(Refusal) -> Int? {
        guard let text = string[Self.pageSizeName] else { return nil }
        return max(1, try SystemQueryOption.number(text, Self.pageSizeName, limit: largest))
    }

    static let pageSizeName = "maxpagesize"
}
