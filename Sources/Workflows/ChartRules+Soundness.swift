import Model
import Records
import StateCharts

extension ChartRules {
    /// What is wrong with a record's chart as a whole: states that nothing leads to, steps without end, events that nobody hears
    /// or that cannot be sent.
    static func soundness(of chart: Chart) -> [Diagnostic] {
        guard chart.entity != nil else { return [] }
        let known = chart.transitions.flatMap { $0.events.filter { !$0.isWildcard }.map(\.prefix) }
        let unheard = chart.unheardEvents.map { sent in
            let name = sent.name ?? ""
            return Diagnostic(
                .warning, "KTR-C612", "the chart sends itself '\(name)', but no transition listens to that event",
                hint: nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
                    ?? "add a transition, or remove it", at: sent.location)
        }
        let unreachable = chart.unreachableStates.map { state in
            Diagnostic(
                .warning, "KTR-C613", "nothing leads to the state '\(state.id)'",
                hint: "add a transition that has it as its target, or remove it", at: state.location)
        }
        return unheard + unreachable + endless(in: chart) + reserved(in: chart) + undecided(in: chart)
            + mistakes(in: chart)
    }

    private static func endless(in chart: Chart) -> [Diagnostic] {
        let circles = chart.endlessTransitions.map { transition in
            Diagnostic(
                .error, "KTR-C614",
                "from '\(chart.states[transition.source].id)' the chart loops endlessly",
                hint: "give one of the transitions an event, or a guard that ends it", at: transition.location)
        }
        // What goes round by itself would be found again by each event that leads there.
        guard circles.isEmpty else { return circles }
        return [chart.endlessStep].compactMap(\.self).map { step in
            let beginning = step.event.map { "'\($0)' in '\(step.states.joined(separator: " "))'" } ?? "its start"
            return Diagnostic(
                .warning, "KTR-C614", "after \(beginning) the chart loops without end",
                hint: "give one of the transitions a guard that ends the loop, or send the event with a delay",
                at: step.location)
        }
    }

    private static func reserved(in chart: Chart) -> [Diagnostic] {
        chart.transitions.compactMap { transition in
            guard let event = transition.events.first(where: { RecordFunction(rawValue: $0.prefix) != nil }) else {
                return nil
            }
            return Diagnostic(
                .error, "KTR-C615", "an event cannot be called '\(event.prefix)': that is a function of the API",
                hint: "choose another name", at: transition.location)
        }
    }

    /// Whether an event is the system's own must not depend on which transition answers it.
    private static func undecided(in chart: Chart) -> [Diagnostic] {
        chart.transitions.compactMap { transition in
            if transition.annotations.isInternal, transition.events.contains(where: \.prefix.isEmpty) {
                return Diagnostic(
                    .error, "KTR-C670", "a transition that is k:internal cannot listen to every event",
                    hint: "name the events that rules and deadlines send", at: transition.location)
            }
            let open = transition.events.first { !$0.isWildcard && chart.isInternal($0.prefix) }
            guard let open, !transition.annotations.isInternal else { return nil }
            return Diagnostic(
                .error, "KTR-C616", "'\(open.prefix)' is k:internal on another transition, but not here",
                hint: "write k:internal=\"true\" on all transitions of the event", at: transition.location)
        }
    }
}
