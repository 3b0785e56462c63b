import Access
import Definitions
public import Model
import StateCharts
import Storage

/// A deadline that a record waits for: an event that its chart sends itself later.
public struct WaitingTimer: Sendable, Hashable {
    /// The record whose chart waits.
    public var record: RecordID
    /// Its entity type.
    public var entity: String
    /// The event.
    public var event: String
    /// How people call the event.
    public var label: LocalizedText
    /// When it is due; nil where it was refused so often that it waits until the record changes.
    public var due: Instant?
    /// When it was set.
    public var set: Instant
    /// Why it was refused last; nil where it was not.
    public var refusal: RefusedTimer?

    init(_ timer: StoredTimer, _ catalog: Catalog) {
        record = timer.recordID
        entity = timer.entity
        event = timer.event
        let chart = catalog.entityType(named: timer.entity).flatMap { catalog.chart(of: $0) }
        label = chart?.label(ofEvent: timer.event) ?? LocalizedText(timer.event)
        due = TimerTable.isWaitingForChange(timer) ? nil : timer.due
        set = timer.created
        refusal = timer.problem == nil ? nil : RefusedTimer(timer)
    }

    /// `complaint 0190…: 'escalate' at 2026-03-02T09:00:00Z`, with why it was refused, in English.
    public var line: String {
        if let refusal { return refusal.line }
        return "\(entity) \(record): '\(event)' at \(due.map(\.description) ?? "no time"), set at \(set)"
    }
}

extension RecordService {
    /// How many timers of a record are told at most.
    public static let toldTimers = 200

    /// The deadlines that a record waits for, in their order, for who may see the record and its state.
    public func timers(of record: Record, as principal: Principal) throws -> [WaitingTimer] {
        let deployment = deployment.get()
        let type = try deployment.type(named: record.type.name)
        let access = deployment.access.access(of: principal, to: type)
        guard let state = type.stateAttribute.flatMap({ type.position(of: $0.name) }), access.shows(state),
            !record.withheld.contains(state)
        else { return [] }
        return try refusing {
            try store.read { reader in
                try TimerTable.pending(of: record.id, entity: type.name, limit: Self.toldTimers, in: reader).map {
                    var timer = WaitingTimer($0, deployment.catalog)
                    timer.refusal = timer.refusal?.concealing(access, on: record)
                    return timer
                }
            }
        }
    }

    /// The deadlines of all records, or of those of one entity type: for who runs the server.
    public func timers(
        ofType entity: String? = nil, onlyRefused: Bool = false, limit: Int
    ) throws -> [WaitingTimer] {
        let catalog = deployment.get().catalog
        return try refusing {
            try store.read { reader in
                try TimerTable.pending(entity: entity, onlyRefused: onlyRefused, limit: limit, in: reader).map {
                    WaitingTimer($0, catalog)
                }
            }
        }
    }

    /// How many deadlines wait.
    public func timerCount() throws -> Int { try refusing { try store.read { try TimerTable.count(in: $0) } } }

    /// Rows of timers that are none any more, each in a line: for who runs the server.
    public func damagedTimers() throws -> [String] {
        let entities = Set(deployment.get().catalog.entityTypes.map(\.name))
        return try refusing { try store.read { try TimerTable.damaged(entities: entities, in: $0).map(\.line) } }
    }

    /// Sessions of charts that cannot be read, each in a line: those records take no event.
    public func damagedSessions() throws -> [String] {
        let catalog = deployment.get().catalog
        return try refusing {
            try store.read { reader in
                var lines: [String] = []
                for type in catalog.entityTypes {
                    guard let chart = type.chart else { continue }
                    try SessionTable.forEachSession(of: chart, in: reader) { record, data in
                        let name = "\(type.name) \(record.map(\.description) ?? "(an invalid id)")"
                        if record == nil || (try? DataValue(storedJSON: data)) == nil {
                            lines.append("\(name): the stored data of the chart '\(chart)' is damaged")
                        }
                    }
                }
                return lines
            }
        }
    }
}
