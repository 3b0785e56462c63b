/// One declared piece of information of an entity type.
public struct Attribute: Sendable, Hashable {
    /// What the law calls personal data: its values are encrypted in the change log under the subject's key.
    public struct PersonalData: Sendable, Hashable {
        /// The lookup that names the person concerned; nil where the record itself is the data subject.
        public var subject: String?

        public init(subject: String? = nil) { self.subject = subject }
    }

    public var name: String
    /// What it was called before, for databases and histories that know it by an older name.
    public var formerNames: [String]
    public var type: AttributeType
    public var label: LocalizedText
    public var help: LocalizedText?
    public var isRequired: Bool
    /// May be set when the record is created and never changed afterwards.
    public var isImmutable: Bool
    public var isSearchable: Bool
    public var personal: PersonalData?
    public var defaultValue: AttributeValue?
    /// Kept by the system (id, revision, created_at …), an autonumber, or a state: a request may not set it.
    public var isReadOnly: Bool
    public var location: SourceLocation

    public init(
        name: String, type: AttributeType, label: LocalizedText, help: LocalizedText? = nil, isRequired: Bool = false,
        isImmutable: Bool = false, isSearchable: Bool = false, personal: PersonalData? = nil,
        defaultValue: AttributeValue? = nil, isReadOnly: Bool = false, formerNames: [String] = [],
        location: SourceLocation
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
        self.isReadOnly = isReadOnly
        self.location = location
    }
}
