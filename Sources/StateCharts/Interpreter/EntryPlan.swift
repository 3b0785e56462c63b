/// The states that a microstep enters (appendix D, `computeEntrySet`).
struct EntryPlan {
    var states = StateSet()
    /// Compound states entered without a target inside: their initial content runs.
    var defaults = StateSet()
    /// For a state whose history had nothing to remember: that history, whose content runs.
    var historyOfParent: [Int: Int] = [:]
}

extension Session {
    /// A state and what is entered with it.
    func addDescendants(of state: Int, to plan: inout EntryPlan) {
        let layout = chart.layout
        switch layout.kinds[state] {
        case .shallowHistory, .deepHistory:
            let parent = layout.parents[state]
            let targets: [Int]
            if let remembered = current.history[state] {
                targets = Array(remembered)
            } else {
                plan.historyOfParent[parent] = state
                targets = chart.defaultEntries[state]?.targets ?? []
            }
            for target in targets { addDescendants(of: target, to: &plan) }
            for target in targets { addAncestors(of: target, below: parent, to: &plan) }
        case .compound:
            plan.states.insert(state)
            guard let initial = chart.defaultEntries[state] else { return }
            plan.defaults.insert(state)
            for target in initial.targets { addDescendants(of: target, to: &plan) }
            for target in initial.targets { addAncestors(of: target, below: state, to: &plan) }
        case .parallel:
            plan.states.insert(state)
            addRegions(of: state, to: &plan)
        case .atomic, .final: plan.states.insert(state)
        case .root: break
        }
    }

    /// The states between a state and one around it, and the other regions of parallel ones among them.
    func addAncestors(of state: Int, below ancestor: Int, to plan: inout EntryPlan, effective: Bool = false) {
        if effective, chart.layout.kinds[state].isHistory {
            // What stands for the history is entered below the history's parent, which is an ancestor of all of it.
            addAncestors(of: chart.layout.parents[state], including: true, below: ancestor, to: &plan)
        } else {
            addAncestors(of: state, including: false, below: ancestor, to: &plan)
        }
    }

    private func addAncestors(of state: Int, including: Bool, below ancestor: Int, to plan: inout EntryPlan) {
        var current = including ? state : chart.layout.parents[state]
        while current > 0, current != ancestor {
            if chart.layout.descendants[current].contains(ancestor) { return }
            plan.states.insert(current)
            if chart.layout.kinds[current] == .parallel { addRegions(of: current, to: &plan) }
            current = chart.layout.parents[current]
        }
    }

    private func addRegions(of parallel: Int, to plan: inout EntryPlan) {
        for child in chart.layout.children[parallel] where !plan.states.intersects(chart.layout.descendants[child]) {
            addDescendants(of: child, to: &plan)
        }
    }
}
