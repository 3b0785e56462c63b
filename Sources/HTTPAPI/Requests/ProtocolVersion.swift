import HTTPTypes
import Model

/// The version of OData that an answer speaks (OData 4.01 part 1 §8.2.6, §8.2.7).
///
/// Excel, Power Query and most libraries know 4.0 and say so in `OData-MaxVersion`. What 4.01 brought is left out for them: the
/// metadata document as JSON, and values whose type nobody declared.
enum ProtocolVersion: String {
    case v40 = "4.0"
    case v401 = "4.01"

    /// - Throws: `Refusal` where the body is of a version that nobody knows, or the client takes none that we speak.
    init(_ headers: HTTPFields) throws(Refusal) {
        var spoken: ProtocolVersion?
        if let text = headers[.odataVersion] {
            guard let known = ProtocolVersion(rawValue: Self.trimmed(text)) else {
                throw .unknownVersion("OData-Version", text)
            }
            spoken = known
        }
        guard let text = headers[.odataMaxVersion] else {
            // Who writes 4.0 and says no more reads it.
            self = spoken ?? .v401
            return
        }
        guard let most = Self.number(Self.trimmed(text)), most >= ExactDecimal(unscaled: 4) else {
            throw .unknownVersion("OData-MaxVersion", text)
        }
        self = most >= ExactDecimal(unscaled: 401, scale: 2) ? .v401 : .v40
    }

    /// The version in which a refusal is told: the lowest where the headers cannot be read.
    static func ofRefusal(_ headers: HTTPFields) -> ProtocolVersion { (try? ProtocolVersion(headers)) ?? .v40 }

    private static func trimmed(_ text: String) -> String { text.filter { $0 != " " } }

    private static func number(_ text: String) -> ExactDecimal? {
        guard text.utf8.count <= 10, text.utf8.allSatisfy({ $0 == 0x2E || (0x30...0x39).contains($0) }) else {
            return nil
        }
        return ExactDecimal(text)
    }
}
