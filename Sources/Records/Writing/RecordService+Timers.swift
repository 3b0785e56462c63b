import Definitions
public import Model
public import Storage

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
        /// Rows that are no timers any more; they wait for somebody to look at them.
        public var damaged: [DamagedTimer] = []
        /// Whether as many were due as a round takes, or its time was up: there may be more.
        public var isFull = false
        /// When the next one is due.
        public var nextDue: Instant?
    }

    /// Fires the timers that are due, in the order in which they fell due.
    ///
    /// Claim, chart step and removal are one transaction, so each fires exactly once whatever is killed when. A timer whose
    /// step is refused is tried again with growing pauses, each in a later round, and is reported every time; after ten refusals it
    /// waits until its record changes. A round ends when it has held the writer for as long as it may, so that others come to their
    /// turn; the rest is for the next one. Why it was refused is kept with it (``refusedTimers(of:as:)``).
    public func fireDueTimers(limit: Int = 100) async throws -> TimerRound {
        let deployment = deployment.get()
        return try await refusing {
            try await store.write { connection in
                let transaction = transaction(on: connection, deployment)
                var round = TimerRound()
                let due = try TimerTable.claim(at: transaction.now, limit: limit, on: connection)
                let began = ContinuousClock.now
                for (index, claimed) in due.enumerated() {
                    if index > 0, ContinuousClock.now - began >= limits.timerRound {
                        round.isFull = true
                        break
                    }
                    guard case .sound(let timer) = claimed else {
                        if case .damaged(let timer) = claimed {
                            round.damaged.append(timer)
                            try transaction.setAside(timer)
                        }
                        continue
                    }
                    do {
                        let firing = self.transaction(on: connection, deployment)
                        try connection.savepoint { try firing.fire(timer) }
                        transaction.pendingSearch.add(firing.pendingSearch)
                        round.fired += 1
                    } catch is UnansweredTimer {
                        // SCXML 1.0 §3.13: an event that no transition answers is dropped.
                        try TimerTable.remove(timer.id, on: connection)
                        round.dropped += 1
                        rules.log.add(
                            RuleLogEntry(
                                .step, "\(timer.entity) \(timer.recordID): no transition handles '\(timer.event)'",
                                request: timer.id.description))
                    } catch {
                        guard let refusal = error.ofOneTimer else { throw error }
                        round.failures.append(.init(timer: timer.id, record: timer.recordID, refusal: refusal))
                        try transaction.postpone(timer, because: refusal)
                    }
                }
                try transaction.writeSearch()
                round.isFull = round.isFull || due.count == limit
                round.nextDue = try TimerTable.nextDue(in: connection)
                return round
            }
        }
    }
}
