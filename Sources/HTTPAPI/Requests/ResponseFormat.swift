import HTTPServing
import HTTPTypes
import Hummingbird
import Model

/// In which form a client wants its data (OData 4.01 part 1 §8.2.1; `$format` goes before `Accept`).
struct ResponseFormat: Hashable {
    /// How much control information goes with the data. `full` tells types and addresses too, which `minimal` leaves to the metadata.
    enum ControlInformation: String, Hashable {
        case none, minimal, full
    }

    var version = ProtocolVersion.v401
    var control = ControlInformation.minimal
    /// Long integers and decimals as strings, for clients whose numbers are doubles.
    var numbersAsText = false
    /// The metadata document as JSON instead of XML.
    var prefersJSON = false
    /// Whether the client would rather have it compressed.
    var isCompressed = false

    static let standard = ResponseFormat()

    /// The media type that says so.
    var contentType: String {
        "application/json;odata.metadata=\(control.rawValue)" + (numbersAsText ? ";IEEE754Compatible=true" : "")
    }

    /// - Parameter isMetadata: the metadata document also comes as XML, and does unless JSON is wanted more.
    /// - Throws: `Refusal` (406) where the client takes nothing that we have.
    init(
        accept: String?, format: String?, isMetadata: Bool = false, version: ProtocolVersion = .v401
    ) throws(Refusal) {
        self.init()
        self.version = version
        if let format {
            try read(format: format, isMetadata)
            return
        }
        // An empty header names nothing that would not do.
        guard let accept, accept != "*/*", accept.contains(where: { $0 != " " && $0 != "," }) else { return }
        let ranges = MediaRange.list(accept)
        let json = Self.best(of: ranges, "application/json", taking: Self.isOurs)
        guard isMetadata else {
            guard let json else { throw .notAcceptable }
            read(parameters: json.parameters)
            return
        }
        let named = ranges.filter { $0.type == "text/xml" && $0.weight > 0 }
        let xml = Self.best(of: ranges, "application/xml") { _ in true } ?? named.first
        guard version == .v401 else {
            // 4.0 has no other form of it, and many clients ask for JSON whatever they read.
            guard xml != nil || json != nil else { throw .notAcceptable }
            return
        }
        // `odata.metadata=minimal` is said of data; who says so means no metadata document by it.
        let isData = json?.parameters.contains { $0.name.contains("metadata") || $0.name == "odata" } == true
        switch (xml, json) {
        case (nil, nil): throw .notAcceptable
        case (let xml?, let json?): prefersJSON = json.weight > xml.weight && !isData
        case (nil, _?): prefersJSON = true
        case (_?, nil): break
        }
    }

    private init() {}

    private mutating func read(format: String, _ isMetadata: Bool) throws(Refusal) {
        switch format.lowercased() {
        case "json": prefersJSON = true
        case "xml" where isMetadata: return
        default:
            guard let range = MediaRange(format) else { throw .notAcceptable }
            if isMetadata, range.type == "application/xml" { return }
            guard range.type == "application/json", Self.isOurs(range) else { throw .notAcceptable }
            prefersJSON = true
            read(parameters: range.parameters)
        }
        guard !isMetadata || version == .v401 else { throw .notAcceptable }
    }

    private mutating func read(parameters: [(name: String, value: String)]) {
        for (name, value) in parameters {
            switch (name, value) {
            case ("odata.metadata", "none"), ("metadata", "none"), ("odata", "nometadata"): control = .none
            case ("odata.metadata", "full"), ("metadata", "full"), ("odata", "fullmetadata"): control = .full
            case ("ieee754compatible", "true"): numbersAsText = true
            default: break
            }
        }
    }

    /// The range by which a client takes a media type: one that names it before one that includes it; nil where there is none.
    private static func best(
        of ranges: [MediaRange], _ type: String, taking isTaken: (MediaRange) -> Bool
    ) -> MediaRange? {
        let kind = type.prefix { $0 != "/" }
        for wanted in [type, "\(kind)/*", "*/*"] {
            let matching = ranges.filter { $0.type == wanted && isTaken($0) }
            guard let most = matching.map(\.weight).max() else { continue }
            return most > 0 ? matching.first { $0.weight == most } : nil
        }
        return nil
    }

    /// Whether the parameters of a range ask for nothing that we do not give.
    private static func isOurs(_ range: MediaRange) -> Bool {
        range.parameters.allSatisfy { name, value in
            switch name {
            case "odata.metadata", "metadata": ["none", "minimal", "full"].contains(value)
            case "odata": ["nometadata", "minimalmetadata", "fullmetadata"].contains(value)
            case "charset": ["utf-8", "utf8", "*"].contains(value)
            default: true
            }
        }
    }
}
