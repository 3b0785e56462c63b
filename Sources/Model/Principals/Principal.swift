/// Who acts: a person, a script with a token, or the system itself. Everything is allowed or refused by its roles.
public struct Principal: Sendable, Hashable {
    /// What stands in records and the change log.
    public var id: RecordID
    /// Sign-in name, unique.
    public var name: String
    /// How pages call it.
    public var displayName: String
    /// Names of its roles; the catalog says what they allow.
    public var roles: Set<String>
    /// What pages and messages are in, unless the request says otherwise.
    public var language: Language

    /// A principal as it was recognised.
    public init(id: RecordID, name: String, displayName: String, roles: Set<String>, language: Language) {
        self.id = id
        self.name = name
        self.displayName = displayName
        self.roles = roles
        self.language = language
    }

    /// Timers and jobs that no person stands behind act as this one. It is bound by no role.
    public static let system = Principal(
        id: RecordID(high: 0x0000_0000_0000_7000, low: 0x8000_0000_0000_0001), name: "system", displayName: "Kontor",
        roles: [], language: .english)

    /// Whether it is the system itself, which no role binds.
    public var isSystem: Bool { id == Self.system.id }
}
