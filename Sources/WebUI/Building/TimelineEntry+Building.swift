import Definitions
import Model
import Records

extension TimelineEntry {
    /// An entry of a record's history as people read it.
    init(_ entry: HistoryEntry, of type: EntityType, _ writer: ValueWriter) {
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
                to: writer.state(transition.to, chart: transition.chart))
        }
        who = writer.person(entry.principal)
        when = writer.format.instant(entry.instant)
        machineTime = entry.instant.description
        channel = RecordTexts.channel(entry.cause.channel)[language]
        reasons = entry.cause.chain
        changes = entry.changes.filter { change in
            if case .state = change.attribute.type { return false }
            // The values of a new record stand on its page.
            return entry.kind != .create
        }.map { change in
            Change(
                label: change.attribute.label[language], from: writer.told(change.attribute, change.before),
                to: writer.told(change.attribute, change.after))
        }
    }
}
