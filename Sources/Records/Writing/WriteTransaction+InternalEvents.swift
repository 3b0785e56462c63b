import Definitions
import Model
import StateCharts

extension WriteTransaction {
    /// The draft with the authority that an event of the system's own has (`k:internal="true"`): rules may send it, in whosever
    /// write; nobody else may.
    func admitted(_ draft: WriteDraft) throws -> WriteDraft {
        guard case .event(_, let event) = draft.action, draft.authority == .principal,
            let chart = deployment.catalog.chart(of: draft.type),
            chart.isInternal(chart.currentName(ofEvent: event.name))
        else { return draft }
        guard draft.cause.channel == .plugin else {
            throw Refusal.internalEvent(chart.label(ofEvent: event.name), of: draft.type)
        }
        var draft = draft
        draft.authority = .internalEvent
        return draft
    }
}

extension Refusal.Problem {
    /// The problem with the chart's line that set the attribute, where no place is known yet.
    func placed(by step: StateStep?) -> Refusal.Problem {
        guard location == nil, let place = attribute.flatMap({ step?.places[$0] }) else { return self }
        var problem = self
        problem.location = place
        return problem
    }
}
