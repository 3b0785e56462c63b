/// One problem found in a text that an administrator or consultant wrote.
///
/// Compilers of definitions, charts and plugins *collect* diagnostics instead of throwing the first one.
///
///     Diagnostic(.error, "KTR-D104", "unknown attribute type 'txt'", hint: "did you mean 'text'?", at: location)
public struct Diagnostic: Sendable, Hashable, CustomStringConvertible {
    /// How much a diagnostic matters: an error stops the definitions from being used, a warning does not.
    public enum Severity: String, Sendable, Hashable, Comparable {
        case error, warning

        /// Errors come before warnings.
        public static func < (left: Self, right: Self) -> Bool { left == .error && right == .warning }
    }

    /// Whether the text can be used nevertheless.
    public var severity: Severity
    /// Stable identifier (`KTR-` + area letter + number), listed in `docs/errors.md` and never reused.
    public var code: String
    /// What is wrong, in one line, naming the thing it speaks of.
    public var message: String
    /// How to mend it, when we can tell.
    public var hint: String?
    /// Where; nil where it concerns no single place.
    public var location: SourceLocation?

    /// A problem with its code, what is wrong, and where.
    public init(
        _ severity: Severity, _ code: String, _ message: String, hint: String? = nil, at location: SourceLocation? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.hint = hint
        self.location = location
    }

    /// `file:line:column: error: message [KTR-D104]`, and the hint on a line of its own.
    public var description: String {
        let place = location.map { "\($0): " } ?? ""
        let mend = hint.map { "\n    hint: \($0)" } ?? ""
        return "\(place)\(severity.rawValue): \(message) [\(code)]\(mend)"
    }
}

extension Sequence<Diagnostic> {
    /// Whether anything here stops the text from being used.
    public var hasErrors: Bool { contains { $0.severity == .error } }

    /// The diagnostics by file, line, column, severity and code, none twice: the order in which people mend a file.
    public func sortedForReading() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted { left, right in
            let nowhere = SourceLocation(file: "", line: 0, column: 0)
            let (leftPlace, rightPlace) = (left.location ?? nowhere, right.location ?? nowhere)
            if leftPlace != rightPlace { return leftPlace < rightPlace }
            return (left.severity, left.code, left.message) < (right.severity, right.code, right.message)
        }
    }
}

/// Thrown where a text cannot be used at all; carries every diagnostic that was found.
public struct DiagnosticsError: Error, Sendable, CustomStringConvertible {
    /// All problems that were found.
    public var diagnostics: [Diagnostic]

    /// The error of a text with these problems.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

    /// All problems, sorted for reading, one after the other.
    public var description: String {
        diagnostics.sortedForReading().map(\.description).joined(separator: "\n")
    }
}
