import HTTPServing
import HTTPTypes
import Hummingbird
import Model

/// The members of a request's JSON body, as they came; what they mean is for the write path to say.
struct RequestValues {
    var members: [DataValue.Member]
    /// Whether numbers may be texts, for clients whose numbers are doubles (`IEEE754Compatible=true`).
    var numbersAsText = false

    /// Reads the body.
    ///
    /// - Parameter isOptional: an absent body means no members.
    /// - Throws: `Refusal`: 415 for another media type, 413 for too much, 400 for what is no JSON object.
    init(_ request: Request, in context: ServingContext, isOptional: Bool = false) async throws {
        members = []
        let bytes = try await request.bodyBytes(in: context)
        if isOptional, bytes.isEmpty { return }
        try readMediaType(request.headers)
        let value: DataValue
        do {
            value = try DataValue(json: bytes)
        } catch {
            throw Refusal.badJSON(error)
        }
        guard case .object(let members) = value else { throw Refusal.noObject }
        self.members = members
    }

    private mutating func readMediaType(_ headers: HTTPFields) throws(Refusal) {
        guard let header = headers[.contentType], let type = HeaderParameters(header),
            type.value == "application/json"
        else { throw .wrongMediaType(expected: "application/json") }
        // JSON is UTF-8 (RFC 8259 §8.1), and comes as it is.
        if let charset = type["charset"], !["utf-8", "utf8"].contains(charset.lowercased()) {
            throw .wrongMediaType(expected: "application/json;charset=utf-8")
        }
        if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
            throw .wrongMediaType(expected: "application/json")
        }
        numbersAsText = type["ieee754compatible"]?.lowercased() == "true"
    }
}
