import Access
import Definitions
import Model
import Records

extension Installation {
    /// What a user may do with an entity type, and which grants say so.
    public func explainAccess(of user: String, to type: String) throws -> [String] {
        let deployment = records.deployment.get()
        guard let type = deployment.catalog.entityType(named: type) else {
            throw Refusal(
                .malformed, "KTR-E124",
                LocalizedText("There is no entity type '\(type)'.", german: "Es gibt keinen Entitätstyp „\(type)“."))
        }
        let principal = try principal(named: user)
        return Privilege.allCases.map {
            deployment.access.explain(.privilege($0), of: principal, to: type).description
        }
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
            if let type, records.deployment.get().catalog.entityType(named: type) == nil {
                throw Refusal(
                    .malformed, "KTR-E124",
                    LocalizedText("There is no entity type '\(type)'.", german: "Es gibt keinen Entitätstyp „\(type)“.")
                )
            }
            timers = try records.timers(ofType: type, onlyRefused: onlyRefused, limit: limit)
        }
        let damaged = type == nil ? try records.damagedTimers().map { "damaged: \($0)" } : []
        let lines = timers.map(\.line) + damaged
        return lines.isEmpty ? ["no deadlines"] : lines + (timers.count == limit ? ["…"] : [])
    }
}
