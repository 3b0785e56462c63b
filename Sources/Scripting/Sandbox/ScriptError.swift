public import Model

/// Why a script did not come to its end.
public struct ScriptError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What ended it.
    public enum Kind: Sendable, Hashable {
        /// An error that the script raised, or that Lua raised for it.
        case error
        /// Instructions or CPU time are used up.
        case limitCPU
        case limitMemory
        /// Too many calls of host functions of one kind.
        case limitCalls(CallKind)
        /// Calls were nested too deeply.
        case limitDepth
        /// Everything that the request has led to has used up its time together.
        case limitRequest
        /// A host function tried to enter the sandbox that was calling it.
        case reentered
    }

    /// What ended the script.
    public var kind: Kind
    /// In one line, without control characters, at most 500 characters.
    public var message: String
    /// The line that raised.
    public var location: SourceLocation?
    /// The lines that were being executed, innermost first.
    public var trace: [SourceLocation]

    /// An error as the sandbox reports it; hosts make one to refuse something in a script's name.
    public init(_ kind: Kind, _ message: String, at location: SourceLocation? = nil, trace: [SourceLocation] = []) {
        self.kind = kind
        self.message = message
        self.location = location
        self.trace = trace
    }

    /// Whether a budget ended the script.
    public var isLimit: Bool {
        switch kind {
        case .limitCPU, .limitMemory, .limitCalls, .limitDepth, .limitRequest: true
        case .error, .reentered: false
        }
    }

    /// Stable identifier, listed in `docs/errors.md`.
    public var code: String {
        switch kind {
        case .error: "KTR-L201"
        case .limitCPU: "KTR-L202"
        case .limitMemory: "KTR-L203"
        case .limitCalls: "KTR-L204"
        case .reentered: "KTR-L205"
        case .limitDepth: "KTR-L500"
        case .limitRequest: "KTR-L501"
        }
    }

    /// `file:line: message [code]`.
    public var description: String {
        let place = location.map { "\($0.file):\($0.line): " } ?? ""
        return "\(place)\(message) [\(code)]"
    }

    /// As a problem of a text that someone wrote.
    public var diagnostic: Diagnostic { Diagnostic(.error, code, message, at: location) }

    /// As the reason why a write or a read was not done.
    public var refusal: Refusal {
        let text: LocalizedText
        switch kind {
        case .error, .reentered:
            // What Lua says may name what is hidden from whoever asked: it goes to the log, with the stack.
            text = LocalizedText("A rule failed.", german: "Eine Regel ist gescheitert.")
        case .limitCPU:
            text = LocalizedText(
                "A rule took too long and was stopped.",
                german: "Eine Regel hat zu lange gerechnet und wurde angehalten.")
        case .limitMemory:
            text = LocalizedText(
                "A rule needed too much memory and was stopped.",
                german: "Eine Regel hat zu viel Speicher gebraucht und wurde angehalten.")
        case .limitCalls:
            text = LocalizedText(
                "A rule queried or wrote too often and was stopped.",
                german: "Eine Regel hat zu oft gelesen oder geschrieben und wurde angehalten.")
        case .limitDepth:
            text = LocalizedText(
                "A rule nested its calls too deeply and was stopped.",
                german: "Eine Regel hat ihre Aufrufe zu tief geschachtelt und wurde angehalten.")
        case .limitRequest:
            text = LocalizedText(
                "The rules that follow from this request took too long together and were stopped.",
                german:
                    "Die Regeln, die auf diese Anfrage folgen, haben zusammen zu lange gerechnet und wurden angehalten."
            )
        }
        return Refusal(isLimit ? .limit : .invalid, code, text, at: location)
    }
}
