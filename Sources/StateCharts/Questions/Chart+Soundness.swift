import Model

// What is wrong with a chart whatever its guards say: states that nothing leads to, and steps that never come to rest.

extension Chart {
    /// States that no way leads to, whatever guards say and events come; of those inside one another the outermost.
    public var unreachableStates: [State] {
        var reached = StateSet()
        // Transitions of <scxml> itself lead on from everywhere.
        var waiting = (defaultEntries[0]?.targets ?? []) + states[0].transitions.flatMap { transitions[$0].targets }
        while let state = waiting.popLast() {
            guard !reached.contains(state) else { continue }
            reached.insert(state)
            let entered = states[state]
            if let parent = entered.parent, parent > 0 { waiting.append(parent) }
            if entered.kind == .parallel { waiting += entered.children }
            waiting += defaultEntries[state]?.targets ?? []
            waiting += entered.transitions.flatMap { transitions[$0].targets }
        }
        return states.dropFirst().filter { state in
            !reached.contains(state.index)
                && (state.parent.map { $0 == 0 || reached.contains($0) } ?? true)
        }
    }

    /// Transitions without event and guard that lead back to where they start: whoever comes there never comes to rest. One of
    /// each circle.
    public var endlessTransitions: [Transition] {
        var told: Set<Int> = []
        var found: [Transition] = []
        for start in layout.atomic {
            var way: [Int] = []
            var leaf: Int? = start
            while let state = leaf, let index = candidates.needingNoEvent(from: state).first,
                transitions[index].guardProgram == nil
            {
                if let beginning = way.firstIndex(of: index) {
                    if told.isDisjoint(with: way[beginning...]) { found.append(transitions[index]) }
                    told.formUnion(way[beginning...])
                    break
                }
                way.append(index)
                leaf = leafReached(by: transitions[index], from: state)
            }
        }
        return found.sorted { $0.index < $1.index }
    }

    /// The one atomic state that a transition leads to; nil where there are several, or it depends on a history.
    private func leafReached(by transition: Transition, from state: Int) -> Int? {
        if transition.targets.isEmpty { return state }
        guard transition.targets.count == 1 else { return nil }
        var target = transition.targets[0]
        while true {
            switch states[target].kind {
            case .atomic: return target
            case .compound:
                guard let inside = defaultEntries[target]?.targets, inside.count == 1 else { return nil }
                target = inside[0]
            case .root, .parallel, .final, .shallowHistory, .deepHistory: return nil
            }
        }
    }

    /// Events that the chart sends or raises itself by name, and that no transition listens to.
    public var unheardEvents: [SentEvent] {
        ownEvents.filter { sent in
            guard let name = sent.name, !name.isEmpty else { return false }
            return !listens(to: name)
        }
    }
}
