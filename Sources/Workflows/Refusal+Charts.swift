import Model
import Records
import StateCharts

// What a chart refuses an event for, and how pages say that a guard said no.

extension Refusal {
    static func unanswered(_ event: String, by chart: Chart, in session: Session, problems: [Diagnostic]) -> Refusal {
        let states = session.activeStateIDs.map { chart.state($0)?.annotations.label ?? LocalizedText($0) }
        let english = states.map(\.english).joined(separator: ", ")
        let german = states.map { $0[.german] }.joined(separator: ", ")
        let possible = session.possibleEvents()
        let guarded = possible.first { $0.name == event }
        let names = possible.filter(\.isEnabled).map(\.name)
        let nearest = nearestName(to: event, among: possible.map(\.name))
        var all = [
            Problem(
                StateEvent.unansweredCode,
                LocalizedText(
                    "'\(event)' is not possible now: the state is \(english).",
                    german: "„\(event)“ ist jetzt nicht möglich: Der Zustand ist \(german)."),
                hint: guarded == nil
                    ? .possibleNow(names, nearest: nearest) : guarded.flatMap { LocalizedText.guardSaidNo($0) },
                at: guarded?.refusals.first?.location)
        ]
        all += problems.map { Problem($0.code, LocalizedText($0.message), at: $0.location) }
        return Refusal(.conflict, all)
    }

    static func neverStarted(_ chart: Chart) -> Refusal {
        Refusal(
            .conflict, "KTR-C310",
            LocalizedText(
                "The record has no state of the chart '\(chart.name)'.",
                german: "Der Datensatz hat keinen Zustand des Diagramms „\(chart.name)“."),
            hint: LocalizedText(
                "It is older than the chart. Save it once: that starts the chart.",
                german: "Er ist älter als das Diagramm. Speichern Sie ihn einmal: Damit beginnt das Diagramm."))
    }

    static func noChart(_ type: EntityType) -> Refusal {
        Refusal(
            .malformed, "KTR-C311",
            LocalizedText(
                "\(type.pluralLabel.english) have no state chart.",
                german: "\(type.pluralLabel[.german]) haben kein Zustandsdiagramm."))
    }

    static func restless(_ chart: Chart, _ budget: Int) -> Refusal {
        Refusal(
            .limit, "KTR-C312",
            LocalizedText(
                "The chart '\(chart.name)' sent itself more than \(budget) events in one step.",
                german: "Das Diagramm „\(chart.name)“ hat sich in einem Schritt mehr als \(budget) Ereignisse gesendet."
            ),
            at: chart.states[0].location)
    }
}

extension LocalizedText {
    static func possibleNow(_ names: [String], nearest: String?) -> LocalizedText {
        if let nearest, !names.contains(nearest) || names.count > 5 {
            return LocalizedText("Did you mean '\(nearest)'?", german: "Meinten Sie „\(nearest)“?")
        }
        guard !names.isEmpty else {
            return LocalizedText(
                "No event is possible in this state.", german: "In diesem Zustand ist kein Ereignis möglich.")
        }
        let list = names.joined(separator: ", ")
        return LocalizedText("Possible now: \(list).", german: "Jetzt möglich: \(list).")
    }

    static func guardSaidNo(_ event: StateCharts.PossibleEvent) -> LocalizedText? {
        guard let refusal = event.refusals.first else { return nil }
        return LocalizedText(
            "The condition \(refusal.text) is not met.", german: "Die Bedingung \(refusal.text) ist nicht erfüllt.")
    }
}

extension Chart {
    /// Whether some transition listens to `error` events.
    var handlesErrors: Bool {
        transitions.contains { $0.events.contains { $0.prefix == "error" || $0.prefix.hasPrefix("error.") } }
    }

    /// Whether the chart sends this event to itself: then it is no button for people.
    func sendsItself(_ event: String) -> Bool { sentEvents.contains { $0.name == event } }
}
