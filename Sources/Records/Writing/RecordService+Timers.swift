import Definitions
public import Model
import Storage

extension RecordService {
    /// What one round of due timers did.
    public struct TimerRound: Sendable {
        /// A timer whose step was refused, and why.
        public struct Failure: Sendable {
            /// Its id.
            public var timer: RecordID
            /// Whose chart waits.
            public var record: RecordID
            /// What stood against it.
            public var refusal: Refusal
        }

        /// Events that their charts took.
        public var fired = 0
        /// Events that nothing answered any more.
        public var dropped = 0
        /// Timers that were refused and will be tried again.
        public var failures: [Failure] = []
        /// Whether as many were due as a round takes: there may be more.
        public var isFull = false
        /// When the next one is due.
        public var nextDue: Instant?
    }

    /// Fires the timers that are due, in the order in which they fell due.
    ///
    /// Claim, chart step and removal are one transaction, so each fires exactly once whatever is killed when. A timer whose
    /// step is refused is tried again with growing pauses, each in a later round, and is reported every time; after ten refusals it
    /// waits until its record changes. Why it was refused is kept with it (``refusedTimers(of:as:)``).
    public func fireDueTimers(limit: Int = 100) async throws -> TimerRound {
        let deployment = deployment.get()
        return try await refusing {
            try await store.write { connection in
                let transaction = transaction(on: connection, deployment)
                var round = TimerRound()
                let due = try TimerTable.claimDue(at: transaction.now, limit: limit, on: connection)
                for timer in due {
                    do {
                        let firing = self.transaction(on: connection, deployment)
                        try connection.savepoint { try firing.fire(timer) }
                        transaction.pendingSearch.add(firing.pendingSearch)
                        round.fired += 1
                    } catch is UnansweredTimer {
                        // SCXML 1.0 §3.13: an event that no transition answers is dropped.
                        try TimerTable.remove(timer.id, on: connection)
                        round.dropped += 1
                    } catch {
                        guard let refusal = error.ofOneWrite else { throw error }
                        round.failures.append(.init(timer: timer.id, record: timer.recordID, refusal: refusal))
                        try transaction.postpone(timer, because: refusal)
                    }
                }
                try transaction.writeSearch()
                round.isFull = due.count == limit
                round.nextDue = try TimerTable.nextDue(in: connection)
                return round
            }
        }
    }
}

extension WriteTransaction {
    fileprivate func fire(_ timer: StoredTimer) throws {
        guard try TimerTable.remove(timer.id, on: connection),
            let type = deployment.catalog.entityType(named: timer.entity)
        else { return }
        let event = StateEvent(
            name: timer.event, data: try DataValue(json: timer.data), sendID: timer.sendID.isEmpty ? nil : timer.sendID)
        let cause = Cause(
            .timer, request: timer.id.description, chain: ["\(timer.chart): \(timer.event) after a delay"])
        try perform(
            WriteDraft(
                principal: .system, cause: cause, type: type, action: .event(timer.recordID, event), assignments: [],
                authority: .timer))
    }

    /// Pauses of 1, 2, 4 … 256 minutes; then it waits for the record to change.
    fileprivate func postpone(_ timer: StoredTimer, because refusal: Refusal) throws {
        let attempts = timer.attempts + 1
        let pause: Duration? = attempts < 10 ? .seconds(60 << (attempts - 1)) : nil
        try TimerTable.postpone(
            timer.id, attempts: attempts, until: pause.map(now.adding), problem: refusal.json.jsonText, on: connection)
    }
}
