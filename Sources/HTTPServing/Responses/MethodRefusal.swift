public import HTTPTypes
public import Model

/// The address is there, but not for this method: the answer says in `Allow` for which (RFC 9110 §15.5.6).
public struct MethodRefusal: Error, Sendable {
    /// What the client is told.
    public let refusal: Refusal
    /// The methods that the address has.
    public let allowed: [HTTPRequest.Method]

    /// The refusal of a method.
    public init(_ method: HTTPRequest.Method, allowed: [HTTPRequest.Method]) {
        self.allowed = allowed
        let list = Self.text(allowed)
        refusal = Refusal(
            .malformed, "KTR-W113",
            LocalizedText(
                "\(method.rawValue.prefix(40)) is not possible here",
                german: "\(method.rawValue.prefix(40)) ist hier nicht möglich"),
            hint: LocalizedText("Possible: \(list)", german: "Möglich: \(list)"))
    }

    /// As the header has it: `GET, HEAD, OPTIONS`.
    public static func text(_ methods: [HTTPRequest.Method]) -> String {
        methods.map(\.rawValue).joined(separator: ", ")
    }
}
