import Model

extension Session {
    /// Starts what the states entered in this macrostep invoke (SCXML 1.0 §6.4).
    func startInvocations() throws(StepFailure) {
        let states = toInvoke
        toInvoke = StateSet()
        for state in states {
            for (place, declaration) in chart.invokes[state].enumerated() {
                try start(declaration, state, place)
            }
        }
    }

    private func start(_ declaration: InvokeDeclaration, _ state: Int, _ place: Int) throws(StepFailure) {
        var invokeID = declaration.id ?? ""
        if declaration.id == nil {
            current.issued += 1
            invokeID = "\(chart.states[state].id).\(current.issued)"
        }
        if let location = declaration.idLocation {
            guard try put(.text(invokeID), into: location) else { return }
        }
        if let type = declaration.type {
            guard let type = try text(type) else { return }
            guard Self.isOwnProcessor(type) else {
                fail(
                    "error.execution", "KTR-C208", "cannot invoke type '\(type)'", at: declaration.location,
                    sendID: nil)
                return
            }
        }
        guard let source = try source(of: declaration) else { return }
        var arguments: [DataValue.Member] = []
        for entry in declaration.payload.names {
            guard let value = try value(entry.program) else { return }
            arguments.append(DataValue.Member(entry.name, value))
        }
        arguments += try parameters(of: declaration.payload)
        current.invocations.append(SessionState.Invocation(state: state, place: place, id: invokeID))
        current.invocations.sort { ($0.state, $0.place) < ($1.state, $1.place) }
        outcome.effects.append(
            .start(
                InvocationRequest(
                    id: invokeID, source: source, arguments: arguments, location: declaration.location)))
    }

    private func source(of declaration: InvokeDeclaration) throws(StepFailure) -> InvocationRequest.Source? {
        if let source = declaration.source { return try text(source).map { .address($0) } }
        switch declaration.payload.content {
        case .chart(let chart): return .chart(chart)
        case .some(let content): return try value(of: content).map { .text($0.plainText) }
        case nil:
            fail(
                "error.execution", "KTR-C208", "<invoke> has neither src nor content", at: declaration.location,
                sendID: nil)
            return nil
        }
    }

    /// Lets the invocations see an external event before the transitions do: `<finalize>`, then `autoforward`.
    func tellInvocations(of event: Event) throws(StepFailure) {
        for invocation in current.invocations {
            let declaration = chart.invokes[invocation.state][invocation.place]
            if invocation.id == event.invokeID {
                switch declaration.finalize {
                case .absent: break
                case .block(let actions): try run(actions)
                case .empty(let places):
                    for place in places {
                        guard let value = event.data?[place.name] else { continue }
                        _ = try put(value, into: place.location)
                    }
                }
            }
            if declaration.autoForward {
                outcome.effects.append(.forward(event, invokeID: invocation.id))
            }
        }
        if let id = event.invokeID, event.name == "done.invoke.\(id)" {
            current.invocations.removeAll { $0.id == id }
        }
    }

    func cancelInvocations(of state: Int) {
        guard !current.invocations.isEmpty else { return }
        for invocation in current.invocations where invocation.state == state {
            outcome.effects.append(.stop(invokeID: invocation.id))
        }
        current.invocations.removeAll { $0.state == state }
    }
}
