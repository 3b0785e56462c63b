extension AppliedColumn.Kind: Codable, LosslessStringConvertible {
    /// Reads `decimal(2)`, `lookup(account)`, `text`.
    public init?(_ text: String) {
        let parts = text.split(separator: "(", maxSplits: 1)
        let argument = parts.count == 2 && text.hasSuffix(")") ? String(parts[1].dropLast()) : nil
        switch (parts.first.map(String.init) ?? "", argument) {
        case ("text", nil): self = .text
        case ("email", nil): self = .email
        case ("phone", nil): self = .phone
        case ("url", nil): self = .url
        case ("choice", nil): self = .choice
        case ("state", nil): self = .state
        case ("autonumber", nil): self = .autonumber
        case ("integer", nil): self = .integer
        case ("boolean", nil): self = .boolean
        case ("date", nil): self = .date
        case ("instant", nil): self = .instant
        case ("identifier", nil): self = .identifier
        case ("principal", nil): self = .principal
        case ("time", nil): self = .time
        case ("duration", nil): self = .duration
        case ("multichoice", nil): self = .multichoice
        case ("json", nil): self = .json
        case ("point", nil): self = .point
        case ("file", nil): self = .file
        case ("currency", nil): self = .currency
        case ("target-type", nil): self = .targetType
        case ("decimal", let argument?):
            guard let scale = Int(argument) else { return nil }
            self = .decimal(scale: scale)
        case ("money", let argument?):
            guard let scale = Int(argument) else { return nil }
            self = .money(scale: scale)
        case ("polymorphic", let argument?):
            self = .polymorphic(targets: argument.split(separator: " ").map(String.init))
        case ("lookup", let argument?): self = .lookup(target: argument)
        default: return nil
        }
    }

    /// `decimal(2)`, `lookup(account)`, `text`.
    public var description: String {
        switch self {
        case .text: "text"
        case .email: "email"
        case .phone: "phone"
        case .url: "url"
        case .choice: "choice"
        case .state: "state"
        case .autonumber: "autonumber"
        case .integer: "integer"
        case .boolean: "boolean"
        case .date: "date"
        case .instant: "instant"
        case .identifier: "identifier"
        case .principal: "principal"
        case .time: "time"
        case .duration: "duration"
        case .multichoice: "multichoice"
        case .json: "json"
        case .point: "point"
        case .file: "file"
        case .currency: "currency"
        case .targetType: "target-type"
        case .decimal(let scale): "decimal(\(scale))"
        case .money(let scale): "money(\(scale))"
        case .polymorphic(let targets): "polymorphic(\(targets.joined(separator: " ")))"
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
