/// Delayed events of a run, by due time and then by the order in which they were sent.
struct TimerQueue {
    struct Timer {
        let due: Duration
        let number: Int
        let sender: String
        let event: OutgoingEvent
    }

    private var timers: [Timer] = []
    private var inserted = 0

    mutating func insert(_ event: OutgoingEvent, from sender: String, due: Duration) {
        let place = timers.firstIndex { $0.due > due } ?? timers.count
        timers.insert(Timer(due: due, number: inserted, sender: sender, event: event), at: place)
        inserted += 1
    }

    mutating func popFirst() -> Timer? { timers.isEmpty ? nil : timers.removeFirst() }

    mutating func cancel(_ sendID: String, of sender: String) {
        timers.removeAll { $0.sender == sender && $0.event.sendID == sendID }
    }

    mutating func cancelAll(of sender: String) { timers.removeAll { $0.sender == sender } }
}
