import HTTPServing
import HTTPTypes
import Hummingbird
import Model

/// The members of a request's JSON body, as they came; what they mean is for the write path to say.
struct RequestValues {
    var members: [DataValue.Member]

    /// Reads the body.
    ///
    /// - Parameter isOptional: an absent body means no members.
    /// - Throws: `Refusal`: 415 for another media type, 413 for too much, 400 for what is no JSON object.
    init(_ request: Request, in context: ServingContext, isOptional: Bool = false) async throws {
        let bytes = try await request.bodyBytes(in: context)
        if isOptional, bytes.isEmpty {
            members = []
            return
        }
        let type = request.headers[.contentType]?.split(separator: ";").first.map {
            $0.filter { $0 != " " }.lowercased()
        }
        guard type == "application/json" else { throw Refusal.wrongMediaType(expected: "application/json") }
        let value: DataValue
        do {
            value = try DataValue(json: bytes)
        } catch {
            throw Refusal.badJSON(error)
        }
        guard case .object(let members) = value else { throw Refusal.noObject }
        self.members = members
    }

    /// The members that set attributes: without control information (`@odata.type`, `subject@odata.type`), with references
    /// (`customer_record@odata.bind`) as the ids that they name.
    ///
    /// - Parameter id: the record's id where the address names it; the body may repeat it.
    func attributes(id: RecordID? = nil) throws(Refusal) -> [String: DataValue] {
        var values: [String: DataValue] = [:]
        for member in members {
            if let at = member.name.firstIndex(of: "@") {
                guard member.name[at...] == "@odata.bind" || member.name[at...] == "@bind" else { continue }
                let name = Self.lookup(ofNavigation: String(member.name[..<at]))
                values[name] = try Self.target(member.value, name)
            } else if let id, member.name == "id" {
                guard case .text(let text) = member.value, RecordID(text) == id else { throw .keyDiffers("id") }
            } else {
                values[member.name] = member.value
            }
        }
        return values
    }

    /// The lookup attribute behind a navigation property: `customer` of `customer_record`.
    static func lookup(ofNavigation name: String) -> String {
        name.hasSuffix("_record") ? String(name.dropLast(7)) : name
    }

    /// The id in a reference: `accounts(0190…)`, possibly after an address.
    private static func target(_ value: DataValue, _ name: String) throws(Refusal) -> DataValue {
        guard case .text(let text) = value else { throw .badBinding(name) }
        let key = text.hasSuffix(")") ? text.dropLast().split(separator: "(").last : text.split(separator: "/").last
        guard let key, RecordID(String(key)) != nil else { throw .badBinding(name) }
        return .text(String(key))
    }
}
