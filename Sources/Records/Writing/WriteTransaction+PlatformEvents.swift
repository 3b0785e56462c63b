import Model
import StateCharts

// Events that a chart raises for itself are nobody's to send.

extension WriteTransaction {
    /// Refuses an event of the platform's own, whichever way it came in and whoever sends it. A timer of the record's own chart may be
    /// called like one.
    func refusePlatformEvent(of draft: WriteDraft) throws {
        guard case .event(_, let event) = draft.action, draft.authority != .timer,
            Event.isPlatformName(event.name)
        else { return }
        throw Refusal(
            .malformed, "KTR-R540",
            LocalizedText(
                "'\(event.name)' cannot be sent: only the chart itself raises it.",
                german: "„\(event.name)“ kann nicht gesendet werden: Das Diagramm löst es selbst aus."))
    }
}
