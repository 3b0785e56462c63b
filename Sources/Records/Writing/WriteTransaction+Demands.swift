import Definitions
import Model
import Queries

// What definitions demand of values beyond their type, and the defaults that they compute.

extension WriteTransaction {
    /// Fills what nobody gave. The record has everything that was given, and what the system gives.
    func computeDefaults(of record: inout Record, _ draft: WriteDraft) throws {
        guard let computed = deployment.demands[draft.type.name]?.computed, !computed.isEmpty else { return }
        let given = Set(draft.assignments.map(\.position))
        let context = EvaluationContext(principal: draft.principal.id, now: now, zone: deployment.zone)
        var problems: [Refusal.Problem] = []
        for computation in computed
        where !given.contains(computation.position) && record.values[computation.position].isNull {
            switch computation.value(for: record, in: context) {
            case .success(let value): record.values[computation.position] = value
            case .failure(let problem): problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw Refusal(.invalid, problems) }
    }

    /// - Parameter step: what the chart did in this write.
    func demandProblems(of change: ChangeSet, _ step: StateStep?, _ draft: WriteDraft) -> [Refusal.Problem] {
        guard let demands = deployment.demands[change.type.name] else { return [] }
        return formProblems(of: change, demands) + missingForRoles(change, demands, draft)
            + missingInState(change, demands, step, draft)
    }

    /// Only what changes is asked: a stricter definition does not lock records in.
    private func formProblems(of change: ChangeSet, _ demands: Demands) -> [Refusal.Problem] {
        demands.formed.compactMap { position in
            let value = change.after.values[position]
            guard change.before?.values[position] != value else { return nil }
            let attribute = change.type.attributes[position]
            return attribute.constraints.problem(with: value, of: attribute.name)
        }
    }

    private func missingForRoles(
        _ change: ChangeSet, _ demands: Demands, _ draft: WriteDraft
    ) -> [Refusal.Problem] {
        guard !demands.forRoles.isEmpty, draft.authority == .principal, !draft.principal.isSystem else { return [] }
        if case .event = draft.action { return [] }
        return demands.forRoles.compactMap { position in
            let attribute = change.type.attributes[position]
            guard change.after.values[position].isNull, !attribute.isRequired,
                attribute.constraints.isRequired(forRoles: draft.principal.roles)
            else { return nil }
            return .missingForRole(attribute)
        }
    }

    /// A step must not lead to where a value is missing, and no other change may take one away. A record that has been without
    /// one from before the definition said so can be changed in other respects.
    private func missingInState(
        _ change: ChangeSet, _ demands: Demands, _ step: StateStep?, _ draft: WriteDraft
    ) -> [Refusal.Problem] {
        guard !demands.inStates.isEmpty, let state = change.type.stateAttribute,
            case .text(let configuration) = change.after[state.name]
        else { return [] }
        return demands.inStates.compactMap { position in
            let attribute = change.type.attributes[position]
            guard change.after.values[position].isNull, !attribute.isRequired,
                step != nil || change.before?.values[position].isNull == false,
                let first = attribute.constraints.requiredStates.first(where: {
                    configuration.split(separator: " ").contains(Substring($0))
                })
            else { return nil }
            let label = deployment.catalog.stateLabel(first, of: change.type)
            return .missingInState(attribute, label, isStep: step?.transition.event != nil)
        }
    }
}

extension Deployment {
    /// The attributes of a record that must have a value after an event and have none.
    func missing(after event: PossibleEvent, in record: Record, hidden: Set<Int>) -> [Attribute] {
        guard let demands = demands[record.type.name], let configuration = event.configuration else { return [] }
        return demands.inStates.filter { position in
            record.values[position].isNull && !hidden.contains(position)
                && record.type.attributes[position].constraints.isRequired(in: configuration)
        }.map { record.type.attributes[$0] }
    }
}

extension Refusal.Problem {
    static func missingForRole(_ attribute: Attribute) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R123", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' is required for your role.",
                german: "„\(attribute.label[.german])“ ist für Ihre Rolle erforderlich."))
    }

    static func missingInState(_ attribute: Attribute, _ state: LocalizedText, isStep: Bool) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R122", attribute: attribute.name,
            LocalizedText(
                "'\(attribute.label.english)' is required in the state '\(state.english)'.",
                german: "„\(attribute.label[.german])“ ist im Zustand „\(state[.german])“ erforderlich."),
            hint: isStep
                ? LocalizedText(
                    "Give it a value first, then take the step.",
                    german: "Geben Sie zuerst einen Wert an, dann gehen Sie den Schritt.") : nil)
    }
}
