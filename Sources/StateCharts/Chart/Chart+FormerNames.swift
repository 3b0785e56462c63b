import Model

extension Chart {
    /// States by the ids that they had before (`k:was`).
    public var formerStates: [String: String] {
        Dictionary(
            states.dropFirst().flatMap { state in state.annotations.formerNames.map { ($0, state.id) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What an event of a stored timer, or of a program that knows an older version, is called now.
    ///
    /// - Returns: the name itself where transitions listen to it, or where nothing says that it was renamed.
    public func currentName(ofEvent name: String) -> String {
        guard !listens(to: name) else { return name }
        let heir = transitions.first { $0.annotations.formerNames.contains(name) }
        return heir?.events.first { !$0.isWildcard }?.prefix ?? name
    }

    /// The name of an event and all that it had before.
    public func allNames(ofEvent name: String) -> [String] {
        let former = transitions.filter { $0.events.contains { !$0.isWildcard && $0.prefix == name } }
            .flatMap(\.annotations.formerNames)
        return [name] + former.filter { $0 != name }
    }

    /// What a variable of a stored session is called now.
    func currentName(ofVariable name: String) -> String {
        guard !variables.contains(name) else { return name }
        return data.lazy.flatMap { $0 }.first { $0.formerNames.contains(name) }?.id ?? name
    }

    /// Whether any transition, wherever it starts, listens to an event.
    public func listens(to event: String) -> Bool {
        transitions.contains { $0.events.contains { $0.matches(event) } }
    }

    /// Whether an event is the system's own: no client may send it, and no role needs a grant for it.
    ///
    /// It is where a transition of the system's listens to it, whatever stands behind the words that are listened to: who sends
    /// `tick.now` sends `tick`. A transition that listens to everything makes nothing internal, and `kontor check` refuses it.
    public func isInternal(_ event: String) -> Bool {
        transitions.contains { transition in
            transition.annotations.isInternal
                && transition.events.contains { !$0.prefix.isEmpty && $0.matches(event) }
        }
    }

    /// Whether a history can lead to these states: they lie below the state that it belongs to.
    func canRemember(_ remembered: StateSet, at history: Int) -> Bool {
        let parent = layout.parents[history]
        return !remembered.isEmpty && remembered.allSatisfy { layout.descendants[parent].contains($0) }
    }

    /// What is wrong with former names: one that is in use, or that two things claim.
    func formerNameDiagnostics() -> [Diagnostic] {
        let ids = Set(states.dropFirst().map(\.id))
        var found = Self.clashes(
            states.dropFirst().map(\.annotations), isTaken: ids.contains, "state")
        found += Self.clashes(transitions.map(\.annotations), isTaken: listens(to:), "event", mayRepeat: true)
        return found
    }

    private static func clashes(
        _ all: [Annotations], isTaken: (String) -> Bool, _ thing: String, mayRepeat: Bool = false
    ) -> [Diagnostic] {
        var seen: Set<String> = []
        return all.flatMap { annotations in
            annotations.formerNames.compactMap { name -> Diagnostic? in
                let isRepeated = !seen.insert(name).inserted && !mayRepeat
                guard isRepeated || isTaken(name) else { return nil }
                return Diagnostic(
                    .error, "KTR-C601",
                    isRepeated
                        ? "two states were called '\(name)'"
                        : "'\(name)' is the name of \(thing == "state" ? "a" : "an") \(thing) still",
                    hint: "take the name out of k:was", at: annotations.location(of: "was"))
            }
        }
    }
}
