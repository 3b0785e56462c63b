import Model
import Records
import StateCharts

// What a record's state listens to, and what would come of it: each event is taken as if it were sent, on a session that nobody
// keeps, so that what is told is what happens.

extension ChartRun {
    func possibleEvents(for record: Record, session stored: DataValue?) throws -> [Records.PossibleEvent] {
        let session: Session
        do { session = try restore(record, stored) } catch let refusal as Refusal where refusal.kind == .conflict {
            // The chart does not know the record's state, since the definitions were changed. The record can be read all the
            // same; whoever sends an event is told.
            return []
        }
        let offered = session.possibleEvents().filter { event in
            !chart.sendsItself(event.name) && event.candidates.contains { isOpen($0.transition) }
        }
        return try offered.map { event in
            var told = Records.PossibleEvent(
                name: event.name, label: event.label, target: event.transition?.targets.first.flatMap(label),
                configuration: event.transition.map { session.activeStateIDs(after: $0).joined(separator: " ") },
                isPossible: event.isEnabled, location: event.refusals.first?.location ?? event.transition?.location)
            if event.isEnabled {
                try tryOut(event, for: record, stored, &told)
            } else {
                told.obstacle = .guardSaidNo(event)
                told.dependsOnData = event.dependsOnData
                told.source = event.candidates.lazy.compactMap { $0.error ?? $0.refusal?.text }.first
                if let transition = event.transition, event.dependsOnData,
                    let problem = try permissionObstacle(transition)
                {
                    (told.obstacle, told.dependsOnData) = (problem.message, false)
                }
            }
            return told
        }
    }

    /// Takes the step with all that follows from it, and keeps nothing of it.
    private func tryOut(
        _ event: StateCharts.PossibleEvent, for record: Record, _ stored: DataValue?,
        _ told: inout Records.PossibleEvent
    ) throws {
        do {
            let session = try restore(record, stored)
            let outcome = try orRefuse { () throws(StepFailure) in
                try session.step(Event(event.name), tracing: true)
            }
            try checkPermission(outcome)
            guard outcome.problems.isEmpty || chart.handlesErrors else {
                // Without what is sent along, a program that asks for it fails now and not later.
                if chart.programs.contains(where: \.asksForEventData) { return }
                told.source = outcome.problems.map(\.message).joined(separator: "; ")
                throw Refusal.failed(outcome.problems)
            }
            let reached = session.activeStateIDs
            told.configuration = reached.joined(separator: " ")
            guard outcome.microsteps > 1, reached.count == 1, let state = chart.state(reached[0]) else { return }
            told.target = label(state.index)
        } catch let refusal as Refusal {
            told.isPossible = false
            told.obstacle = refusal.message
            told.location = refusal.problems[0].location ?? told.location
        }
    }

    private func label(_ state: Int) -> LocalizedText? {
        chart.states[state].annotations.label ?? LocalizedText(chart.states[state].id)
    }
}
