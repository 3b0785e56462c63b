public import Model

extension Session {
    /// Enters the chart's initial states and goes on until the session is at rest.
    ///
    /// - Parameter arguments: values for variables that the chart declares at its top; they beat the chart's own.
    /// - Throws: ``StepFailure`` when the chart does not come to rest or a budget is exceeded.
    @discardableResult
    public func start(arguments: [DataValue.Member] = [], tracing: Bool = false) throws(StepFailure) -> StepOutcome {
        try start(arguments: arguments, tracing: tracing, draining: true)
    }

    /// Takes one event and goes on until the session is at rest. A finished session answers nothing.
    @discardableResult
    public func step(_ event: Event, tracing: Bool = false) throws(StepFailure) -> StepOutcome {
        prepare(tracing: tracing)
        guard isRunning else { return outcome }
        try take(event)
        try drain()
        return finishOutcome()
    }

    /// Stops the session: the exit handlers of all active states run, innermost first.
    @discardableResult
    public func stop() throws(StepFailure) -> StepOutcome {
        prepare(tracing: false)
        guard isRunning else { return outcome }
        isRunning = false
        try leave()
        return finishOutcome()
    }

    /// Starts without taking the events that the session has sent itself.
    func start(
        arguments: [DataValue.Member], tracing: Bool, draining: Bool
    ) throws(StepFailure) -> StepOutcome {
        prepare(tracing: tracing)
        guard current.status == .ready else { return outcome }
        try orGiveUp { () throws(DataModelError) in try dataModel.begin(SessionFacts(id: id, name: chart.name)) }
        dataModel.activeStates = current.configuration
        isRunning = true
        current.status = .running
        try initializeVariables(arguments)
        try run(chart.script)
        if tracing { microstep = Trace.Microstep(event: nil) }
        if let entry = chart.defaultEntries[0] {
            var plan = EntryPlan()
            for target in entry.targets { addDescendants(of: target, to: &plan) }
            for target in entry.targets { addAncestors(of: target, below: 0, to: &plan) }
            current.configuration.insert(0)
            try enter(plan)
        }
        finishMicrostep()
        try settle()
        if draining { try drain() }
        return finishOutcome()
    }

    /// Hands out the events that the session has sent itself, for a runner that keeps its external queue.
    func takeOwnEvents() -> [Event] {
        var events: [Event] = []
        while let event = externalQueue.popFirst() { events.append(event) }
        return events
    }

    /// Takes one event without those that the session sends itself meanwhile.
    func stepOnce(_ event: Event) throws(StepFailure) -> StepOutcome {
        prepare(tracing: false)
        guard isRunning else { return outcome }
        try take(event)
        return finishOutcome()
    }

    private func prepare(tracing: Bool) {
        outcome = StepOutcome()
        if tracing { outcome.trace = Trace() }
        microstep = nil
        timers = 0
        rounds = 0
    }

    private func finishOutcome() -> StepOutcome {
        let result = outcome
        outcome = StepOutcome()
        return result
    }

    private func drain() throws(StepFailure) {
        while isRunning, let event = externalQueue.popFirst() { try take(event) }
    }

    /// One external event: finalize and autoforward, the transitions it enables, then everything that follows.
    private func take(_ event: Event) throws(StepFailure) {
        try orGiveUp { () throws(DataModelError) in try dataModel.bind(event) }
        if !current.invocations.isEmpty { try tellInvocations(of: event) }
        try select(event)
        if !enabled.isEmpty {
            outcome.isAnswered = true
            try microstep(event.name)
        } else {
            finishMicrostep()
        }
        try settle()
    }

    /// Eventless transitions and internal events until nothing is left to do, then the invocations.
    private func settle() throws(StepFailure) {
        while isRunning {
            rounds += 1
            if rounds > 2 * Self.microstepBudget { throw endless() }
            try selectEventless()
            if !enabled.isEmpty {
                try microstep(nil)
                continue
            }
            if let event = internalQueue.popFirst() {
                try orGiveUp { () throws(DataModelError) in try dataModel.bind(event) }
                try select(event)
                if enabled.isEmpty { finishMicrostep() } else { try microstep(event.name) }
                continue
            }
            if toInvoke.isEmpty { return }
            try startInvocations()
            if internalQueue.isEmpty { return }
        }
        if current.status == .running { try leave() }
    }

    /// A guard without event that fails each time raises an error event each time, and so asks itself again for ever.
    private func endless() -> StepFailure {
        let last = outcome.problems.first
        return StepFailure(
            "KTR-C201", "'\(chart.name)' does not settle" + (last.map { ": \($0.message)" } ?? ""),
            hint: "correct the guard, or leave the state on error.execution", at: last?.location)
    }
}
