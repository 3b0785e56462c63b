extension Session {
    /// The atomic states that would be active once a transition was taken, without what may follow it by itself. Changes nothing.
    public func activeStateIDs(after transition: Transition) -> [String] {
        let index = transition.index
        let targets = chart.layout.targets[index]
        var configuration = current.configuration
        if !targets.isEmpty {
            configuration.subtract(exitSet(index))
            var plan = EntryPlan()
            let domain = domain(of: index)
            for target in targets { addDescendants(of: target, to: &plan) }
            for target in targets { addAncestors(of: target, below: domain, to: &plan, effective: true) }
            configuration.formUnion(plan.states)
        }
        return configuration.intersection(chart.layout.atomic).map { chart.states[$0].id }
    }
}
