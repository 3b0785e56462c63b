import Model
import Records
import StateCharts

// Who may take a transition: `k:channels`, `k:roles`, and `k:four-eyes` (whoever sent the named event may not send this one too).
// A permission, not a guard: it never chooses between transitions, it only refuses the one that was chosen.

extension ChartRun {
    /// Checks every transition that was taken, those that followed by themselves included, before anything of the step is kept.
    func checkPermission(_ outcome: StepOutcome) throws {
        for index in outcome.trace?.microsteps.flatMap(\.transitions) ?? [] {
            if let problem = try permissionObstacle(chart.transitions[index]) { throw Refusal(.forbidden, [problem]) }
        }
    }

    /// Whether a transition is open to the channel that the write came in by: `k:channels="import"`.
    func isOpen(_ transition: Transition) -> Bool { channelObstacle(transition) == nil }

    private func channelObstacle(_ transition: Transition) -> Refusal.Problem? {
        guard let text = transition.annotations["channels"] else { return nil }
        let channels = text.split(separator: " ").map(String.init)
        guard !channels.contains(context.cause.channel.rawValue) else { return nil }
        let names = LocalizedText.list(channels.map { Cause.Channel(rawValue: $0)?.label ?? LocalizedText($0) })
        return Refusal.Problem(
            "KTR-C315",
            LocalizedText(
                "This step can only be taken through these channels: \(names.english).",
                german: "Dieser Schritt ist nur auf diesen Wegen möglich: \(names[.german])."),
            at: transition.annotations.location(of: "channels"))
    }

    /// Why the principal may not take a transition; nil where it may.
    func permissionObstacle(_ transition: Transition) throws -> Refusal.Problem? {
        if let problem = channelObstacle(transition) { return problem }
        guard !context.principal.isSystem else { return nil }
        for annotations in annotations(above: transition) {
            guard let text = annotations["roles"] else { continue }
            let roles = text.split(separator: " ").map(String.init)
            guard context.principal.roles.isDisjoint(with: roles) else { continue }
            let names = LocalizedText.list(roles.map { roleLabels[$0] ?? LocalizedText($0) })
            return Refusal.Problem(
                "KTR-C302",
                LocalizedText(
                    "This step needs one of the roles \(names.english).",
                    german: "Dieser Schritt braucht eine der Rollen \(names[.german])."),
                at: annotations.location(of: "roles"))
        }
        guard let earlier = transition.annotations["four-eyes"], try isSenderOfLast(earlier) else { return nil }
        let label = chart.label(ofEvent: earlier)
        return Refusal.Problem(
            "KTR-C307",
            LocalizedText(
                "Four-eyes rule: the person who sent '\(label.english)' may not take this step too.",
                german:
                    "Vier-Augen-Prinzip: Wer „\(label[.german])“ gesendet hat, darf diesen Schritt nicht auch gehen."),
            hint: LocalizedText("Somebody else must do it.", german: "Jemand anderes muss es tun."),
            at: transition.annotations.location(of: "four-eyes"))
    }

    /// Whether the principal sent an event last, under whatever name it had then.
    private func isSenderOfLast(_ event: String) throws -> Bool {
        for name in chart.allNames(ofEvent: event) {
            if let sender = try precedent(name) { return sender == context.principal.id }
        }
        return false
    }

    /// Of the transition, of the state that it leads out of, and of the states around that: all their roles are asked for.
    private func annotations(above transition: Transition) -> [Annotations] {
        var result = [transition.annotations]
        var state: Int? = transition.source
        while let index = state {
            result.append(chart.states[index].annotations)
            state = chart.states[index].parent
        }
        return result
    }
}

extension LocalizedText {
    /// Several texts, joined by commas in each language.
    fileprivate static func list(_ texts: [LocalizedText]) -> LocalizedText {
        LocalizedText(
            texts.map(\.english).joined(separator: ", "), german: texts.map { $0[.german] }.joined(separator: ", "))
    }
}
