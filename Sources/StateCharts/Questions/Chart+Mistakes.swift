// Transitions that do something else than they seem to: never taken, taken for a state that there is not, or leaving more than they
// are meant to leave.

extension Chart {
    /// Transitions that another one of the same state, without a guard, always takes the event from.
    public var shadowedTransitions: [(transition: Transition, by: Transition)] {
        states.flatMap { state -> [(transition: Transition, by: Transition)] in
            let own = state.transitions.map { transitions[$0] }
            return own.indices.compactMap { index -> (transition: Transition, by: Transition)? in
                let later = own[index]
                let taker = own[..<index].first { earlier in
                    earlier.guardProgram == nil && earlier.events.isEmpty == later.events.isEmpty
                        && later.events.allSatisfy { event in earlier.events.contains { $0.matches(event.prefix) } }
                }
                return taker.map { (transition: later, by: $0) }
            }
        }
    }

    /// Transitions within parallel states that leave all of them and enter them anew: those from one region to another, and those
    /// of the parallel state itself into one of its regions. Each with the parallel state.
    public var transitionsThroughParallels: [(transition: Transition, parallel: State)] {
        transitions.compactMap { transition -> (transition: Transition, parallel: State)? in
            guard !transition.targets.isEmpty else { return nil }
            let parallel = states.last { state in
                guard state.kind == .parallel,
                    transition.source == state.index || layout.descendants[state.index].contains(transition.source),
                    transition.targets.allSatisfy({ layout.descendants[state.index].contains($0) })
                else { return false }
                let regions = Set(transition.targets.map { region(of: $0, in: state) })
                // Whoever names a state in each region means all of them.
                if regions.count == state.children.count { return false }
                return transition.source == state.index || regions != [region(of: transition.source, in: state)]
            }
            return parallel.map { (transition: transition, parallel: $0) }
        }
    }

    private func region(of state: Int, in parallel: State) -> Int? {
        parallel.children.first { $0 == state || layout.descendants[$0].contains(state) }
    }

    /// Transitions that listen to `done.state.…` of a state that there is not, or that has no final state in it.
    public var transitionsForNoEnd: [(transition: Transition, state: String, isThere: Bool)] {
        transitions.flatMap { transition -> [(transition: Transition, state: String, isThere: Bool)] in
            transition.events.compactMap { event -> (transition: Transition, state: String, isThere: Bool)? in
                guard event.prefix.hasPrefix("done.state."), !event.isWildcard else { return nil }
                let id = String(event.prefix.dropFirst("done.state.".count))
                guard let state = states.dropFirst().first(where: { $0.id == id }) else {
                    return (transition, id, false)
                }
                return canEnd(state) ? nil : (transition: transition, state: id, isThere: true)
            }
        }
    }

    private func canEnd(_ state: State) -> Bool {
        switch state.kind {
        case .compound: state.children.contains { states[$0].kind == .final }
        case .parallel: state.children.allSatisfy { canEnd(states[$0]) }
        case .root, .atomic, .final, .shallowHistory, .deepHistory: false
        }
    }
}
