import Model

extension Session {
    /// The transitions that an event enables (appendix D, `selectTransitions`), into `enabled`.
    func select(_ event: Event) throws(StepFailure) {
        enabled.removeAll(keepingCapacity: true)
        if outcome.trace != nil { beginMicrostep(event.name) }
        let number = chart.candidates.events[event.name]
        var remaining = current.configuration.intersection(chart.layout.atomic)
        while let state = remaining.popFirst() {
            for transition in chart.candidates.answering(number, event.name, from: state)
            where try holds(transition) {
                if !enabled.contains(transition) { enabled.append(transition) }
                break
            }
        }
        if enabled.count > 1 { removeConflicts() }
    }

    /// The enabled transitions that need no event (appendix D, `selectEventlessTransitions`).
    func selectEventless() throws(StepFailure) {
        enabled.removeAll(keepingCapacity: true)
        var remaining = current.configuration.intersection(chart.candidates.withEventless)
        guard !remaining.isEmpty else { return }
        if outcome.trace != nil { beginMicrostep(nil) }
        while let state = remaining.popFirst() {
            for transition in chart.candidates.needingNoEvent(from: state) where try holds(transition) {
                if !enabled.contains(transition) { enabled.append(transition) }
                break
            }
        }
        if enabled.count > 1 { removeConflicts() }
        if enabled.isEmpty { finishMicrostep() }
    }

    /// Whether a transition's guard lets it pass; a guard that fails does not, and the chart is told.
    private func holds(_ transition: Int) throws(StepFailure) -> Bool {
        let program = chart.layout.guards[transition]
        if program < 0 { return true }
        var failure: DataModelError?
        var passed = false
        do { passed = try dataModel.condition(program) } catch { failure = error }
        if microstep != nil {
            microstep?.guards.append(Trace.Guard(transition: transition, passed: passed, error: failure?.message))
        }
        if let failure { try report(failure, program, sendID: nil) }
        return passed
    }

    /// Appendix D, `removeConflictingTransitions`: an inner source wins over an outer one, else the first one wins.
    private func removeConflicts() {
        var kept: [Int] = []
        for candidate in enabled {
            let exits = exitSet(candidate)
            var beaten: [Int] = []
            var isPreempted = false
            for other in kept where exits.intersects(exitSet(other)) {
                if chart.layout.descendants[chart.layout.sources[other]].contains(chart.layout.sources[candidate]) {
                    beaten.append(other)
                } else {
                    isPreempted = true
                    break
                }
            }
            if !isPreempted {
                kept.removeAll { beaten.contains($0) }
                kept.append(candidate)
            }
        }
        enabled = kept
    }

    /// The active states that a transition leaves.
    func exitSet(_ transition: Int) -> StateSet {
        let domain = domain(of: transition)
        return domain < 0 ? StateSet() : current.configuration.intersection(chart.layout.descendants[domain])
    }

    /// The state whose inside a transition leaves; -1 when it has no target.
    func domain(of transition: Int) -> Int {
        let fixed = chart.layout.domains[transition]
        guard fixed == -2 else { return fixed }
        return chart.layout.domain(
            from: chart.layout.sources[transition], to: effectiveTargets(chart.layout.targets[transition]),
            isInternal: chart.transitions[transition].isInternal)
    }

    /// The targets with histories replaced by what they remember.
    private func effectiveTargets(_ targets: [Int]) -> [Int] {
        targets.flatMap { target -> [Int] in
            guard chart.layout.kinds[target].isHistory else { return [target] }
            if let remembered = current.history[target] { return Array(remembered) }
            return effectiveTargets(chart.defaultEntries[target]?.targets ?? [])
        }
    }

    private func beginMicrostep(_ event: String?) {
        finishMicrostep()
        microstep = Trace.Microstep(event: event)
    }

    /// Puts the microstep that is being traced behind the others.
    func finishMicrostep() {
        guard let step = microstep else { return }
        microstep = nil
        if step.event == nil, step.guards.isEmpty, step.entered.isEmpty { return }
        outcome.trace?.microsteps.append(step)
    }
}
