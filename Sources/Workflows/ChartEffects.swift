import Model
import Records
import StateCharts

/// What the effects of a chart's step mean for a record: timers to keep, timers to end, events to take at once.
struct ChartEffects {
    let now: Instant
    let zone: Zone
    /// Nothing comes back sooner: a chart that sends itself a deadline at once, and again, would take the server for itself.
    static let shortestDelay = Duration.milliseconds(50)
    private(set) var timers: [PendingTimer] = []
    private(set) var cancelled: [String] = []
    private var ownEvents: [Event] = []

    init(now: Instant, zone: Zone) {
        self.now = now
        self.zone = zone
    }

    /// - Throws: `Refusal` for a send that leads outside of the record, which charts of records cannot do.
    mutating func add(_ outcome: StepOutcome) throws {
        for effect in outcome.effects {
            switch effect {
            case .send(let event): try send(event)
            case .cancel(let id):
                cancelled.append(id)
                timers.removeAll { $0.sendID == id }
            case .log, .start, .stop, .forward, .finished: break
            }
        }
    }

    /// The next event that the chart sent itself without a delay.
    mutating func nextOwnEvent() -> Event? { ownEvents.isEmpty ? nil : ownEvents.removeFirst() }

    private mutating func send(_ sent: OutgoingEvent) throws {
        guard sent.target == .own else {
            throw Refusal(
                .invalid, "KTR-C308",
                LocalizedText(
                    "The chart of a record can send events to itself only.",
                    german: "Das Diagramm eines Datensatzes kann Ereignisse nur an sich selbst senden."),
                at: sent.location)
        }
        guard let due = try due(of: sent) else {
            ownEvents.append(sent.event)
            return
        }
        let event = StateEvent(name: sent.event.name, data: sent.event.data ?? .null, sendID: sent.sendID)
        timers.append(PendingTimer(sendID: sent.sendID, due: due, event: event))
    }

    /// When the event is due; nil for at once. `k:delay` counts working time, `delay` elapsed time.
    private func due(of sent: OutgoingEvent) throws -> Instant? {
        if let text = sent.annotations["delay"] {
            guard let delay = WorkingDelay(text) else {
                throw Refusal(
                    .invalid, "KTR-C309",
                    LocalizedText("'\(text)' is not a delay.", german: "„\(text)“ ist keine Verzögerung."),
                    hint: LocalizedText(
                        "Write it as '2 business days'.", german: "Schreiben Sie zum Beispiel „2 business days“."),
                    at: sent.annotations.location(of: "delay"))
            }
            return delay.due(after: now, in: zone)
        }
        return sent.delay > .zero ? now.adding(max(sent.delay, Self.shortestDelay)) : nil
    }
}
