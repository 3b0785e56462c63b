import Access
import Definitions
import Model
import SchemaPlanning
import Storage

/// Reads a record's time line backwards, undoing its changes one by one: so each entry is shown as its reader could have seen the record.
struct HistoryReading {
    let deployment: Deployment
    let access: EntityAccess
    let principal: Principal
    let now: Instant
    let names: [NameChange]
    let reader: any SQLReader

    /// - Parameter stored: the record as it is now, which the principal may see.
    func page(of stored: Record, before sequence: Int64?, limit: Int) throws -> HistoryPage {
        // Without conditions, what may be seen does not depend on the values of the time: there is nothing to undo.
        let isConditional = !access.isUnbounded && (access.rowFilter != nil || !access.hidden.isEmpty)
        var page = HistoryPage(entries: [])
        var after = stored
        var sightAfter = try sight(of: after)
        try ChangeLogTable.forEachEntry(
            of: stored.key, names, before: isConditional ? nil : sequence, portion: min(limit + 1, 200), in: reader
        ) { entry in
            guard page.entries.count < limit else {
                page.older = page.entries.last?.sequence
                return false
            }
            let logged = try LoggedEntry(entry, of: stored.type, names, key: key)
            var sightBefore = sightAfter
            if isConditional {
                for change in logged.changes { after.values[change.position] = change.before }
                sightBefore = entry.change.kind == .create ? .none : try sight(of: after)
            }
            defer { sightAfter = sightBefore }
            guard sequence.map({ entry.sequence < $0 }) ?? true,
                let shown = logged.shown(from: sightBefore, to: sightAfter, isTold: isTold)
            else { return true }
            page.entries.append(shown)
            return true
        }
        return page
    }

    private func key(_ subject: RecordID) throws -> [UInt8]? {
        guard case .present(let key) = try SubjectKeyTable.key(of: subject, in: reader) else { return nil }
        return key
    }

    /// What the reader may see of the record with some values.
    private func sight(of record: Record) throws -> HistorySight {
        if access.isUnbounded { return .all }
        guard access.rowFilter != nil || !access.hidden.isEmpty else { return .all }
        let context = try deployment.evaluationContext(for: record, access, principal, now: now, in: reader)
        guard access.allows(.read, on: record, in: context) else { return .none }
        return .except(access.hidden(on: record, in: context))
    }

    /// Whether a link of a chain of causes may be told: a transition of another record's chart is, to whoever may see such records' state.
    private func isTold(_ link: String) -> Bool {
        guard !access.isUnbounded, let name = link.split(separator: ":", maxSplits: 1).first.map(String.init),
            let type = deployment.catalog.entityTypes.first(where: { $0.chart == name }),
            let state = type.stateAttribute.flatMap({ type.position(of: $0.name) })
        else { return true }
        let access = deployment.access.access(of: principal, to: type)
        return access.canRead && access.shows(state)
    }
}

/// What a reader may see of a record as it was at one time.
enum HistorySight {
    case none
    case all
    /// All but the attributes at some positions.
    case except(Set<Int>)

    func shows(_ position: Int) -> Bool {
        switch self {
        case .none: false
        case .all: true
        case .except(let hidden): !hidden.contains(position)
        }
    }
}
