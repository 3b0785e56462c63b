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
        let declarations = data.flatMap { $0 }
        return Self.clashes(
            states.dropFirst().map {
                (id: $0.id, names: $0.annotations.formerNames, place: $0.annotations.location(of: "was"))
            },
            of: "a state", isTaken: { id, name in isTaken(name, for: id) })
            + Self.clashes(
                transitions.map {
                    (
                        $0.events.first { !$0.isWildcard }?.prefix ?? "", $0.annotations.formerNames,
                        $0.annotations.location(of: "was")
                    )
                }, of: "an event", isTaken: { _, name in listens(to: name) })
            + Self.clashes(
                declarations.map { ($0.id, $0.formerNames, $0.location) }, of: "a variable",
                isTaken: { _, name in variables.contains(name) })
    }

    /// Whether a state's former name is another one's id. A state that has states inside now was one of those before.
    private func isTaken(_ name: String, for id: String) -> Bool {
        guard let other = states.dropFirst().first(where: { $0.id == name }) else { return false }
        let isInside = positions[id].map { layout.descendants[other.index].contains($0) } ?? false
        return !(isInside && (other.kind == .compound || other.kind == .parallel))
    }

    private static func clashes(
        _ all: [(id: String, names: [String], place: SourceLocation?)], of thing: String,
        isTaken: (_ id: String, _ name: String) -> Bool
    ) -> [Diagnostic] {
        // The transitions of one event may all say what it was called.
        var claimed: [String: String] = [:]
        return all.flatMap { one in
            one.names.compactMap { name -> Diagnostic? in
                let isClaimed = claimed[name].map { $0 != one.id } ?? false
                claimed[name] = claimed[name] ?? one.id
                guard isClaimed || isTaken(one.id, name) else { return nil }
                return Diagnostic(
                    .error, "KTR-C601",
                    isClaimed
                        ? "k:was: '\(claimed[name] ?? "")' was also called '\(name)'"
                        : "k:was: '\(name)' is still the name of \(thing), so the old and the new one cannot be distinguished",
                    hint: isClaimed
                        ? "only one of them can replace it"
                        : "to reuse a name, rename in two steps: first to an unused name, apply, then to the final one",
                    at: one.place)
            }
        }
    }
}
