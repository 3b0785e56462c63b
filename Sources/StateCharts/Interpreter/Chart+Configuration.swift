import Model

extension Chart {
    /// The whole configuration that belongs to some active atomic states.
    ///
    /// - Throws: `KTR-C206` for an id that is no atomic state, `KTR-C207` when the states cannot be active together.
    public func configuration(ofAtomicIDs ids: [String]) throws(StepFailure) -> StateSet {
        var set = StateSet()
        for id in ids {
            guard let position = atomicPosition(of: id) else {
                throw StepFailure(
                    "KTR-C206", "'\(id)' is not an atomic state of the chart '\(name)'",
                    hint: hint(for: id, among: layout.atomic.map { states[$0].id }), at: states[0].location)
            }
            var state = position
            while state >= 0 {
                set.insert(state)
                state = layout.parents[state]
            }
        }
        for state in set {
            let active = layout.children[state].filter(set.contains).count
            let isLegal: Bool
            switch layout.kinds[state] {
            case .root, .compound: isLegal = active == 1
            case .parallel: isLegal = active == layout.children[state].count
            default: isLegal = true
            }
            if !isLegal {
                throw StepFailure(
                    "KTR-C207", "'\(ids.joined(separator: " "))' is not a configuration of the chart '\(name)'",
                    hint: state == 0 ? nil : "look at the states inside '\(states[state].id)'",
                    at: states[state].location)
            }
        }
        if set.isEmpty { throw StepFailure("KTR-C207", "no state is active", at: states[0].location) }
        return set
    }

    /// The innermost state of an id, or of one that was its id before: a state that has states inside now may have been one of them.
    private func atomicPosition(of id: String) -> Int? {
        if let position = positions[id], layout.atomic.contains(position) { return position }
        return states.dropFirst().first { $0.annotations.formerNames.contains(id) && layout.atomic.contains($0.index) }?
            .index
    }

    /// Whether a transition from one of these states, or from one around them, listens to an event.
    public func listens(to event: String, in configuration: StateSet) -> Bool {
        configuration.contains { state in
            states[state].transitions.contains { transitions[$0].events.contains { $0.matches(event) } }
        }
    }
}
