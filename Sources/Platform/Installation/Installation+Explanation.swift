import Access
import Definitions
import Model
import Records
import StateCharts

extension Installation {
    /// What a user may do with an entity type, and which grants say so.
    public func explainAccess(of user: String, to type: String) throws -> [String] {
        let deployment = records.deployment.get()
        guard let type = deployment.catalog.entityType(named: type) else {
            throw Refusal.noEntityType(type, in: deployment.catalog)
        }
        let principal = try principal(named: user)
        let explain = { (question: AccessQuestion) in deployment.access.explain(question, of: principal, to: type) }
        let privileges = Privilege.allCases.map { explain(.privilege($0)) }
        let events = (deployment.catalog.chart(of: type)?.sentByPeople ?? []).map { explain(.event($0)) }
        let names = type.attributes.map(\.name)
        // An attribute is spoken of only where it is kept from somebody who has the privilege.
        let hidden =
            explain(.privilege(.read)).isAllowed
            ? names.map { explain(.readAttribute($0)) }.filter { !$0.isAllowed } : []
        // What the system keeps, nobody sets.
        let settable = type.attributes.filter { !$0.isReadOnly && $0.type.isStored }.map(\.name)
        let fixed =
            explain(.privilege(.update)).isAllowed
            ? settable.map { explain(.writeAttribute($0)) }.filter { !$0.isAllowed } : []
        return (privileges + events + hidden + fixed).map(\.description)
    }

    /// Which events a record's state listens to, and what stands in the way.
    public func explainState(of type: String, _ id: String, as user: String?) throws -> [String] {
        try requireAppliedDefinitions()
        let principal = try principal(named: user)
        guard let id = RecordID(id) else {
            throw Refusal(
                .malformed, "KTR-E121", "'\(id)' is not the id of a record",
                hint: "it looks like 0190f3c2-7d1e-7abc-8def-0123456789ab")
        }
        let records = records.pinned()
        let record = try records.read(type, id, as: principal)
        let state = record.type.stateAttribute.map { record[$0.name].displayText } ?? "none"
        return ["state: \(state)"]
            + (try records.possibleEvents(for: record, as: principal).map { event in
                let place = event.location.map { " (\($0))" } ?? ""
                let missing =
                    event.missing.isEmpty
                    ? "" : ", once there is a value for \(event.missing.map(\.name).joined(separator: ", "))"
                let source = event.source.map { "\n    guard: \($0)" } ?? ""
                if event.dependsOnData { return "\(event.name): depends on what is sent with it\(place)\(source)" }
                return event.isPossible
                    ? "\(event.name): possible\(missing)\(place)"
                    : "\(event.name): not possible: \(event.obstacle?.english ?? "")\(place)\(source)"
            }) + (try records.timers(of: record, as: principal)).map { "timer: \($0.line)" }
    }

    /// The deadlines that records wait for, in their order, and why some were refused.
    ///
    /// - Parameters:
    ///   - type: those of one entity type; all where absent.
    ///   - id: those of one record.
    public func explainTimers(of type: String?, _ id: String?, onlyRefused: Bool, limit: Int) throws -> [String] {
        try requireAppliedDefinitions()
        let records = records.pinned()
        var timers: [WaitingTimer]
        if let type, let id {
            guard let id = RecordID(id) else {
                throw Refusal(
                    .malformed, "KTR-E121", "'\(id)' is not the id of a record",
                    hint: "it looks like 0190f3c2-7d1e-7abc-8def-0123456789ab")
            }
            timers = try records.timers(of: records.read(type, id, as: .system), as: .system)
            if onlyRefused { timers.removeAll { $0.refusal == nil } }
        } else {
            let catalog = records.deployment.get().catalog
            if let type, catalog.entityType(named: type) == nil { throw Refusal.noEntityType(type, in: catalog) }
            timers = try records.timers(ofType: type, onlyRefused: onlyRefused, limit: limit)
        }
        let damaged = type == nil ? try records.damagedTimers().map { "damaged: \($0)" } : []
        let lines = timers.map(\.line) + damaged
        return lines.isEmpty ? ["no deadlines"] : lines + (timers.count == limit ? ["…"] : [])
    }
}

extension Chart {
    /// The events that transitions name and people or programs may send, in the order of the chart.
    fileprivate var sentByPeople: [String] {
        var seen: Set<String> = []
        return transitions.flatMap(\.events).filter { !$0.isWildcard }.map(\.prefix).filter { name in
            !isInternal(name) && !name.hasPrefix("done.") && !name.hasPrefix("error.") && seen.insert(name).inserted
        }
    }
}

extension Refusal {
    fileprivate static func noEntityType(_ name: String, in catalog: Catalog) -> Refusal {
        let nearest = nearestName(to: name, among: catalog.entityTypes.map(\.name))
        return Refusal(
            .malformed, "KTR-E124",
            LocalizedText("There is no entity type '\(name)'.", german: "Es gibt keinen Entitätstyp „\(name)“."),
            hint: nearest.map { LocalizedText("Did you mean '\($0)'?", german: "Meinten Sie „\($0)“?") })
    }
}
