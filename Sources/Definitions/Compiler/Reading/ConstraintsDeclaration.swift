import Model

/// What an attribute's element demands of its values beyond their type; names are not resolved.
struct ConstraintsDeclaration {
    var pattern: TextPattern?
    var message: LocalizedText?
    var minimumLength: Int?
    /// Where `unique="true"` stands.
    var unique: SourceLocation?
    var requiredStates: [Located<String>] = []
    var requiredRoles: [Located<String>] = []
    var defaultExpression: Located<String>?
    var legalBasis: LegalBasis?
    var purpose: LocalizedText?
    var retention: RetentionPeriod?
}
