import Model

extension Session {
    /// Takes the enabled transitions together: leave, act, enter (appendix D, `microstep`).
    func microstep(_ event: String?) throws(StepFailure) {
        outcome.microsteps += 1
        if outcome.microsteps > Self.microstepBudget {
            let transition = chart.transitions[enabled[0]]
            throw StepFailure(
                "KTR-C201", "'\(chart.name)' took \(Self.microstepBudget) transitions and did not settle",
                hint: "a transition without event, or an event raised again and again, needs a guard that ends it",
                at: transition.location)
        }
        microstep?.transitions = enabled
        var exiting = StateSet()
        for transition in enabled { exiting.formUnion(exitSet(transition)) }
        if !exiting.isEmpty { try exit(exiting) }
        let taken = enabled
        for transition in taken where !chart.contents[transition].isEmpty { try run(chart.contents[transition]) }
        var plan = EntryPlan()
        for transition in taken {
            let targets = chart.layout.targets[transition]
            if targets.isEmpty { continue }
            let domain = domain(of: transition)
            for target in targets { addDescendants(of: target, to: &plan) }
            for target in targets { addAncestors(of: target, below: domain, to: &plan, effective: true) }
        }
        if !plan.states.isEmpty { try enter(plan) }
        finishMicrostep()
    }

    /// Leaves states, innermost and last first; histories remember before anything changes.
    func exit(_ states: StateSet) throws(StepFailure) {
        toInvoke.subtract(states)
        for state in states.intersection(chart.layout.withHistories) { remember(state) }
        if microstep != nil { microstep?.exited = Array(states).reversed() }
        let layout = chart.layout
        if !states.intersects(layout.withExit), current.invocations.isEmpty {
            current.configuration.subtract(states)
        } else {
            var remaining = states
            while let state = remaining.popLast() {
                for block in chart.exitBlocks[state] { try run(block) }
                cancelInvocations(of: state)
                current.configuration.remove(state)
                dataModel.activeStates = current.configuration
            }
        }
        dataModel.activeStates = current.configuration
    }

    private func remember(_ state: Int) {
        for history in chart.states[state].histories {
            current.history[history] =
                chart.layout.kinds[history] == .deepHistory
                ? current.configuration.intersection(chart.layout.atomic).intersection(chart.layout.descendants[state])
                : StateSet(chart.layout.children[state].filter(current.configuration.contains))
        }
    }

    /// Enters states, outermost and first first, with everything that entering means.
    func enter(_ plan: EntryPlan) throws(StepFailure) {
        if microstep != nil { microstep?.entered = Array(plan.states) }
        let layout = chart.layout
        var remaining = plan.states
        while let state = remaining.popFirst() {
            current.configuration.insert(state)
            dataModel.activeStates = current.configuration
            if layout.withInvokes.contains(state) { toInvoke.insert(state) }
            if layout.withData.contains(state), chart.binding == .late, !current.initialized.contains(state) {
                current.initialized.insert(state)
                try initialize(chart.data[state])
            }
            if layout.withEntry.contains(state) {
                for block in chart.entryBlocks[state] { try run(block) }
            }
            if layout.withDefaultContent.contains(state), plan.defaults.contains(state),
                let content = chart.defaultEntries[state]?.content
            {
                try run(content)
            }
            if let history = plan.historyOfParent[state], let content = chart.defaultEntries[history]?.content {
                try run(content)
            }
            if layout.final.contains(state) { try announceFinal(state) }
        }
    }

    /// `done.state.*` for the parent of a final state, and for the parallel state around it when all its regions are done.
    private func announceFinal(_ state: Int) throws(StepFailure) {
        let parent = chart.layout.parents[state]
        if parent == 0 {
            isRunning = false
            return
        }
        let data = try value(of: chart.doneData[state])
        internalQueue.append(Event("done.state.\(chart.states[parent].id)", .platform, data: data))
        let grandparent = chart.layout.parents[parent]
        guard grandparent > 0, chart.layout.kinds[grandparent] == .parallel,
            chart.layout.children[grandparent].allSatisfy(isInFinalState)
        else { return }
        internalQueue.append(Event("done.state.\(chart.states[grandparent].id)", .platform))
    }

    private func isInFinalState(_ state: Int) -> Bool {
        switch chart.layout.kinds[state] {
        case .compound:
            chart.layout.children[state].contains {
                chart.layout.final.contains($0) && current.configuration.contains($0)
            }
        case .parallel: chart.layout.children[state].allSatisfy(isInFinalState)
        default: false
        }
    }

    /// Appendix D, `exitInterpreter`: every active state is left, and a final state at the top gives its done data.
    func leave() throws(StepFailure) {
        let atEnd = current.configuration
        let reached = atEnd.first { chart.layout.final.contains($0) && chart.layout.parents[$0] == 0 }
        internalQueue.removeAll()
        externalQueue.removeAll()
        var remaining = atEnd
        var data: DataValue?
        while let state = remaining.popLast() {
            for block in chart.exitBlocks[state] { try run(block) }
            cancelInvocations(of: state)
            if state == reached { data = try value(of: chart.doneData[state]) }
            current.configuration.remove(state)
            dataModel.activeStates = current.configuration
        }
        current.configuration = atEnd
        current.status = .finished(final: reached)
        internalQueue.removeAll()
        externalQueue.removeAll()
        if reached != nil { outcome.effects.append(.finished(data: data)) }
    }
}
