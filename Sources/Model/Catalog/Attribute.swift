/// One declared piece of information of an entity type.
public struct Attribute: Sendable, Hashable {
    /// What the law calls personal data: its values are encrypted in the change log under the subject's key.
    public struct PersonalData: Sendable, Hashable {
        /// The lookup that names the person concerned; nil where the record itself is the data subject.
        public var subject: String?
        /// Why they may be processed; nil where the definition does not say.
        public var legalBasis: LegalBasis?
        /// What they are processed for.
        public var purpose: LocalizedText?
        /// How long they are kept.
        public var retention: RetentionPeriod?

        /// Personal data of the record itself, or of the person that a lookup names.
        public init(
            subject: String? = nil, legalBasis: LegalBasis? = nil, purpose: LocalizedText? = nil,
            retention: RetentionPeriod? = nil
        ) {
            self.subject = subject
            self.legalBasis = legalBasis
            self.purpose = purpose
            self.retention = retention
        }
    }

    /// Name in definitions, queries and JSON; the column has it too.
    public var name: String
    /// What it was called before, for databases and histories that know it by an older name.
    public var formerNames: [String]
    /// What values it holds.
    public var type: AttributeType
    /// What people see beside the value.
    public var label: LocalizedText
    /// A sentence that helps to fill it in.
    public var help: LocalizedText?
    /// Whether a record must have a value.
    public var isRequired: Bool
    /// May be set when the record is created and never changed afterwards.
    public var isImmutable: Bool
    /// Whether full-text search looks into it.
    public var isSearchable: Bool
    /// Set where the values are personal data.
    public var personal: PersonalData?
    /// What a new record has when nothing else is said.
    public var defaultValue: AttributeValue?
    /// An expression for what a new record has when nothing else is said, as it is written.
    public var defaultExpression: String?
    /// What is demanded of its values beyond their type.
    public var constraints: AttributeConstraints
    /// Kept by the system (id, revision, created_at …), an autonumber, or a state: a request may not set it.
    public var isReadOnly: Bool
    /// Whether pages and letters part the thousands of a whole number; a year is shown as 2023.
    public var groupsDigits = true
    /// The attribute that this one belongs to: an amount's currency, the type of a polymorphic lookup's target.
    public var companionOf: String?
    /// Where it is declared.
    public var location: SourceLocation

    /// An attribute; everything but name, type, label and place has a default.
    public init(
        name: String, type: AttributeType, label: LocalizedText, help: LocalizedText? = nil, isRequired: Bool = false,
        isImmutable: Bool = false, isSearchable: Bool = false, personal: PersonalData? = nil,
        defaultValue: AttributeValue? = nil, defaultExpression: String? = nil,
        constraints: AttributeConstraints = AttributeConstraints(), isReadOnly: Bool = false,
        formerNames: [String] = [], companionOf: String? = nil, location: SourceLocation
    ) {
        self.name = name
        self.formerNames = formerNames
        self.type = type
        self.label = label
        self.help = help
        self.isRequired = isRequired
        self.isImmutable = isImmutable
        self.isSearchable = isSearchable
        self.personal = personal
        self.defaultValue = defaultValue
        self.defaultExpression = defaultExpression
        self.constraints = constraints
        self.isReadOnly = isReadOnly
        self.companionOf = companionOf
        self.location = location
    }
}
