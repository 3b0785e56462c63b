public import Model

extension Session {
    /// Runs a block of executable content; an error ends the block and becomes an event (SCXML 1.0 §4.9).
    func run(_ block: [Action]) throws(StepFailure) {
        for action in block {
            guard try perform(action) else { return }
        }
    }

    /// Runs one action; false when it failed and the block around it has to end.
    private func perform(_ action: Action) throws(StepFailure) -> Bool {
        switch action {
        case .raise(let name, _):
            internalQueue.append(Event(name, .internal))
            return true
        case .assign(let program):
            outcome.assignments.append(program)
            return try attempt(program) { () throws(DataModelError) in try dataModel.run(program) } != nil
        case .script(let program):
            return try attempt(program) { () throws(DataModelError) in try dataModel.run(program) } != nil
        case .assignInline(let inline, let place):
            guard let value = try value(of: inline) else { return false }
            outcome.assignments.append(place)
            return try put(value, into: place)
        case .log(let label, let program, let location):
            var logged: DataValue?
            if let program {
                guard let value = try value(program) else { return false }
                logged = value
            }
            outcome.effects.append(.log(LogEntry(label: label, value: logged, location: location)))
            return true
        case .send(let send): return try perform(send)
        case .cancel(let id, _):
            guard let id = try text(id) else { return false }
            outcome.effects.append(.cancel(sendID: id))
            return true
        case .choose(let branches): return try choose(branches)
        case .iterate(let program, let body): return try iterate(program, body)
        }
    }

    /// A condition that fails counts as false and the chart is told (SCXML 1.0 §5.9.1); the block goes on.
    private func choose(_ branches: [Action.Branch]) throws(StepFailure) -> Bool {
        for branch in branches {
            if let condition = branch.condition {
                let holds = try attempt(condition) { () throws(DataModelError) in try dataModel.condition(condition) }
                guard holds == true else { continue }
            }
            return try perform(all: branch.body)
        }
        return true
    }

    private func iterate(_ program: Int, _ body: [Action]) throws(StepFailure) -> Bool {
        var failure: StepFailure?
        var isDone = true
        let walked: Void? = try attempt(program) { () throws(DataModelError) in
            try dataModel.iterate(program) {
                do throws(StepFailure) { isDone = try perform(all: body) } catch {
                    failure = error
                    isDone = false
                }
                return isDone
            }
        }
        if let failure { throw failure }
        return walked != nil && isDone
    }

    private func perform(all body: [Action]) throws(StepFailure) -> Bool {
        for action in body {
            guard try perform(action) else { return false }
        }
        return true
    }

    /// The value of an expression; nil when it failed, which the chart has been told then.
    func value(_ program: Int, sendID: String? = nil) throws(StepFailure) -> DataValue? {
        try attempt(program, sendID: sendID) { () throws(DataModelError) in try dataModel.value(program) }
    }

    func value(of inline: InlineValue) throws(StepFailure) -> DataValue? {
        switch inline {
        case .value(let value): return value
        case .program(let program, let text):
            do { return try dataModel.value(program) } catch {
                if error.isLimit { throw limit(error, program) }
                return .text(text)
            }
        }
    }

    /// The text of an attribute or of its twin with an expression; nil when that failed.
    func text(_ computed: Computed, sendID: String? = nil) throws(StepFailure) -> String? {
        switch computed {
        case .literal(let text): return text
        case .program(let program): return try value(program, sendID: sendID).map(\.plainText)
        }
    }

    func put(_ value: DataValue, into place: Int, sendID: String? = nil) throws(StepFailure) -> Bool {
        try attempt(place, sendID: sendID) { () throws(DataModelError) in try dataModel.put(value, into: place) } != nil
    }

    /// Runs a program; nil when it failed, which the chart has been told then.
    func attempt<Value>(
        _ program: Int, sendID: String? = nil, _ body: () throws(DataModelError) -> Value
    ) throws(StepFailure) -> Value? {
        do { return try body() } catch {
            try report(error, program, sendID: sendID)
            return nil
        }
    }

    /// Tells the chart that a program failed, or gives the step up when a budget was exceeded.
    func report(_ error: DataModelError, _ program: Int, sendID: String?) throws(StepFailure) {
        if error.isLimit { throw limit(error, program) }
        fail("error.execution", "KTR-C202", error.message, at: chart.programs[program].location, sendID: sendID)
    }

    /// Puts an error event into the internal queue and notes the problem.
    func fail(_ event: String, _ code: String, _ message: String, at location: SourceLocation, sendID: String?) {
        outcome.problems.append(Diagnostic(.warning, code, message, at: location))
        internalQueue.append(Event(event, .platform, data: .text(message), sendID: sendID))
    }

    private func limit(_ error: DataModelError, _ program: Int) -> StepFailure {
        StepFailure("KTR-C203", error.message, at: chart.programs[program].location)
    }
}

extension DataValue {
    /// The value as an attribute or a log line shows it: texts without quotes, lists and objects as JSON.
    public var plainText: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .decimal(let value): value.description
        case .number(let value): value.description
        case .text(let value): value
        case .list, .object: jsonText
        }
    }
}
