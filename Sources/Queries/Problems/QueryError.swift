public import Model

/// What is wrong with a query text, and where: a value that becomes a ``Refusal`` for an API client or a ``Diagnostic``
/// for the author of a definition.
///
/// Codes are listed in `docs/errors.md`.
public struct QueryError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `KTR-Q` and a number.
    public var code: String
    /// The character at which it is wrong, counted from 1; one past the end where something is missing there.
    public var position: Int
    /// The same place in UTF-8 bytes, counted from 0.
    public var byteOffset: Int
    /// What is wrong, naming the thing it speaks of.
    public var message: LocalizedText
    /// How to mend it, when we can tell.
    public var hint: LocalizedText?
    /// Malformed, over a limit, or about what may not be seen.
    public var kind: Refusal.Kind

    /// An error at a byte of a text.
    public init(
        _ code: String, at byteOffset: Int, in text: String, _ message: LocalizedText, hint: LocalizedText? = nil,
        kind: Refusal.Kind = .malformed
    ) {
        self.code = code
        self.byteOffset = byteOffset
        self.position = String(decoding: text.utf8.prefix(byteOffset), as: UTF8.self).count + 1
        self.message = message
        self.hint = hint
        self.kind = kind
    }

    /// The error for somebody who sent the text in a request.
    ///
    /// - Parameter option: the query option that the text came in, `$filter`.
    public func refusal(in option: String? = nil) -> Refusal {
        let (place, germanPlace) = ("character \(position)", "Zeichen \(position)")
        let prefix = option.map { "\($0), " } ?? ""
        return Refusal(
            kind, code,
            LocalizedText(
                "\(prefix)\(place): \(message.english)",
                german: "\(prefix)\(germanPlace): \(message[.german])"),
            hint: hint)
    }

    /// The error for the author of a definition.
    ///
    /// - Parameter base: where the first character of the query text stands.
    public func diagnostic(at base: SourceLocation) -> Diagnostic {
        let place = SourceLocation(file: base.file, line: base.line, column: base.column + byteOffset)
        return Diagnostic(.error, code, message.english, hint: hint?.english, at: place)
    }

    /// `14: there is no function 'x' [KTR-Q130]`, and the hint.
    public var description: String {
        "\(position): \(message.english) [\(code)]" + (hint.map { " (\($0.english))" } ?? "")
    }
}
