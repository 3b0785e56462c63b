public import Model
public import SQLText

/// What a database knows of one attribute: enough to store its values, and to tell what a changed definition would break.
public struct AppliedColumn: Sendable, Hashable, Codable {
    /// What the values are. Two attribute types of one kind can take each other's place.
    public enum Kind: Sendable, Hashable {
        case text, choice, state, autonumber, integer, boolean, date, instant, identifier, principal
        case decimal(scale: Int)
        case lookup(target: String)
    }

    /// The attribute's name and the column's.
    public var name: String
    /// What the values are.
    public var kind: Kind
    /// Longest text in Unicode scalars; nil for any.
    public var maximumLength: Int?
    /// The choices that records may hold.
    public var options: [String]?
    /// Whether the write path asks for a value. The column of a declared attribute takes null even then: erasing a
    /// person empties it, and records from before the attribute have none.
    public var isRequired: Bool

    /// The column that an attribute needs.
    public init(_ attribute: Attribute) {
        name = attribute.name
        isRequired = attribute.isRequired
        switch attribute.type {
        case .text(let length, _):
            kind = .text
            maximumLength = length
        case .email, .phone, .url: kind = .text
        case .integer: kind = .integer
        case .decimal(let scale, _, _): kind = .decimal(scale: scale)
        case .boolean: kind = .boolean
        case .date: kind = .date
        case .instant: kind = .instant
        case .choice(let set):
            kind = .choice
            options = set.options.map(\.name)
        case .lookup(let target, _): kind = .lookup(target: target)
        case .autonumber: kind = .autonumber
        case .state: kind = .state
        case .identifier: kind = .identifier
        case .principal: kind = .principal
        }
    }

    /// What the column holds.
    public var type: SQLColumnType {
        switch kind {
        case .text, .choice, .state, .autonumber, .date: .text
        case .integer, .boolean, .instant, .decimal: .integer
        case .identifier, .principal, .lookup: .blob
        }
    }

    /// The entity type whose records it refers to.
    public var target: String? { if case .lookup(let target) = kind { target } else { nil } }
}

extension AppliedColumn.Kind: Codable, LosslessStringConvertible {
    /// Reads `decimal(2)`, `lookup(account)`, `text`.
    public init?(_ text: String) {
        let parts = text.split(separator: "(", maxSplits: 1)
        let argument = parts.count == 2 && text.hasSuffix(")") ? String(parts[1].dropLast()) : nil
        switch (parts.first.map(String.init) ?? "", argument) {
        case ("text", nil): self = .text
        case ("choice", nil): self = .choice
        case ("state", nil): self = .state
        case ("autonumber", nil): self = .autonumber
        case ("integer", nil): self = .integer
        case ("boolean", nil): self = .boolean
        case ("date", nil): self = .date
        case ("instant", nil): self = .instant
        case ("identifier", nil): self = .identifier
        case ("principal", nil): self = .principal
        case ("decimal", let argument?):
            guard let scale = Int(argument) else { return nil }
            self = .decimal(scale: scale)
        case ("lookup", let argument?): self = .lookup(target: argument)
        default: return nil
        }
    }

    /// `decimal(2)`, `lookup(account)`, `text`.
    public var description: String {
        switch self {
        case .text: "text"
        case .choice: "choice"
        case .state: "state"
        case .autonumber: "autonumber"
        case .integer: "integer"
        case .boolean: "boolean"
        case .date: "date"
        case .instant: "instant"
        case .identifier: "identifier"
        case .principal: "principal"
        case .decimal(let scale): "decimal(\(scale))"
        case .lookup(let target): "lookup(\(target))"
        }
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let kind = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "unknown kind '\(text)'")
        }
        self = kind
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
