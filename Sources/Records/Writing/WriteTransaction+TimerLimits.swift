import Model
import Storage

// Timers that make timers, and timers that come at once again and again: one record must not take the server for itself.

extension WriteTransaction {
    /// Refuses a step that leaves a record with more timers than one may wait for.
    func refuseTooManyTimers(of change: ChangeSet) throws {
        let count = try TimerTable.count(of: change.after.id, entity: change.type.name, in: connection)
        guard count > rules.timersPerRecord else { return }
        throw Refusal.tooManyTimers(rules.timersPerRecord)
    }

    /// Refuses the step of a timer where the record has taken as many within a minute as it may.
    func refuseTooFastTimers(of timer: StoredTimer) throws {
        let earlier = try ChangeLogTable.instant(
            ofChange: rules.timerStepsPerMinute, backFromLastOf: timer.recordID, entity: timer.entity, in: connection)
        guard let earlier, now.since(earlier) < .seconds(60) else { return }
        throw Refusal.tooFastTimers(rules.timerStepsPerMinute)
    }
}
