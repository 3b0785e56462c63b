import HTTPServing
import HTTPTypes
import Hummingbird
import Model

/// In which form a client wants its data (OData 4.01 part 1 §8.2.1; `$format` goes before `Accept`).
struct ResponseFormat: Hashable {
    /// How much control information goes with the data. `full` is answered as `minimal`, as the standard allows for all
    /// that can be computed from the metadata.
    enum ControlInformation: Hashable {
        case none, minimal
    }

    var control = ControlInformation.minimal
    /// Long integers and decimals as strings, for clients whose numbers are doubles.
    var numbersAsText = false
    /// The metadata document as JSON instead of XML.
    var prefersJSON = false

    static let standard = ResponseFormat()

    /// The media type that says so.
    var contentType: String {
        let level = control == .none ? "none" : "minimal"
        return "application/json;odata.metadata=\(level)" + (numbersAsText ? ";IEEE754Compatible=true" : "")
    }

    /// - Parameter isMetadata: the metadata document also comes as XML, and does unless JSON is asked for.
    /// - Throws: `Refusal` (406) where the client takes nothing that we have.
    init(accept: String?, format: String?, isMetadata: Bool = false) throws(Refusal) {
        self.init()
        guard let wanted = format ?? accept, wanted != "*/*" else { return }
        if wanted == "application/json" || wanted == "json" {
            prefersJSON = true
            return
        }
        var isTaken = false
        for range in wanted.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let type = parts.first?.lowercased() else { continue }
            let parameters = parts.dropFirst().map { $0.lowercased() }
            guard !parameters.contains(where: { $0 == "q=0" || $0 == "q=0.0" }) else { continue }
            let isJSON = ["application/json", "json"].contains(type)
            let isXML = ["application/xml", "xml", "text/xml"].contains(type)
            guard isJSON || ["application/*", "*/*", "text/*"].contains(type) || isXML && isMetadata else { continue }
            isTaken = true
            prefersJSON = isJSON
            for parameter in parameters {
                switch parameter {
                case "odata.metadata=none", "metadata=none": control = .none
                case "ieee754compatible=true": numbersAsText = true
                default: break
                }
            }
            break
        }
        guard isTaken else { throw .notAcceptable }
    }

    private init() {}
}
