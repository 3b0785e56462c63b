/// Why a read or a write was not done. Everything a person, a script or an API client is told about it is in here.
///
/// Nothing has changed when a refusal is thrown: the transaction it arose in was rolled back.
public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of refusal it is; a face maps it to its own language (HTTP status, exit code).
    public enum Kind: String, Sendable, Hashable {
        /// The request is malformed or names something that does not exist (400).
        case malformed
        /// Nobody is signed in, or the credentials are wrong (401).
        case unauthenticated
        /// The principal's roles do not allow it (403).
        case forbidden
        /// There is no such thing, or the principal may not know that there is (404).
        case notFound
        /// It collides with what is stored: a unique key, a restricted delete, an event that is not possible now (409).
        case conflict
        /// The revision that the client saw is not the current one (412).
        case stale
        /// Values break the definition, or a rule refused them (422).
        case invalid
        /// A budget or limit was exceeded (413, 429 or 422, by code).
        case limit
        /// The store cannot take it now; trying again later may help (503).
        case unavailable
    }

    /// One thing that is wrong, with the attribute it concerns where there is one.
    public struct Problem: Error, Sendable, Hashable {
        /// Stable identifier, listed in `docs/errors.md`.
        public var code: String
        /// The attribute concerned; nil where it is about the whole.
        public var attribute: String?
        /// What is wrong, for the person who asked.
        public var message: LocalizedText
        /// How to mend it, when we can tell.
        public var hint: LocalizedText?
        /// The rule that refused: a plugin's or chart's line.
        public var location: SourceLocation?
        /// The record that it collides with, where the principal may see that.
        public var other: RelatedRecord?

        /// How long a message or hint may be, in UTF-8 bytes. Messages quote what was sent, which may be a megabyte.
        public static let longestText = 2000
        static let longestName = 200

        /// A problem with its code and message; texts that are too long end in an ellipsis.
        public init(
            _ code: String, attribute: String? = nil, _ message: LocalizedText, hint: LocalizedText? = nil,
            at location: SourceLocation? = nil
        ) {
            self.code = code
            self.attribute = attribute?.clipped(to: Self.longestName)
            self.message = message.clipped(to: Self.longestText)
            self.hint = hint?.clipped(to: Self.longestText)
            self.location = location
        }
    }

    /// A record that a problem speaks of.
    public struct RelatedRecord: Sendable, Hashable {
        /// Name of its entity type.
        public var entity: String
        /// Which one it is.
        public var id: RecordID
        /// How people call it.
        public var title: String

        /// A record as a problem names it.
        public init(entity: String, id: RecordID, title: String) {
            self.entity = entity
            self.id = id
            self.title = title
        }
    }

    /// What sort it is.
    public var kind: Kind
    /// At least one; the first gives the refusal its code and headline.
    public var problems: [Problem]
    /// How long to wait before trying again may help, where that is known.
    public var retryAfter: Duration?

    /// A refusal for several reasons.
    public init(_ kind: Kind, _ problems: [Problem]) {
        precondition(!problems.isEmpty, "a refusal says why")
        self.kind = kind
        self.problems = problems
    }

    /// A refusal for one reason.
    public init(
        _ kind: Kind, _ code: String, attribute: String? = nil, _ message: LocalizedText, hint: LocalizedText? = nil,
        at location: SourceLocation? = nil
    ) {
        self.init(kind, [Problem(code, attribute: attribute, message, hint: hint, at: location)])
    }

    /// The same refusal with a place for the problems that have none: the rule's line.
    public func located(at location: SourceLocation?) -> Refusal {
        var result = self
        for index in result.problems.indices where result.problems[index].location == nil {
            result.problems[index].location = location
        }
        return result
    }

    /// Stable identifier of the first problem.
    public var code: String { problems[0].code }
    /// What the first problem says.
    public var message: LocalizedText { problems[0].message }

    /// Every problem on a line, in English, with place, code and hint.
    public var description: String {
        problems.map { problem in
            let place = problem.location.map { "\($0): " } ?? ""
            let field = problem.attribute.map { "\($0): " } ?? ""
            let mend = problem.hint.map { " (\($0.english))" } ?? ""
            return "\(place)\(field)\(problem.message.english) [\(problem.code)]\(mend)"
        }.joined(separator: "\n")
    }
}
