public import Model

// What a chart makes of what sessions of an earlier version have kept.

extension Chart {
    /// The states that the histories of a stored session remember and that the chart does not have any more.
    public func statesMissing(toHistoriesOf session: DataValue) -> [String] {
        guard case .object(let histories) = session["history"] else { return [] }
        var missing: [String] = []
        for history in histories where positions[history.name] != nil {
            guard case .list(let remembered) = history.value else { continue }
            for case .text(let id) in remembered where positions[id] == nil && !missing.contains(id) {
                missing.append(id)
            }
        }
        return missing
    }

    /// The histories of a stored session that the chart does not have any more under any name, or whose memory lies outside of where
    /// they are now: they lead to their default.
    public func historiesMissing(to session: DataValue) -> [String] {
        guard case .object(let histories) = session["history"] else { return [] }
        return histories.compactMap { history in
            guard let place = positions[history.name], layout.kinds[place].isHistory else { return history.name }
            guard case .list(let remembered) = history.value else { return nil }
            let states = remembered.compactMap { if case .text(let id) = $0 { positions[id] } else { nil } }
            // States that are gone are told by themselves.
            guard states.count == remembered.count else { return nil }
            return states.allSatisfy { layout.descendants[layout.parents[place]].contains($0) } ? nil : history.name
        }
    }

    /// Variables that an earlier version did not have under any name.
    public func newVariables(since earlier: Chart) -> [String] {
        data.flatMap { $0 }.filter { declaration in
            !([declaration.id] + declaration.formerNames).contains { earlier.variables.contains($0) }
        }.map(\.id)
    }

    /// Whether there is a variable of a name, or one that had it before.
    public func knows(variable name: String) -> Bool {
        data.contains { $0.contains { $0.id == name || $0.formerNames.contains(name) } }
    }
}
