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

    init(_ headers: HTTPFields) {
        for header in headers[values: .prefer] {
            for preference in header.split(whereSeparator: { $0 == "," || $0 == ";" }) {
                let pair = preference.filter { $0 != " " && $0 != "\"" }.lowercased().split(separator: "=")
                switch pair.first {
                case "return":
                    wantsMinimal = pair.last == "minimal"
                    wantsRepresentation = pair.last == "representation"
                case "odata.maxpagesize", "maxpagesize":
                    if let size = pair.last.flatMap({ Int($0) }), size > 0 { maximumPageSize = size }
                default: break
                }
            }
        }
    }

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
