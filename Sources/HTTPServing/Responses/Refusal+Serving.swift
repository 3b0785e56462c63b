public import HTTPTypes
public import Model

extension Refusal {
    /// The status that tells a client what sort of refusal it is (RFC 9110 §15.5).
    public var status: HTTPResponse.Status {
        switch kind {
        case .malformed: Self.statusByCode[code] ?? .badRequest
        case .unauthenticated: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .conflict: .conflict
        case .stale: .preconditionFailed
        case .invalid: .unprocessableContent
        case .limit: Self.statusByCode[code] ?? .unprocessableContent
        case .unavailable: .serviceUnavailable
        }
    }

    /// Refusals of the protocol itself, for which HTTP has a status of its own.
    private static let statusByCode: [String: HTTPResponse.Status] = [
        "KTR-W111": .contentTooLarge,
        "KTR-W132": .contentTooLarge,
        "KTR-R170": .contentTooLarge,
        "KTR-W112": .unsupportedMediaType,
        "KTR-W113": .methodNotAllowed,
        "KTR-W114": .notAcceptable,
        "KTR-A205": .tooManyRequests,
        "KTR-W221": .notImplemented,
        "KTR-W500": .tooManyRequests,
        "KTR-Q141": .notImplemented,
        "KTR-Q620": .notImplemented,
    ]

    /// Nobody is signed in.
    public static let notSignedIn = Refusal(
        .unauthenticated, "KTR-W110", LocalizedText("Sign in first", german: "Melden Sie sich zuerst an"),
        hint: LocalizedText(
            "Send Authorization: Bearer <token>; kontor token add makes one",
            german: "Senden Sie Authorization: Bearer <Token>; kontor token add erzeugt eines"))

    /// The body is longer than what is read.
    public static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(
            .limit, "KTR-W111",
            LocalizedText(
                "The request body is larger than \(limit) bytes",
                german: "Der Inhalt der Anfrage ist größer als \(limit) Byte"),
            hint: LocalizedText(
                "Send fewer values, or import a file", german: "Senden Sie weniger oder importieren Sie eine Datei"))
    }

    /// The body is of another media type than the one that is understood.
    public static func wrongMediaType(expected: String) -> Refusal {
        Refusal(
            .malformed, "KTR-W112",
            LocalizedText("The body must be \(expected)", german: "Der Inhalt muss \(expected) sein"),
            hint: LocalizedText("Send Content-Type: \(expected)", german: "Senden Sie Content-Type: \(expected)"))
    }

    /// The client takes none of the forms that there are.
    public static let notAcceptable = Refusal(
        .malformed, "KTR-W114",
        LocalizedText(
            "None of the formats in Accept is available here", german: "Keines der Formate in Accept gibt es hier"),
        hint: LocalizedText("Send Accept: application/json", german: "Senden Sie Accept: application/json"))

    static let tooManyLongReads = Refusal(
        .limit, "KTR-W500",
        LocalizedText(
            "Too many of your searches are still running", german: "Zu viele Ihrer Suchen laufen noch"),
        hint: LocalizedText(
            "Wait until they are done, or narrow their filters",
            german: "Warten Sie, bis sie fertig sind, oder grenzen Sie ihre Filter ein"))

    static let unclearHost = Refusal(
        .malformed, "KTR-W501",
        LocalizedText(
            "The request must have one header Host with a name or an address",
            german: "Die Anfrage braucht genau eine Kopfzeile Host mit einem Namen oder einer Adresse"))

    static let noSuchAddress = Refusal(
        .notFound, "KTR-W115",
        LocalizedText("There is nothing at this address", german: "Unter dieser Adresse ist nichts"))

    static let crossSite = Refusal(
        .forbidden, "KTR-W116",
        LocalizedText(
            "The request does not come from a page of this session",
            german: "Die Anfrage kommt nicht von einer Seite dieser Sitzung"),
        hint: LocalizedText("Reload the page and try again", german: "Laden Sie die Seite neu und wiederholen Sie es"))

    /// What a client is told of a fault of ours: nothing but how to name it.
    public static func internalError(_ trace: TraceID) -> Refusal {
        Refusal(
            .unavailable, "KTR-W199",
            LocalizedText("Something went wrong on our side", german: "Bei uns ist etwas schiefgegangen"),
            hint: LocalizedText(
                "Tell the administrator the request id \(trace)",
                german: "Nennen Sie dem Administrator die Anfragenummer \(trace)"))
    }
}
