import Model

extension AttributeDeclaration {
    /// Sets what an extension says, and reports what the attribute's type does not allow.
    mutating func set(_ property: Override.Property, to value: Located<String>, _ findings: inout Findings) {
        switch property {
        case .label(let language): label = label.with(value.value, in: language)
        case .help(let language): help = (help ?? LocalizedText(value.value)).with(value.value, in: language)
        case .value("required"): setRequired(value, &findings)
        case .value("min"): setMinimum(value, &findings)
        case .value("max"): setMaximum(value, &findings)
        case .value("immutable"):
            if isGiven { refuse("immutable", at: value, &findings) } else { isImmutable = value.value == "true" }
        case .value("search"):
            switch detail {
            case .plain(.text), .plain(.email), .plain(.phone), .plain(.url), .plain(.autonumber):
                isSearchable = value.value == "true"
            default: refuse("search", at: value, &findings)
            }
        case .value("default"):
            switch detail {
            case .lookup, .tree, .plain(.file): refuse("default", at: value, &findings)
            case _ where isGiven: refuse("default", at: value, &findings)
            default: defaultText = value
            }
        case .pluralLabel, .value: break
        }
    }

    /// Whether the system gives the value, and nobody else.
    private var isGiven: Bool {
        switch detail {
        case .state, .plain(.autonumber), .formula, .rollup: true
        default: false
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

    private mutating func setMinimum(_ value: Located<String>, _ findings: inout Findings) {
        switch detail {
        case .plain(.integer(_, let maximum)):
            guard let minimum = Int64(value.value) else { return refuse("min", value, hint: nil, &findings) }
            checkBounds(minimum, maximum, value, other: "max", &findings)
            detail = .plain(.integer(minimum: minimum, maximum: maximum))
        case .plain(.decimal(let scale, _, let maximum)):
            guard let minimum = decimal("min", value, scale: scale, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "max", &findings)
            detail = .plain(.decimal(scale: scale, minimum: minimum, maximum: maximum))
        case .plain(.money(var rules)):
            guard let minimum = decimal("min", value, scale: rules.scale, &findings) else { return }
            checkBounds(minimum, rules.maximum, value, other: "max", &findings)
            rules.minimum = minimum
            detail = .plain(.money(rules))
        case .plain(.duration(_, let maximum)):
            guard let minimum = duration("min", value, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "max", &findings)
            detail = .plain(.duration(minimum: minimum, maximum: maximum))
        case .plain(.time(_, let maximum)):
            guard let minimum = time("min", value, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "max", &findings)
            detail = .plain(.time(minimum: minimum, maximum: maximum))
        default: refuse("min", at: value, &findings)
        }
    }

    private mutating func setMaximum(_ value: Located<String>, _ findings: inout Findings) {
        switch detail {
        case .plain(.text(_, let isLong)):
            let greatest = isLong ? 1_000_000 : 10_000
            guard let length = Int(value.value), (1...greatest).contains(length) else {
                return refuse("max", value, hint: "write a number from 1 to \(greatest)", &findings)
            }
            detail = .plain(.text(maximumLength: length, isLong: isLong))
        case .plain(.integer(let minimum, _)):
            guard let maximum = Int64(value.value) else { return refuse("max", value, hint: nil, &findings) }
            checkBounds(minimum, maximum, value, other: "min", &findings)
            detail = .plain(.integer(minimum: minimum, maximum: maximum))
        case .plain(.decimal(let scale, let minimum, _)):
            guard let maximum = decimal("max", value, scale: scale, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "min", &findings)
            detail = .plain(.decimal(scale: scale, minimum: minimum, maximum: maximum))
        case .plain(.money(var rules)):
            guard let maximum = decimal("max", value, scale: rules.scale, &findings) else { return }
            checkBounds(rules.minimum, maximum, value, other: "min", &findings)
            rules.maximum = maximum
            detail = .plain(.money(rules))
        case .plain(.duration(let minimum, _)):
            guard let maximum = duration("max", value, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "min", &findings)
            detail = .plain(.duration(minimum: minimum, maximum: maximum))
        case .plain(.time(let minimum, _)):
            guard let maximum = time("max", value, &findings) else { return }
            checkBounds(minimum, maximum, value, other: "min", &findings)
            detail = .plain(.time(minimum: minimum, maximum: maximum))
        case .plain(.file(var rules)):
            guard let size = FileReader.size(value.value) else {
                return refuse("max", value, hint: "write a size, for example 10 MB", &findings)
            }
            rules.maximumSize = size
            detail = .plain(.file(rules))
        default: refuse("max", at: value, &findings)
        }
    }

    private func decimal(
        _ property: String, _ value: Located<String>, scale: Int, _ findings: inout Findings
    ) -> ExactDecimal? {
        if let number = ExactDecimal(value.value)?.rescaled(to: scale) { return number }
        refuse(property, value, hint: "it may have \(scale) decimal places", &findings)
        return nil
    }

    private func duration(
        _ property: String, _ value: Located<String>, _ findings: inout Findings
    ) -> TimeSpan? {
        if let span = TimeSpan(value.value) { return span }
        refuse(property, value, hint: "write an ISO 8601 duration, for example PT1H30M or P2D", &findings)
        return nil
    }

    private func time(
        _ property: String, _ value: Located<String>, _ findings: inout Findings
    ) -> TimeOfDay? {
        if let time = TimeOfDay(value.value) { return time }
        refuse(property, value, hint: "write it as hours and minutes: 09:30", &findings)
        return nil
    }

    /// - Parameters:
    ///   - first: the smaller bound.
    ///   - second: the greater one.
    ///   - value: what is set now.
    ///   - other: the name of the one that stays.
    private func checkBounds<Number: Comparable>(
        _ first: Number?, _ second: Number?, _ value: Located<String>, other: String, _ findings: inout Findings
    ) {
        guard let first, let second, first > second else { return }
        let staying = other == "min" ? first : second
        findings.error(
            "KTR-D140", "min is greater than max", hint: "'\(name.value)' has \(other)=\"\(staying)\" at \(location)",
            at: value.location)
    }

    private func refuse(
        _ property: String, _ value: Located<String>, hint: String?, _ findings: inout Findings
    ) {
        findings.error(
            "KTR-D115", "\(property)=\"\(value.value)\" is not possible for '\(name.value)'", hint: hint,
            at: value.location)
    }

    private func refuse(_ property: String, at value: Located<String>, _ findings: inout Findings) {
        findings.error(
            "KTR-D166", "'\(property)' cannot be set on '\(name.value)', whose type does not have it",
            hint: "it is declared at \(location); remove \(property)", at: value.location)
    }
}
