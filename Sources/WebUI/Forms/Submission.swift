import Model

/// What somebody asks a form to store, set against what the record holds.
struct Submission {
    let type: EntityType
    let form: FormData
    /// The attributes that the form offers.
    let attributes: [Attribute]
    /// What could be read, by name. What somebody left as the form had shown it is not among it.
    private(set) var values: [String: DataValue] = [:]
    private(set) var faults: [String: Fault] = [:]
    /// The attributes that were left as they were.
    private(set) var untouched: Set<String> = []
    /// Boxes that are not ticked.
    private var unticked: Set<String> = []
    /// Values that the form began with and that somebody took out.
    private var emptied: Set<String> = []
    /// What could be chosen for a name that several records have, by attribute.
    private(set) var candidates: [String: [FormField.Candidate]] = [:]

    /// What is wrong with a field, and the record that it collides with.
    struct Fault: Equatable {
        var message: LocalizedText
        var other: Refusal.RelatedRecord?
    }

    /// - Parameters:
    ///   - isNew: whether it is the form of a new record: then what it shows is what is stored, touched or not.
    ///   - computed: attributes of a new record whose first value is computed anew where nobody touched it.
    ///   - resolve: finds the record of a name that was typed into a lookup's field.
    ///   - found: what was found wrong with files when they came.
    init(
        _ type: EntityType, _ form: FormData, attributes: [Attribute], isNew: Bool, computed: Set<String> = [],
        format: ValueFormat, faults found: [String: LocalizedText] = [:],
        resolve: (Attribute, String, String?) throws -> FormReader.Outcome
    ) rethrows {
        self.type = type
        self.form = form
        self.attributes = attributes
        let reader = FormReader(format: format)
        for attribute in attributes where values[attribute.name] == nil {
            let name = attribute.name
            var outcome = reader.read(attribute, form)
            let isUntouched = Self.isUntouched(attribute, form)
            if isUntouched { untouched.insert(name) }
            if isUntouched, !isNew || computed.contains(name) {
                // A value that the form asks for is asked for, whoever left it out.
                if attribute.isRequired, outcome == .value(.null) { faults[name] = Fault(message: FormTexts.missing) }
                continue
            }
            if case .name(let typed) = outcome { outcome = try resolve(attribute, typed, form[FieldName.kind(name)]) }
            switch outcome {
            case .value(let value):
                values[name] = value
                if value == .null, attribute.isRequired { faults[name] = Fault(message: FormTexts.missing) }
                if value == .null, form[FieldName.was(name)] != nil, !isUntouched { emptied.insert(name) }
            case .amount(let amount, let currency):
                values[name] = amount
                values[MoneyRules.currencyName(of: name)] = .text(currency)
            case .fault(let fault): faults[name] = Fault(message: fault)
            case .several(let found, _):
                faults[name] = Fault(message: FormTexts.ambiguous)
                candidates[name] = found
            case .unticked:
                values[name] = .boolean(false)
                unticked.insert(name)
            case .name, nil: break
            }
        }
        // A currency is always chosen; without an amount that says nothing.
        for attribute in attributes {
            guard case .currency = attribute.type, let amount = attribute.companionOf else { continue }
            if form[amount].map(\.trimmed.isEmpty) ?? (values[amount] == .null) {
                values[attribute.name] = values[amount] == nil ? nil : .null
            }
        }
        for (name, message) in found { faults[name] = Fault(message: message) }
    }

    /// Whether a field holds what it showed; false where the form does not say what that was.
    private static func isUntouched(_ attribute: Attribute, _ form: FormData) -> Bool {
        let name = attribute.name
        guard let shown = form[attribute.type.reference == nil ? FieldName.was(name) : FieldName.mark(name)] else {
            return false
        }
        switch attribute.type {
        case .lookup, .tree, .polymorphic:
            let (title, kind) = (form[FieldName.title(name)] ?? "", form[FieldName.kind(name)] ?? "")
            return ShownMark.mark(ofLookup: form[name] ?? "", title, kind: kind) == shown
        case .multichoice: return ShownMark.mark(of: form.values(of: name).filter { !$0.isEmpty }) == shown
        case .boolean:
            let value = form[FieldName.present(name)] == nil ? form[name] ?? "" : form[name] == "true" ? "true" : ""
            return ShownMark.mark(of: value, isLong: false) == shown
        case .file:
            return form[FieldName.remove(name)] != "true"
                && ShownMark.mark(of: form[name] ?? "", isLong: false) == shown
        default: return ShownMark.mark(of: form[name] ?? "", isLong: attribute.type.isMultiline) == shown
        }
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
            // An empty box says no more than an empty value did.
            if unticked.contains(name), record[name].isNull { return false }
            return coerced != record[name]
        }
    }

    /// The values of a new record.
    ///
    /// A box that nobody ticked says nothing where the attribute may stay empty, so it is not stored as "no". What somebody took
    /// out of a field that began with a value stays out.
    var newValues: [String: DataValue] {
        values.filter { name, value in
            if value == .null { return emptied.contains(name) }
            guard unticked.contains(name), let attribute = type.attribute(named: name) else { return true }
            return attribute.isRequired || attribute.defaultValue == .boolean(true)
        }
    }

    /// Adds what the write path found wrong, and returns the problems that belong to no field of the form.
    mutating func add(_ refusal: Refusal) -> [Refusal.Problem] {
        refusal.problems.filter { problem in
            guard let name = problem.attribute, attributes.contains(where: { $0.name == name }) else { return true }
            if faults[name] == nil {
                faults[name] = Fault(
                    message: problem.withHint.asTyped(form[name], for: values[name]), other: problem.other)
            }
            return false
        }
    }
}

extension Refusal.Problem {
    /// The message with the hint behind it; a record that it speaks of is shown as a link instead.
    var withHint: LocalizedText {
        guard other == nil else { return message }
        return LocalizedText(
            [message.english, hint?.english].compactMap { $0 }.joined(separator: " – "),
            german: [message[.german], hint?[.german]].compactMap { $0 }.joined(separator: " – "))
    }
}

extension LocalizedText {
    /// A message with a value in it as somebody typed it, not as it was understood: `12,3456` and not `12.3456`.
    func asTyped(_ typed: String?, for value: DataValue?) -> LocalizedText {
        guard let typed = typed?.trimmed, !typed.isEmpty, typed.utf8.count <= 60 else { return self }
        let understood: String
        switch value {
        case .text(let text)? where text.utf8.count <= 60: understood = text
        case .decimal(let number)?: understood = number.description
        case .integer(let number)?: understood = String(number)
        default: return self
        }
        guard understood != typed, !understood.isEmpty else { return self }
        // Messages write numbers as their language does.
        let inGerman = self[.german].contains(understood) ? understood : understood.replacing(".", with: ",")
        return LocalizedText(
            english.replacingWhole(understood, with: typed),
            german: self[.german].replacingWhole(inGerman, with: typed))
    }
}

extension String {
    /// Replaces a text where it stands for itself, not within a longer word or number.
    fileprivate func replacingWhole(_ part: String, with other: String) -> String {
        var result = ""
        var rest = self[...]
        while let found = rest.firstRange(of: part) {
            let before = (result + rest[..<found.lowerBound]).last
            let after = rest[found.upperBound...].first
            let isWhole = before.map { !$0.isLetter && !$0.isNumber } ?? true
            result += rest[..<found.lowerBound]
            result += isWhole && (after.map { !$0.isLetter && !$0.isNumber } ?? true) ? other : part
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}
