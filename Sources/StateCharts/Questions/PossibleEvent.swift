public import Model

/// An event that some active state listens to, and whether it would be answered now: what a page makes buttons from.
public struct PossibleEvent: Sendable, Hashable {
    /// A transition that listens to the event, with what its guard said.
    public struct Candidate: Sendable, Hashable {
        /// The transition, with its annotations (roles, channels, label, four-eyes).
        public let transition: Transition
        /// Whether its guard lets it pass; true for one without a guard.
        public let passes: Bool
        /// Why the guard could not be evaluated.
        public let error: String?
        /// The guard, for one that said no.
        public let refusal: GuardRefusal?
        /// Whether the guard asks for what is sent with the event, which nobody knows yet.
        public let dependsOnData: Bool
    }

    /// The exact name.
    public let name: String
    /// The transitions from active states that listen to it, innermost state first.
    public let candidates: [Candidate]

    /// Whether the event would be answered now.
    public var isEnabled: Bool { candidates.contains { $0.passes } }
    /// Whether what is sent with the event decides whether it is answered.
    public var dependsOnData: Bool { !isEnabled && candidates.contains(where: \.dependsOnData) }
    /// The transition that would answer, or else the first one that listens.
    public var transition: Transition? {
        (candidates.first { $0.passes } ?? candidates.first)?.transition
    }
    /// What said no; empty for an event that is enabled.
    public var refusals: [GuardRefusal] { isEnabled ? [] : candidates.compactMap(\.refusal) }
    /// How people call the event: the label of its transition, or the name.
    public var label: LocalizedText { transition?.annotations.label ?? LocalizedText(name) }
}

/// A guard that said no.
public struct GuardRefusal: Sendable, Hashable {
    /// The guard as written.
    public let text: String
    /// Where it is written.
    public let location: SourceLocation
    /// What people are told instead of it (`<k:reason>`).
    public let reason: LocalizedText?
}

extension Chart {
    /// For each event that a transition from an active state names exactly, in document order: whether it is enabled.
    ///
    /// The data model has to hold the session's variables (``Session/possibleEvents()`` sees to that). Guards are asked with
    /// `_event` bound to the event without data; nothing else happens.
    public func possibleEvents(in configuration: StateSet, _ dataModel: any DataModel) -> [PossibleEvent] {
        var names: [String] = []
        for state in configuration {
            for transition in states[state].transitions {
                for descriptor in transitions[transition].events
                where !descriptor.isWildcard && !names.contains(descriptor.prefix) {
                    names.append(descriptor.prefix)
                }
            }
        }
        dataModel.activeStates = configuration
        return names.filter { !Event.isPlatformName($0) && !isInternal($0) }.map { name in
            var seen: Set<Int> = []
            var candidates: [PossibleEvent.Candidate] = []
            let bindingError = failure { () throws(DataModelError) in try dataModel.bind(Event(name)) }
            for state in configuration.intersection(layout.atomic) {
                for index in self.candidates.answering(self.candidates.events[name], name, from: state)
                where seen.insert(index).inserted {
                    candidates.append(candidate(transitions[index], dataModel, bindingError))
                }
            }
            return PossibleEvent(name: name, candidates: candidates)
        }
    }

    private func candidate(
        _ transition: Transition, _ dataModel: any DataModel, _ bindingError: DataModelError?
    ) -> PossibleEvent.Candidate {
        guard let program = transition.guardProgram else {
            return PossibleEvent.Candidate(
                transition: transition, passes: true, error: nil, refusal: nil, dependsOnData: false)
        }
        let text = programs[program]
        if text.asksForEventData {
            return PossibleEvent.Candidate(
                transition: transition, passes: false, error: nil, refusal: nil, dependsOnData: true)
        }
        var passes = false
        let error =
            bindingError ?? failure { () throws(DataModelError) in passes = try dataModel.condition(program) }
        return PossibleEvent.Candidate(
            transition: transition, passes: passes && error == nil, error: error?.message,
            refusal: passes
                ? nil
                : GuardRefusal(
                    text: text.text, location: text.location, reason: transition.annotations.reason),
            dependsOnData: false)
    }

    private func failure(_ body: () throws(DataModelError) -> Void) -> DataModelError? {
        do {
            try body()
            return nil
        } catch { return error }
    }
}

extension Program {
    /// Whether it speaks of `_event` in other ways than by its name.
    public var asksForEventData: Bool {
        var rest = Substring(text)
        while let found = rest.firstRange(of: "_event") {
            rest = rest[found.upperBound...]
            if !rest.hasPrefix(".name") { return true }
        }
        return false
    }
}

extension Chart {
    /// How people call an event: the label of the first transition that names it and has one; the name otherwise.
    public func label(ofEvent name: String) -> LocalizedText {
        let labelled = transitions.first { transition in
            transition.annotations.label != nil
                && transition.events.contains { !$0.isWildcard && $0.prefix == name }
        }
        if let label = labelled?.annotations.label { return label }
        // What the history calls by a name from before.
        let current = currentName(ofEvent: name)
        return current == name ? LocalizedText(name) : label(ofEvent: current)
    }
}

extension Session {
    /// The events that active states listen to, and whether they would be answered now. Changes nothing.
    public func possibleEvents() -> [PossibleEvent] {
        guard current.status == .running else { return [] }
        return chart.possibleEvents(in: current.configuration, dataModel)
    }
}
