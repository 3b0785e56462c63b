import Model

/// What somebody asks a form to store, set against what the record holds.
struct Submission {
    let type: EntityType
    let form: FormData
    /// The attributes that the form offers.
    let attributes: [Attribute]
    /// What could be read, by name.
    private(set) var values: [String: DataValue] = [:]
    private(set) var faults: [String: LocalizedText] = [:]

    /// - Parameters:
    ///   - resolve: finds the record of a name that was typed into a lookup's field.
    ///   - found: what was found wrong with files when they came.
    init(
        _ type: EntityType, _ form: FormData, attributes: [Attribute], format: ValueFormat,
        faults found: [String: LocalizedText] = [:],
        resolve: (Attribute, String, String?) throws -> FormReader.Outcome
    ) rethrows {
        self.type = type
        self.form = form
        self.attributes = attributes
        let reader = FormReader(format: format)
        for attribute in attributes where values[attribute.name] == nil {
            var outcome = reader.read(attribute, form)
            if case .name(let name) = outcome { outcome = try resolve(attribute, name, form["\(attribute.name).type"]) }
            switch outcome {
            case .value(let value):
                values[attribute.name] = value
                if value == .null, attribute.isRequired { faults[attribute.name] = FormTexts.missing }
            case .amount(let amount, let currency):
                values[attribute.name] = amount
                values[MoneyRules.currencyName(of: attribute.name)] = .text(currency)
            case .fault(let fault): faults[attribute.name] = fault
            case .name, nil: break
            }
        }
        // A currency is always chosen; without an amount that says nothing.
        for attribute in attributes {
            if case .currency = attribute.type, let amount = attribute.companionOf, values[amount] == .null {
                values[attribute.name] = .null
            }
        }
        faults.merge(found) { $1 }
    }

    /// Leaves files alone that are what the record holds already: a form that was sent twice uploads them twice.
    mutating func dropFiles(equalTo record: Record, _ files: [RecordID: FileDescription]) {
        for (name, value) in values {
            guard case .text(let text) = value, let id = RecordID(text), let file = files[id],
                case .record(let held) = record[name], let current = files[held], current.isSame(as: file)
            else { continue }
            values[name] = .text(held.description)
        }
    }

    /// The values that differ from the record's.
    func changes(from record: Record) -> [String: DataValue] {
        values.filter { name, value in
            guard let attribute = type.attribute(named: name) else { return true }
            guard case .success(let coerced) = attribute.type.coerce(value, keeping: record[name]) else { return true }
            // An empty checkbox says no more than an empty value did.
            if coerced == .boolean(false), record[name].isNull { return false }
            return coerced != record[name]
        }
    }

    /// The values of a new record.
    ///
    /// A box that nobody ticked says nothing where the attribute may stay empty, so it is not stored as "no".
    var newValues: [String: DataValue] {
        values.filter { name, value in
            guard value == .boolean(false), let attribute = type.attribute(named: name) else { return value != .null }
            return attribute.isRequired || attribute.defaultValue == .boolean(true)
        }
    }

    /// Adds what the write path found wrong, and returns the problems that belong to no field of the form.
    mutating func add(_ refusal: Refusal) -> [Refusal.Problem] {
        refusal.problems.filter { problem in
            guard let name = problem.attribute, attributes.contains(where: { $0.name == name }) else { return true }
            if faults[name] == nil {
                let hint = problem.hint
                faults[name] = LocalizedText(
                    [problem.message.english, hint?.english].compactMap { $0 }.joined(separator: " – "),
                    german: [problem.message[.german], hint?[.german]].compactMap { $0 }.joined(separator: " – "))
            }
            return false
        }
    }
}
