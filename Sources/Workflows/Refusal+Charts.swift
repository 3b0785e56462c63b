import Model
import Records
import StateCharts

// What a chart refuses an event for, and how pages say that a guard said no.

extension Refusal {
    static func unanswered(_ event: String, by chart: Chart, in session: Session) -> Refusal {
        let states = session.activeStateIDs.map { chart.state($0)?.annotations.label ?? LocalizedText($0) }
        let english = states.map(\.english).joined(separator: ", ")
        let german = states.map { $0[.german] }.joined(separator: ", ")
        let possible = session.possibleEvents()
        let guarded = possible.first { $0.name == event }
        // What the chart knows was not mistyped.
        let meant = chart.listens(to: event) ? nil : nearestName(to: event, among: possible.map(\.name))
        let nearest = possible.first { $0.name == meant }
        let label = chart.label(ofEvent: event)
        return Refusal(
            .conflict, StateEvent.unansweredCode,
            LocalizedText(
                "'\(label.english)' is not possible now: the state is \(english).",
                german: "„\(label[.german])“ ist jetzt nicht möglich: Der Zustand ist \(german)."),
            hint: guarded.map { LocalizedText.guardsRefused($0) }
                ?? .possibleNow(possible.filter(\.isEnabled).map(\.label), nearest: nearest?.label),
            at: guarded?.refusals.first?.location)
    }

    /// Programs that failed. What they failed with is Lua and may name what is hidden: it goes to the log, and the place is told.
    static func failed(_ problems: [Diagnostic]) -> Refusal {
        Refusal(
            .invalid,
            problems.map { problem in
                Problem(
                    problem.code,
                    LocalizedText(
                        "A rule of the state chart failed.", german: "Eine Regel des Zustandsdiagramms ist gescheitert."
                    ),
                    hint: LocalizedText(
                        "The person who maintains the rules finds the reason with 'kontor explain state' and in the server's log.",
                        german:
                            "Wer die Regeln betreut, findet den Grund mit „kontor explain state“ und im Protokoll des Servers."
                    ), at: problem.location)
            })
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
    static func possibleNow(_ labels: [LocalizedText], nearest: LocalizedText?) -> LocalizedText {
        if let nearest {
            return LocalizedText(
                "Did you mean '\(nearest.english)'?", german: "Meinten Sie „\(nearest[.german])“?")
        }
        guard !labels.isEmpty else {
            return LocalizedText(
                "No event is possible in this state.", german: "In diesem Zustand ist kein Ereignis möglich.")
        }
        let english = labels.map(\.english).joined(separator: ", ")
        let german = labels.map { $0[.german] }.joined(separator: ", ")
        return LocalizedText("Possible now: \(english).", german: "Jetzt möglich: \(german).")
    }

    /// What the chart says of the guard; without Lua where it says nothing.
    static func guardSaidNo(_ event: StateCharts.PossibleEvent) -> LocalizedText {
        if event.dependsOnData { return dependsOnData }
        return event.refusals.lazy.compactMap(\.reason).first
            ?? LocalizedText("A condition is not met.", german: "Eine Bedingung ist nicht erfüllt.")
    }

    /// The same for an event that was sent, with its data: now the guards have decided.
    static func guardsRefused(_ event: StateCharts.PossibleEvent) -> LocalizedText {
        event.candidates.lazy.compactMap(\.transition.annotations.reason).first
            ?? (event.dependsOnData
                ? LocalizedText(
                    "What was sent with the event does not meet a condition.",
                    german: "Was mit dem Ereignis gesendet wurde, erfüllt eine Bedingung nicht.")
                : LocalizedText("A condition is not met.", german: "Eine Bedingung ist nicht erfüllt."))
    }

    static let dependsOnData = LocalizedText(
        "It depends on what is sent with the event.", german: "Es hängt davon ab, was mit dem Ereignis gesendet wird.")
}

extension Chart {
    /// Whether some transition listens to `error` events.
    var handlesErrors: Bool {
        transitions.contains { $0.events.contains { $0.prefix == "error" || $0.prefix.hasPrefix("error.") } }
    }

    /// Whether the chart sends this event to itself: then it is no button for people.
    func sendsItself(_ event: String) -> Bool { sentEvents.contains { $0.name == event } }
}
