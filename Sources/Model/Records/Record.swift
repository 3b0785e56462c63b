/// The stored state of one thing at one revision.
///
///     record["subject"]            // .text("Wrong bill")
///     record[.revision]            // .integer(3)
public struct Record: Sendable, Hashable {
    /// The entity type, of the catalog that the record was read under.
    public let type: EntityType
    /// One value per attribute of the type, in its order; the system attributes first.
    public var values: [AttributeValue]
    /// Positions of attributes that the record's reader may not see on this record: their values were taken out, which is something else
    /// than having none. Every face leaves them out.
    public var withheld: Set<Int> = []

    /// A record from its values; there must be one per attribute.
    public init(type: EntityType, values: [AttributeValue]) {
        precondition(values.count == type.attributes.count, "one value per attribute")
        self.type = type
        self.values = values
    }

    /// The value of an attribute; null where the type has none of that name.
    public subscript(_ name: String) -> AttributeValue {
        get { type.position(of: name).map { values[$0] } ?? .null }
        set { if let position = type.position(of: name) { values[position] = newValue } }
    }

    /// The value of a system attribute.
    public subscript(_ attribute: SystemAttribute) -> AttributeValue {
        get { values[attribute.position] }
        set { values[attribute.position] = newValue }
    }

    /// The record's identity.
    public var id: RecordID {
        guard case .record(let id) = self[.id] else { preconditionFailure("a record has an id") }
        return id
    }

    /// Counts the changes of this record, from 1.
    public var revision: Int64 {
        guard case .integer(let revision) = self[.revision] else { preconditionFailure("a record has a revision") }
        return revision
    }

    /// How the record is called, by its type's title pattern. Lookups show their id here; pages resolve them.
    public var title: String {
        type.title.parts.map { part in
            switch part {
            case .literal(let text): text
            case .attribute(let name): self[name].displayText
            }
        }.joined()
    }
}

extension AttributeValue {
    /// The value in its canonical text form; empty for null.
    public var displayText: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): value.description
        case .text(let value): value
        case .date(let value): value.description
        case .instant(let value): value.description
        case .time(let value): value.description
        case .duration(let value): value.description
        case .names(let names): names.joined(separator: ", ")
        case .json(let value): value.jsonText
        case .point(let value): value.description
        case .record(let value): value.description
        }
    }
}
