/// What the interpreter asks of a chart all the time, computed once: sets of states by kind, domains of transitions.
struct Layout: Sendable {
    var atomic = StateSet()
    var final = StateSet()
    var histories = StateSet()
    /// States with at least one handler, declaration or invocation; the others need no look.
    var withEntry = StateSet()
    var withExit = StateSet()
    var withData = StateSet()
    var withInvokes = StateSet()
    var withHistories = StateSet()
    var withDefaultContent = StateSet()
    /// All states inside a state.
    var descendants: [StateSet] = []
    /// Kind and parent beside each other, because a whole `State` is costly to copy.
    var kinds: [State.Kind] = []
    var parents: [Int] = []
    var children: [[Int]] = []
    var targets: [[Int]] = []
    var sources: [Int] = []
    /// The state whose inside a transition leaves; -1 for one without target, -2 where a history decides it.
    var domains: [Int] = []
    var guards: [Int] = []

    init(_ parts: ChartParts) {
        for state in parts.states {
            let index = state.index
            kinds.append(state.kind)
            parents.append(state.parent ?? -1)
            children.append(state.children)
            descendants.append(StateSet(index + 1..<state.lastDescendant + 1))
            switch state.kind {
            case .atomic: atomic.insert(index)
            case .final:
                atomic.insert(index)
                final.insert(index)
            case .shallowHistory, .deepHistory: histories.insert(index)
            case .root, .compound, .parallel: break
            }
            if !parts.entryBlocks[index].isEmpty { withEntry.insert(index) }
            if !parts.exitBlocks[index].isEmpty { withExit.insert(index) }
            if !parts.data[index].isEmpty { withData.insert(index) }
            if !parts.invokes[index].isEmpty { withInvokes.insert(index) }
            if !state.histories.isEmpty { withHistories.insert(index) }
            if let entry = parts.defaultEntries[index], !entry.content.isEmpty { withDefaultContent.insert(index) }
        }
        for transition in parts.transitions {
            targets.append(transition.targets)
            sources.append(transition.source)
            guards.append(transition.guardProgram ?? -1)
            if transition.targets.isEmpty {
                domains.append(-1)
            } else if transition.targets.contains(where: histories.contains) {
                domains.append(-2)
            } else {
                domains.append(
                    domain(from: transition.source, to: transition.targets, isInternal: transition.isInternal))
            }
        }
    }

    /// The transition's domain (appendix D, `getTransitionDomain`), for targets without histories.
    func domain(from source: Int, to targets: [Int], isInternal: Bool) -> Int {
        if isInternal, kinds[source] == .compound || kinds[source] == .root,
            targets.allSatisfy(descendants[source].contains)
        {
            return source
        }
        // The least common compound ancestor of the source and all targets.
        var ancestor = parents[source]
        while ancestor > 0 {
            if kinds[ancestor] == .compound, targets.allSatisfy(descendants[ancestor].contains) { return ancestor }
            ancestor = parents[ancestor]
        }
        return 0
    }
}
