import Model
import Records

/// Save rules that have no objection.
struct NoSaveRules: SaveRules {
    func beforeSave(_ change: inout ChangeSet, in context: RuleContext) throws -> [WriteRequest] { [] }

    func afterTransition(
        _ transition: StateTransition, _ change: inout ChangeSet, in context: RuleContext
    ) throws -> [WriteRequest] { [] }
}

/// A chart of three states in a row: what the service passes on is tested here, not how charts run.
struct ThreeStates: StateRules {
    private static let moves = ["accept": ("received", "accepted"), "close": ("accepted", "closed")]

    func start(_ change: inout ChangeSet, in context: RuleContext) throws -> StateStep? {
        guard change.type.name == "complaint" else { return nil }
        change.after["status"] = .text("received")
        return StateStep(transition: StateTransition(chart: "complaint", event: nil, from: "", to: "received"))
    }

    func send(
        _ event: StateEvent, to change: inout ChangeSet, session: DataValue?, in context: RuleContext,
        precedent: (String) throws -> RecordID?
    ) throws -> StateStep {
        guard let (from, to) = Self.moves[event.name], change.after["status"] == .text(from) else {
            throw Refusal(
                .conflict, StateEvent.unansweredCode, LocalizedText("not possible now", german: "jetzt nicht möglich"))
        }
        change.after["status"] = .text(to)
        if let weight = event.data["weight"], case .integer(let number) = weight {
            change.after["weight"] = .integer(number)
        }
        return StateStep(transition: StateTransition(chart: "complaint", event: event.name, from: from, to: to))
    }

    func possibleEvents(
        for record: Record, session: DataValue?, in context: RuleContext, precedent: (String) throws -> RecordID?
    ) throws -> [PossibleEvent] {
        Self.moves.sorted { $0.key < $1.key }.filter { record["status"] == .text($0.value.0) }.map {
            PossibleEvent(
                name: $0.key, label: LocalizedText("Accept", german: "Annehmen"), isPossible: true)
        }
    }
}
