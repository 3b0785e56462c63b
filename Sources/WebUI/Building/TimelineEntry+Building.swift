import Definitions
import Model
import Records
import StateCharts

extension TimelineEntry {
    /// An entry of a record's history as people read it.
    ///
    /// - Parameter currencies: the currency of each amount after the entry, as far as it is known, by the amount's name;
    ///   afterwards, that before it.
    init(
        _ entry: HistoryEntry, of type: EntityType, _ currencies: inout [String: AttributeValue], _ writer: ValueWriter
    ) {
        let language = writer.format.language
        let chart = entry.transition.flatMap { writer.catalog.charts[$0.chart] }
        headline =
            switch entry.kind {
            case .create: RecordTexts.createdEntry[language]
            case .delete: RecordTexts.deletedEntry[language]
            case .update:
                entry.transition?.event.map { chart?.label(ofEvent: $0)[language] ?? $0 }
                    ?? RecordTexts.changedEntry[language]
            }
        move = entry.transition.map { transition in
            Move(
                from: writer.state(transition.from, chart: transition.chart),
                to: writer.state(transition.to, chart: transition.chart),
                colour: writer.colour(ofState: transition.to, chart: transition.chart)?.className)
        }
        who = writer.person(entry.principal)
        when = writer.format.instant(entry.instant)
        machineTime = entry.instant.description
        channel = entry.cause.channel.label[language]
        reasons = entry.cause.chain
        let after = currencies
        for change in entry.changes {
            if case .currency = change.attribute.type, let amount = change.attribute.companionOf {
                currencies[amount] = change.before
            }
        }
        let before = currencies
        let amounts = Set(entry.changes.map(\.attribute.name))
        changes = entry.changes.filter { change in
            if case .state = change.attribute.type { return false }
            // It stands with its amount.
            if case .currency = change.attribute.type, amounts.contains(change.attribute.companionOf ?? "") {
                return false
            }
            // The values of a new record stand on its page.
            return entry.kind != .create
        }.map { change in
            Change(
                label: change.attribute.label[language],
                from: Excerpt(writer.text(change.attribute, change.before, in: before[change.attribute.name])),
                to: Excerpt(writer.text(change.attribute, change.after, in: after[change.attribute.name])))
        }
    }
}

extension ValueWriter {
    /// A value of the history; an amount with the currency that it was in then.
    fileprivate func text(_ attribute: Attribute, _ value: AttributeValue, in currency: AttributeValue?) -> String {
        if case .file = attribute.type, case .record(let id) = value, let file = files[id] { return described(file) }
        guard case .money(let rules) = attribute.type, case .decimal(let amount) = value,
            case .text(let code)? = currency
        else { return text(attribute, value) }
        return format.money(amount, in: code, scale: rules.scale)
    }
}

extension Record {
    /// The currency of each amount that says its own, by the amount's name.
    var currencies: [String: AttributeValue] {
        var result: [String: AttributeValue] = [:]
        for (attribute, value) in zip(type.attributes, values) {
            if case .currency = attribute.type, let amount = attribute.companionOf { result[amount] = value }
        }
        return result
    }
}
