import Model

extension AttributeType {
    /// The type in the words of the definition language.
    var summary: String {
        switch self {
        case .text(let maximum, let isLong):
            (isLong ? "longtext" : "text") + (maximum.map { " of at most \($0) characters" } ?? "")
        case .email: "email"
        case .phone: "phone"
        case .url: "url"
        case .integer: "integer"
        case .decimal(let scale, _, _): "decimal with \(scale) digits after the point"
        case .boolean: "boolean"
        case .date: "date"
        case .instant: "instant"
        case .choice(let options): "choice of \(options.name)"
        case .lookup(let target, let onDelete): "lookup to \(target), on-delete \(onDelete.rawValue)"
        case .autonumber(let pattern): "autonumber \(pattern.text)"
        case .state(let chart): "state of the chart \(chart)"
        case .identifier: "id"
        case .principal: "principal"
        }
    }
}
