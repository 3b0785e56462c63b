import Model

extension Session {
    /// First values of variables: all of them with early binding, those of the chart itself with late binding.
    func initializeVariables(_ arguments: [DataValue.Member]) throws(StepFailure) {
        try initialize(chart.data[0], arguments)
        guard chart.binding == .early else { return }
        for state in chart.layout.withData where state > 0 { try initialize(chart.data[state]) }
    }

    /// Gives variables their first values; an argument beats the declaration, a failure leaves the variable without value.
    func initialize(_ declarations: [DataDeclaration], _ arguments: [DataValue.Member] = []) throws(StepFailure) {
        for declaration in declarations {
            current.declared.insert(declaration.id)
            if let argument = arguments.first(where: { $0.name == declaration.id }) {
                try declare(declaration, argument.value)
                continue
            }
            switch declaration.value {
            case .absent: break
            case .program(let program):
                _ = try attempt(program) { () throws(DataModelError) in try dataModel.run(program) }
            case .inline(let inline):
                if let value = try value(of: inline) { try declare(declaration, value) }
            case .source(let address):
                guard let bytes = surroundings.load(address), let text = String(validating: bytes, as: UTF8.self) else {
                    fail(
                        "error.communication", "KTR-C208", "'\(address)' cannot be read", at: declaration.location,
                        sendID: nil)
                    continue
                }
                switch InlineText(text.trimmed) {
                case .value(let value): try declare(declaration, value)
                case .expression(_, let text): try declare(declaration, .text(text))
                }
            }
        }
    }

    /// Gives their first values to variables that the chart did not declare yet when the session was saved.
    func initializeNewVariables() throws(StepFailure) {
        var isChanged = false
        for state in chart.layout.withData
        where chart.binding == .early || state == 0 || current.initialized.contains(state) {
            let new = chart.data[state].filter { !current.declared.contains($0.id) }
            guard !new.isEmpty else { continue }
            try initialize(new)
            isChanged = true
        }
        guard isChanged else { return }
        // What fails leaves the variable without value; whoever reads it is told then.
        outcome = StepOutcome()
        internalQueue.removeAll()
    }

    private func declare(_ declaration: DataDeclaration, _ value: DataValue) throws(StepFailure) {
        do { try dataModel.declare(declaration.id, value) } catch {
            if error.isLimit { throw StepFailure("KTR-C203", error.message, at: declaration.location) }
            fail("error.execution", "KTR-C202", error.message, at: declaration.location, sendID: nil)
        }
    }
}
