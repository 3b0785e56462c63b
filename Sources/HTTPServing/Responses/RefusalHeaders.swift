public import HTTPTypes
public import Model

/// Headers that go with a refusal in whatever form it is told.
public enum RefusalHeaders {
    /// Adds language, request id and, where that may help, when to come again.
    public static func add(
        to headers: inout HTTPFields, _ refusal: Refusal, language: Language, trace: TraceID
    ) {
        headers[.contentLanguage] = language.rawValue
        headers[.requestID] = trace.description
        if let wait = refusal.retryAfter ?? (refusal.status == .serviceUnavailable ? .seconds(5) : nil) {
            headers[.retryAfter] = String(max(1, wait.components.seconds))
        }
    }

    /// How to sign in. Programs that wait to be asked for a name and password are; a browser's script is not, for the browser
    /// would ask its user in a window of its own.
    static func challenges(for headers: HTTPFields) -> [String] {
        let isScript = HTTPField.Name("Sec-Fetch-Mode").flatMap { headers[$0] }.map { $0 != "navigate" } ?? false
        let bearer = "Bearer realm=\"Kontor\""
        return isScript ? [bearer] : ["Basic realm=\"Kontor\", charset=\"UTF-8\"", bearer]
    }
}
