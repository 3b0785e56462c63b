/// The attributes that every record has, kept by the system and never set by a request.
public enum SystemAttribute: Int, Sendable, CaseIterable {
    case id, revision, createdAt, createdBy, updatedAt, updatedBy

    /// Position in `EntityType.attributes` and in a record's values.
    public var position: Int { rawValue }

    /// Name in queries and JSON: `created_at`.
    public var name: String { Self.all[rawValue].name }

    static let all: [Attribute] = [
        make("id", .identifier, LocalizedText("ID", german: "ID")),
        make("revision", .integer(minimum: 1, maximum: nil), LocalizedText("Revision", german: "Revision")),
        make("created_at", .instant, LocalizedText("Created", german: "Angelegt")),
        make("created_by", .principal, LocalizedText("Created by", german: "Angelegt von")),
        make("updated_at", .instant, LocalizedText("Changed", german: "Geändert")),
        make("updated_by", .principal, LocalizedText("Changed by", german: "Geändert von")),
    ]

    private static func make(_ name: String, _ type: AttributeType, _ label: LocalizedText) -> Attribute {
        Attribute(
            name: name, type: type, label: label, isRequired: true, isReadOnly: true,
            location: SourceLocation(file: "(built in)", line: 1))
    }
}
