import Model
import StateCharts
import Testing

/// A chart from the inside of `<scxml>`, with attributes to add to it; the head is one line, so line 2 is `body`'s first.
func chart(_ attributes: String = "", _ body: String) throws -> Chart {
    try Chart.compile(Array(document(attributes, body).utf8), file: "test.scxml")
}

func document(_ attributes: String, _ body: String) -> String {
    """
    <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" \(attributes)>
    \(body)
    </scxml>
    """
}

/// A started session of a chart without data.
func started(_ chart: Chart) throws -> Session {
    let session = Session(chart: chart, dataModel: NullDataModel(chart: chart))
    try session.start()
    return session
}

extension Session {
    /// The active atomic states after each event, in order.
    func states(after events: String...) throws -> [String] {
        try events.map { event in
            try step(Event(event))
            return activeStateIDs.joined(separator: " ")
        }
    }
}

extension StepOutcome {
    /// The log entries of the step as lines.
    var log: [String] {
        effects.compactMap { effect in
            guard case .log(let entry) = effect else { return nil }
            return [entry.label, entry.value?.plainText].compactMap { $0 }.joined(separator: ": ")
        }
    }

    /// The delayed events of the step.
    var sends: [OutgoingEvent] {
        effects.compactMap { if case .send(let event) = $0 { event } else { nil } }
    }
}
