import Definitions
import Model
import StateCharts
import Storage

// A timer that is due: its event is sent, or it is put off with the reason.

extension WriteTransaction {
    /// Takes the step of a timer and removes it.
    ///
    /// - Throws: ``UnansweredTimer`` where the record's state does not listen to the event any more.
    func fire(_ timer: StoredTimer) throws {
        guard try TimerTable.remove(timer.id, on: connection) else { return }
        guard let type = deployment.catalog.entityType(named: timer.entity) else {
            throw Refusal.damagedTimer("\(timer.entity)?")
        }
        let data: DataValue
        do { data = try DataValue(storedJSON: timer.data) } catch { throw Refusal.damagedTimer("\(error)") }
        if let chart = deployment.catalog.chart(of: type), !chart.listens(to: chart.currentName(ofEvent: timer.event)) {
            throw Refusal.unheard(timer.event)
        }
        try refuseTooFastTimers(of: timer)
        let event = StateEvent(name: timer.event, data: data, sendID: timer.sendID.isEmpty ? nil : timer.sendID)
        let cause = Cause(
            .timer, request: timer.id.description, chain: ["\(timer.chart): \(timer.event) after a delay"])
        _ = try perform(
            WriteDraft(
                principal: .system, cause: cause, type: type, action: .event(timer.recordID, event), assignments: [],
                authority: .timer))
    }

    /// Pauses of 1, 2, 4 … 256 minutes; then it waits for the record to change.
    func postpone(_ timer: StoredTimer, because refusal: Refusal) throws {
        let attempts = max(0, min(timer.attempts, 1000)) + 1
        let pause: Duration? = attempts < 10 ? .seconds(60 << (attempts - 1)) : nil
        try TimerTable.postpone(
            timer.id, attempts: attempts, until: pause.map(now.adding), problem: refusal.json.jsonText, on: connection)
    }

    /// A row that is no timer waits for somebody to look at it.
    func setAside(_ timer: DamagedTimer) throws {
        let refusal = Refusal.damagedTimer(timer.damage)
        try TimerTable.setAside(timer, problem: refusal.json.jsonText, on: connection)
    }
}

extension Error {
    /// What a timer is put off for: everything but what concerns the whole database, which the round ends with.
    var ofOneTimer: Refusal? {
        if let refusal = ofOneWrite { return refusal }
        guard let error = self as? StorageError else { return .failedTimer(self) }
        switch error.reason {
        case .corrupt, .statement, .unique, .foreignKey, .notNull, .wrongType, .tooLong, .cancelled:
            return .failedTimer(error)
        case .busy, .full, .readOnly, .inputOutput, .newerVersion, .foreign, .served, .cannotOpen, .stopped,
            .definitionsChanged, .planOutdated, .planRefused, .outcomeUnknown, .replaced, .staleLog, .lostEntries,
            .exists,
            .missing, .noLocks, .unusableBackup, .logGrows:
            return nil
        }
    }
}
