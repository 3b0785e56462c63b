import Model

extension AttributeDeclaration {
    /// Sets what an extension says, and reports what the attribute's type does not allow.
    mutating func set(
        _ property: AttributeOverride.Property, to value: Located<String>, _ findings: inout Findings
    ) {
        switch property {
        case .label(let language): label = label.with(value.value, in: language)
        case .help(let language): help = (help ?? LocalizedText(value.value)).with(value.value, in: language)
        case .required: setRequired(value, &findings)
        case .maximum: setMaximum(value, &findings)
        case .defaultValue:
            switch detail {
            case .lookup, .tree, .state, .plain(.autonumber), .plain(.file), .formula, .rollup:
                refuse("default", at: value, &findings)
            case .plain, .choice, .multichoice: defaultText = value
            }
        }
    }

    private mutating func setRequired(_ value: Located<String>, _ findings: inout Findings) {
        switch detail {
        case .state, .plain(.autonumber), .formula, .rollup: refuse("required", at: value, &findings)
        case .lookup(_, .unlink, _) where value.value == "true", .tree(.unlink, _) where value.value == "true":
            findings.error(
                "KTR-D137", "a required lookup cannot become empty when its target is deleted",
                hint: "'\(name.value)' has on-delete=\"unlink\" at \(location)", at: value.location)
        default: isRequired = value.value == "true"
        }
    }

    private mutating func setMaximum(_ value: Located<String>, _ findings: inout Findings) {
        switch detail {
        case .plain(.text(_, let isLong)):
            let greatest = isLong ? 1_000_000 : 10_000
            guard let length = Int(value.value), (1...greatest).contains(length) else {
                return refuseNumber(value, hint: "write a number from 1 to \(greatest)", &findings)
            }
            detail = .plain(.text(maximumLength: length, isLong: isLong))
        case .plain(.integer(let minimum, _)):
            guard let maximum = Int64(value.value) else { return refuseNumber(value, hint: nil, &findings) }
            checkBounds(minimum, maximum, value, &findings)
            detail = .plain(.integer(minimum: minimum, maximum: maximum))
        case .plain(.decimal(let scale, let minimum, _)):
            guard let maximum = ExactDecimal(value.value)?.rescaled(to: scale) else {
                return refuseNumber(value, hint: "it may have \(scale) decimal places", &findings)
            }
            checkBounds(minimum, maximum, value, &findings)
            detail = .plain(.decimal(scale: scale, minimum: minimum, maximum: maximum))
        default: refuse("max", at: value, &findings)
        }
    }

    private func checkBounds<Number: Comparable>(
        _ minimum: Number?, _ maximum: Number, _ value: Located<String>, _ findings: inout Findings
    ) {
        guard let minimum, minimum > maximum else { return }
        findings.error(
            "KTR-D140", "min is greater than max", hint: "'\(name.value)' has min=\"\(minimum)\" at \(location)",
            at: value.location)
    }

    private func refuse(_ property: String, at value: Located<String>, _ findings: inout Findings) {
        findings.error(
            "KTR-D166", "'\(property)' cannot be set on '\(name.value)', whose type does not have it",
            hint: "it is declared at \(location); remove \(property)", at: value.location)
    }

    private func refuseNumber(_ value: Located<String>, hint: String?, _ findings: inout Findings) {
        findings.error(
            "KTR-D115", "max=\"\(value.value)\" is not a number that is possible for '\(name.value)'", hint: hint,
            at: value.location)
    }
}

extension LocalizedText {
    fileprivate func with(_ text: String, in language: Language) -> LocalizedText {
        if language == .english { return LocalizedText(text, others: others) }
        return LocalizedText(english, others: others.merging([language: text]) { _, new in new })
    }
}
