public import Model

extension Session {
    /// What has to be kept beside the active states, as a value that any store can hold.
    ///
    /// `{"active": ["a"], "history": {"h": ["b"]}, "variables": {…}, …}`; parts that say nothing are left out.
    public func snapshot() throws(StepFailure) -> DataValue { try state().encoded(for: chart) }

    /// Whether active states alone are not enough to go on: there are variables, histories or invocations.
    public var needsSnapshot: Bool {
        !chart.variables.isEmpty || !chart.placesOfScripts.isEmpty || !current.history.isEmpty
            || !current.invocations.isEmpty
    }
}

extension SessionState {
    /// The state as a value with ids instead of positions, so that it survives changes of the chart around it.
    public func encoded(for chart: Chart) -> DataValue {
        func ids(_ set: StateSet) -> DataValue { .list(set.filter { $0 > 0 }.map { .text(chart.states[$0].id) }) }
        var members = [DataValue.Member("active", ids(configuration.intersection(chart.layout.atomic)))]
        switch status {
        case .ready: members.append(.init("status", .text("ready")))
        case .running: break
        case .finished(let final):
            members.append(.init("status", .text("finished")))
            if let final { members.append(.init("final", .text(chart.states[final].id))) }
        }
        if !history.isEmpty {
            let entries = history.sorted { $0.key < $1.key }
            members.append(
                .init("history", .object(entries.map { .init(chart.states[$0.key].id, ids($0.value)) })))
        }
        if !invocations.isEmpty {
            members.append(
                .init(
                    "invocations",
                    .list(
                        invocations.map { invocation in
                            .object([
                                .init("state", .text(chart.states[invocation.state].id)),
                                .init("place", .integer(Int64(invocation.place))),
                                .init("id", .text(invocation.id)),
                            ])
                        })))
        }
        if chart.binding == .late { members.append(.init("initialized", ids(initialized))) }
        if !chart.variables.isEmpty {
            members.append(.init("declared", .list(chart.variables.filter(declared.contains).map { .text($0) })))
        }
        if issued > 0 { members.append(.init("issued", .integer(Int64(issued)))) }
        if case .object(let all) = variables, !all.isEmpty { members.append(.init("variables", variables)) }
        return .object(members)
    }

    /// Reads what ``encoded(for:)`` gave.
    ///
    /// - Throws: `KTR-C206`, `KTR-C207` when the chart no longer has such states.
    public init(_ value: DataValue, chart: Chart) throws(StepFailure) {
        self.init()
        func strings(_ value: DataValue?) -> [String] {
            guard case .list(let elements) = value else { return [] }
            return elements.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        func position(_ id: String) throws(StepFailure) -> Int {
            if let position = chart.positions[id] { return position }
            throw StepFailure("KTR-C206", "the chart '\(chart.name)' no longer has a state '\(id)'")
        }
        func positions(_ value: DataValue?) throws(StepFailure) -> StateSet {
            var set = StateSet()
            for id in strings(value) { set.insert(try position(id)) }
            return set
        }
        let active = strings(value["active"])
        if !active.isEmpty { configuration = try chart.configuration(ofAtomicIDs: active) }
        status = .running
        // Whoever runs is somewhere: a session that is nowhere would drop its deadlines without a word.
        if active.isEmpty, value["status"] == nil {
            throw StepFailure("KTR-C207", "the stored session names no state", at: chart.states[0].location)
        }
        if value["status"] == .text("ready") { status = .ready }
        if value["status"] == .text("finished") {
            status = .finished(final: nil)
            if case .text(let id) = value["final"] { status = .finished(final: try position(id)) }
        }
        if case .object(let members) = value["history"] {
            // A history that remembers what is no longer there remembers nothing: it leads to its default.
            for member in members {
                guard let place = chart.positions[member.name], chart.layout.kinds[place].isHistory,
                    let remembered = try? positions(member.value), chart.canRemember(remembered, at: place)
                else { continue }
                history[place] = remembered
            }
        }
        if case .list(let elements) = value["invocations"] {
            for element in elements {
                guard case .text(let stateID) = element["state"], case .integer(let place) = element["place"],
                    case .text(let id) = element["id"]
                else { continue }
                let state = try position(stateID)
                guard chart.invokes[state].indices.contains(Int(place)) else { continue }
                invocations.append(Invocation(state: state, place: Int(place), id: id))
            }
        }
        initialized = chart.binding == .late ? try positions(value["initialized"]) : configuration
        if case .integer(let issued) = value["issued"] { self.issued = Int(issued) }
        if case .object(let members) = value["variables"] {
            variables = .object(members.map { .init(chart.currentName(ofVariable: $0.name), $0.value) })
            // Sessions of earlier versions did not say which variables had begun.
            declared = Set(chart.variables).intersection(members.map { chart.currentName(ofVariable: $0.name) })
        }
        declared.formUnion(strings(value["declared"]).map(chart.currentName(ofVariable:)))
    }
}

extension Chart {
    /// One step as a pure function: a saved state and an event in, a new state and an outcome out.
    public func step(
        _ state: SessionState, _ event: Event, dataModel: any DataModel, tracing: Bool = false
    ) throws(StepFailure) -> (state: SessionState, outcome: StepOutcome) {
        let session = try Session(chart: self, dataModel: dataModel, state: state)
        let outcome = try session.step(event, tracing: tracing)
        return (try session.state(), outcome)
    }
}
