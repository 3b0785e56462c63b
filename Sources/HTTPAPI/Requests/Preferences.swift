import HTTPServing
import HTTPTypes
import Hummingbird

/// What a client would like, by the header `Prefer` (RFC 7240; OData 4.01 part 1 §8.2.8).
struct Preferences {
    /// Do without the record in the answer to a write.
    var wantsMinimal = false
    /// Have it where the answer would do without.
    var wantsRepresentation = false
    /// Records in one page.
    var maximumPageSize: Int?
    /// As it was written: `maxpagesize`, or with `odata.` before it.
    private var pageSizeName = "odata.maxpagesize"

    init(_ headers: HTTPFields) {
        var seen: Set<String> = []
        for element in headers[values: .prefer].flatMap(HeaderList.elements) {
            // Behind a semicolon stand parameters of the preference, none of which we know.
            let pair = element.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map {
                $0.filter { $0 != " " && $0 != "\t" && $0 != "\"" }.lowercased()
            }
            guard let name = pair.first else { continue }
            let bare = name.hasPrefix("odata.") ? String(name.dropFirst(6)) : name
            // Of several with one name the first counts.
            guard seen.insert(bare).inserted else { continue }
            switch (bare, pair.count > 1 ? pair[1] : "") {
            case ("return", "minimal"): wantsMinimal = true
            case ("return", "representation"): wantsRepresentation = true
            case ("maxpagesize", let value):
                guard let size = Int(value), size > 0 else { continue }
                (maximumPageSize, pageSizeName) = (size, name)
            default: break
            }
        }
    }

    /// What `Preference-Applied` says of pages of a size.
    func applied(pageSize: Int) -> String { "\(pageSizeName)=\(pageSize)" }
}

extension HTTPField.Name {
    static let prefer = make("Prefer")
    static let preferenceApplied = make("Preference-Applied")
    static let odataVersion = make("OData-Version")
    static let odataMaxVersion = make("OData-MaxVersion")
    static let odataEntityID = make("OData-EntityId")
    static let idempotencyKey = make("Idempotency-Key")

    private static func make(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("'\(name)' is a token of RFC 9110") }
        return field
    }
}
