import Definitions
import Model
import StateCharts
import Storage

extension WorkflowConsequences {
    /// Records that are in states which cannot be active together any more, or which end the chart now, and deadlines whose event the
    /// record's states do not listen to any more.
    mutating func compareStates(
        _ old: Chart, _ chart: Chart, _ type: EntityType, _ oldType: EntityType, _ reader: any SQLReader
    ) throws {
        guard let column = oldType.stateAttribute?.name else { return }
        for records in try TimerTable.records(
            of: oldType.name, statesIn: column, examples: Self.shown, in: reader)
        {
            guard let was = try? old.configuration(ofAtomicIDs: records.ids) else { continue }
            do throws(StepFailure) {
                let now = try chart.configuration(ofAtomicIDs: records.ids)
                noteEnd(records, old.isEnded(was), chart.isEnded(now), chart, type)
            } catch {
                // A state that is gone is told where the column is looked at (KTR-P105).
                guard error.diagnostic.code == "KTR-C207" else { continue }
                problems.append(unfit(records, error, chart, type))
            }
        }
        for waiting in try TimerTable.waiting(of: oldType.name, statesIn: column, examples: Self.shown, in: reader) {
            noteUnheard(waiting, old, chart, type)
        }
    }

    private mutating func noteEnd(
        _ records: RecordsInStates, _ hadEnded: Bool, _ hasEnded: Bool, _ chart: Chart, _ type: EntityType
    ) {
        guard hasEnded, !hadEnded else { return }
        let count = records.count == 1 ? "1 record" : "\(records.count) records"
        lines.append(
            "~ chart \(chart.name): \(count) of '\(type.name)' \(records.count == 1 ? "is" : "are") in '\(records.states)', which now ends the chart: no event leads out of it"
                + examples(records.examples, of: records.count))
    }

    private func unfit(
        _ records: RecordsInStates, _ failure: StepFailure, _ chart: Chart, _ type: EntityType
    ) -> Diagnostic {
        let count = records.count == 1 ? "1 record" : "\(records.count) records"
        return Diagnostic(
            .error, "KTR-P690",
            "\(count) of '\(type.name)' \(records.count == 1 ? "is" : "are") in '\(records.states)', which is no longer a complete set of states of the chart '\(chart.name)': regions were added, or states were moved",
            hint:
                "move them to other states with an event of the old chart, or keep these states as they were and put the new ones into a separate state"
                + examples(records.examples, of: records.count), at: failure.diagnostic.location)
    }

    private mutating func noteUnheard(
        _ waiting: RecordsInStates, _ old: Chart, _ chart: Chart, _ type: EntityType
    ) {
        guard let event = waiting.event, let was = try? old.configuration(ofAtomicIDs: waiting.ids),
            let now = try? chart.configuration(ofAtomicIDs: waiting.ids),
            old.listens(to: old.currentName(ofEvent: event), in: was)
        else { return }
        let current = chart.currentName(ofEvent: event)
        // An event that nothing listens to at all is told once, whatever states its records are in (KTR-P600).
        guard chart.listens(to: current), !chart.listens(to: current, in: now) else { return }
        let deadlines = waiting.count == 1 ? "1 deadline" : "\(waiting.count) deadlines"
        problems.append(
            Diagnostic(
                .error, "KTR-P691",
                "\(deadlines) of '\(type.name)' \(waiting.count == 1 ? "waits" : "wait") for the event '\(event)' in the state '\(waiting.states)', in which the chart '\(chart.name)' no longer listens to it",
                hint: "keep a transition for it in this state; one without a target lets the deadlines expire"
                    + examples(waiting.examples, of: waiting.count), at: chart.states[0].location))
    }
}

extension RecordsInStates {
    fileprivate var ids: [String] { states.split(separator: " ").map(String.init) }
}

extension Chart {
    fileprivate func isEnded(_ configuration: StateSet) -> Bool {
        configuration.contains { states[$0].kind == .final && states[$0].parent == 0 }
    }
}
