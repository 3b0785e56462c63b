public import Model
import SQLText

/// How the values of one attribute get from what a database has to what a definition asks for.
///
/// Wider limits touch no row. Narrower ones touch none either, but need every value to fit. Another type carries each value
/// over, exactly or not at all.
public struct ColumnChange: Sendable, Hashable {
    /// The entity type, by its new name.
    public var table: String
    /// What the database has, under the attribute's new name.
    public var from: AppliedColumn
    /// What the definition asks for.
    public var to: AppliedColumn
    /// The attribute's new type, which decides what a value means.
    public var type: AttributeType
    /// What the definition demands of values beyond their type.
    public var constraints: AttributeConstraints
    /// What records without a value get, where the attribute becomes required and has a default.
    public var fill: AttributeValue?
    /// In which a day has its midnight.
    public var zone: Zone
    /// The text attribute of the lookup's target that is a key of it, where a text becomes a lookup.
    public var key: String?
    /// What states are called now that records may still be in by a former id (`k:was`).
    public var formerStates: [String: String] = [:]

    /// The change that leads from a column to an attribute.
    ///
    /// - Parameter keys: the text attribute that alone is a key of an entity type.
    public init(
        table: String, from: AppliedColumn, to attribute: Attribute, zone: Zone = .utc, states: (String) -> [String]?,
        keys: (String) -> String? = { _ in nil }
    ) {
        self.table = table
        self.zone = zone
        self.from = from
        to = AppliedColumn(attribute, states: states)
        type = attribute.type
        constraints = attribute.constraints
        fill = to.isRequired && !from.isRequired ? attribute.defaultValue : nil
        if !from.refers, from.type == .text, from.kind != .date, case .lookup(let target) = to.kind {
            key = keys(target)
        }
    }

    /// Whether values of the old kind can be carried over to the new one at all.
    public var isPossible: Bool {
        if from.kind == to.kind || from.refers && to.refers || isNamedReference { return true }
        switch (from.kind, to.kind) {
        case (_, .state), (_, .lookup), (_, .identifier), (_, .principal), (.lookup, _), (.identifier, _),
            (.principal, _), (_, .polymorphic), (.polymorphic, _), (_, .file), (.file, _), (_, .targetType),
            (.targetType, _):
            return false
        case (.date, .date), (.date, .instant), (.instant, .date): return true
        case (.multichoice, .choice), (.choice, .multichoice): return true
        case (_, .date), (_, .instant), (_, .time), (_, .json), (_, .point), (_, .multichoice): return from.isPlainText
        case (.date, _), (.instant, _), (.time, _), (.json, _), (.point, _), (.multichoice, _): return to.isPlainText
        case (.duration, _): return to.isPlainText || to.kind.isNumber
        case (_, .duration): return from.isPlainText || from.kind.isNumber
        case (_, .currency), (.currency, _): return from.isPlainText || to.isPlainText
        case (.money, .boolean), (.boolean, .money): return false
        case (.decimal, .boolean), (.boolean, .decimal): return false
        default: return true
        }
    }

    /// Whether the attribute holds or held personal data: then no value is ever shown.
    public var isPersonal: Bool { from.isPersonal == true || to.isPersonal == true }

    /// Whether texts are brought to the one form in which they are kept now.
    public var bringsForm: Bool { to.form != nil && from.form != to.form && from.isOrderedText }

    /// Whether the attribute becomes required, so that every record needs a value.
    public var becomesRequired: Bool { to.isRequired && !from.isRequired }

    /// Whether a state attribute follows another chart from now on.
    public var newChart: (old: String, new: String)? {
        guard let old = from.chart, let new = to.chart, old != new else { return nil }
        return (old, new)
    }

    /// What changes, in a few words each; empty where nothing does.
    public var summary: [String] {
        var parts: [String] = []
        if isOtherKind { parts.append("\(from.kind) → \(to.kind)" + (key.map { " by its \($0)" } ?? "")) }
        if bringsForm, from.kind == to.kind { parts.append("texts in normal form") }
        if becomesTree { parts.append("a tree from now on") }
        if to.kind == .text, let limit = to.maximumLength, limit != from.maximumLength {
            parts.append("up to \(limit) characters")
        }
        if from.kind == .text, to.kind == .text {
            if from.maximumLength != nil, to.maximumLength == nil { parts.append("no length limit") }
            if let wasLong = from.isLong, let isLong = to.isLong, wasLong != isLong {
                parts.append(isLong ? "several lines" : "one line")
            }
        }
        if let minimum = to.minimum {
            if minimum != from.minimum { parts.append("at least \(minimum)") }
        } else if from.minimum != nil, to.scale != nil {
            parts.append("no lower limit")
        }
        if let maximum = to.maximum {
            if maximum != from.maximum { parts.append("at most \(maximum)") }
        } else if from.maximum != nil, to.scale != nil {
            parts.append("no upper limit")
        }
        if let minimum = to.minimumLength {
            if minimum != from.minimumLength { parts.append("at least \(minimum) characters") }
        } else if from.minimumLength != nil {
            parts.append("no minimum length")
        }
        if let pattern = to.pattern {
            if pattern != from.pattern { parts.append("matching \(pattern)") }
        } else if from.pattern != nil {
            parts.append("without a pattern")
        }
        parts += optionSummary
        parts += fileSummary
        if let chart = newChart { parts.append("follows the chart \(chart.new), until now \(chart.old)") }
        if becomesRequired {
            parts.append("required" + (fill.map { ", '\($0.displayText)' in records without a value" } ?? ""))
        } else if from.isRequired, !to.isRequired {
            parts.append("no longer required")
        }
        if let wasPersonal = from.isPersonal, let isPersonal = to.isPersonal, wasPersonal != isPersonal {
            parts.append(isPersonal ? "personal data from now on" : "no longer personal data")
        }
        return parts
    }

    private var optionSummary: [String] {
        guard from.kind == to.kind, let old = from.options, let new = to.options, old != new else { return [] }
        // What a lookup leads to is told of the lookup.
        if to.kind == .targetType, Set(old) == Set(new) { return [] }
        let things =
            switch to.kind {
            case .state: "states"
            case .targetType: "entity types"
            case .money, .currency: "currencies"
            default: "choices"
            }
        let added = new.filter { !old.contains($0) }
        let renamed = old.compactMap { name in formerStates[name].map { "'\(name)' is '\($0)' from now on" } }
        let lost = old.filter { !new.contains($0) && formerStates[$0] == nil }
        if !renamed.isEmpty, lost.isEmpty, added.allSatisfy(formerStates.values.contains) { return renamed }
        if added.isEmpty, lost.isEmpty { return ["\(things) in another order"] }
        return (added.isEmpty ? [] : ["new \(things) \(added.joined(separator: ", "))"])
            + renamed + (lost.isEmpty ? [] : ["without the \(things) \(lost.joined(separator: ", "))"])
    }
}
