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
        case .decimal(let scale, _, _): "decimal with \(scale) decimal places"
        case .money(let rules): "money in \(rules.currencies.joined(separator: ", "))"
        case .currency: "currency of an amount"
        case .time: "time"
        case .duration: "duration"
        case .multichoice(let options): "several choices of \(options.name)"
        case .json: "json"
        case .point: "point"
        case .file(let rules): "\(rules.isImage ? "image" : "file") of at most \(rules.maximumSize) bytes"
        case .tree(let target, let onDelete): "tree of \(target), on-delete \(onDelete.rawValue)"
        case .polymorphic(let targets, let onDelete):
            "lookup to \(targets.joined(separator: ", ")), on-delete \(onDelete.rawValue)"
        case .targetType: "entity type of a lookup's target"
        case .formula(let rules): "formula: \(rules.result.summary) = \(rules.expression)"
        case .rollup(let rules):
            "rollup: \(rules.function.rawValue) of \(rules.source)" + (rules.attribute.map { ".\($0)" } ?? "")
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
