/// What a definition demands of an attribute's values beyond their type.
///
/// They are asked of the image that a write leaves behind, whoever made it: a form, the API, an import, a rule.
public struct AttributeConstraints: Sendable, Hashable {
    /// What a text must look like.
    public var pattern: TextPattern?
    /// What people are told where a text does not look like that; nil has the pattern shown.
    public var patternMessage: LocalizedText?
    /// How many Unicode scalars a text has at least.
    public var minimumLength: Int?
    /// Whether no two records may have the same value.
    public var isUnique: Bool
    /// Atomic and final states of the chart in which a record must have a value.
    public var requiredStates: [String]
    /// Roles whose principals must give a value when they create or change a record.
    public var requiredRoles: [String]

    /// Constraints; none unless some are given.
    public init(
        pattern: TextPattern? = nil, patternMessage: LocalizedText? = nil, minimumLength: Int? = nil,
        isUnique: Bool = false, requiredStates: [String] = [], requiredRoles: [String] = []
    ) {
        self.pattern = pattern
        self.patternMessage = patternMessage
        self.minimumLength = minimumLength
        self.isUnique = isUnique
        self.requiredStates = requiredStates
        self.requiredRoles = requiredRoles
    }

    /// Whether nothing is demanded of a text's form.
    public var leavesTextsFree: Bool { pattern == nil && minimumLength == nil }

    /// What is wrong with a value; nil where nothing is.
    ///
    ///     constraints.problem(with: .text("hh 1"), of: "plate")?.code   // KTR-R120
    public func problem(with value: AttributeValue, of attribute: String) -> Refusal.Problem? {
        guard case .text(let text) = value else { return nil }
        if let minimumLength, text.utf8.count < minimumLength * 4 {
            let length = text.unicodeScalars.count
            if length < minimumLength { return .tooShort(attribute, length, minimumLength) }
        }
        if let pattern, !pattern.matches(text) {
            return .unlikePattern(attribute, .text(text), pattern, patternMessage)
        }
        return nil
    }

    /// Whether a principal with some roles must give a value.
    public func isRequired(forRoles roles: Set<String>) -> Bool {
        !requiredRoles.isEmpty && !roles.isDisjoint(with: requiredRoles)
    }

    /// Whether a record in a configuration must have a value.
    ///
    /// - Parameter configuration: ids of the active atomic states, separated by blanks.
    public func isRequired(in configuration: String) -> Bool {
        !requiredStates.isEmpty && configuration.split(separator: " ").contains { requiredStates.contains(String($0)) }
    }
}

extension Refusal.Problem {
    fileprivate static func tooShort(_ attribute: String, _ length: Int, _ minimum: Int) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R121", attribute: attribute,
            LocalizedText(
                "the text has \(length) \(length == 1 ? "character" : "characters"), at least \(minimum) are needed",
                german: "der Text hat \(length) Zeichen, mindestens \(minimum) sind nötig"))
    }

    fileprivate static func unlikePattern(
        _ attribute: String, _ value: DataValue, _ pattern: TextPattern, _ message: LocalizedText?
    ) -> Refusal.Problem {
        if let message { return Refusal.Problem("KTR-R120", attribute: attribute, message) }
        return Refusal.Problem(
            "KTR-R120", attribute: attribute,
            LocalizedText(
                "\(value.shown) does not have the required form",
                german: "\(value.shown) hat nicht die verlangte Form"),
            hint: LocalizedText(
                "the form is \(pattern.source)", german: "die Form ist \(pattern.source)"))
    }
}
