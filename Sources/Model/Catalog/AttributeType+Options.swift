extension AttributeType {
    /// The option set that choices are taken from; nil for other types.
    public var options: OptionSet? {
        switch self {
        case .choice(let set), .multichoice(let set): set
        default: nil
        }
    }

    /// What to pass as the current value where retired options shall be let through for now, to be looked at when the
    /// record is known: ``problem(choosing:before:of:)``.
    public var retiredOptions: AttributeValue {
        guard let options, options.options.contains(where: \.isRetired) else { return .null }
        return .names(options.options.filter(\.isRetired).map(\.name))
    }

    /// Why a choice cannot be made: a retired option was not there before. Nil where there is no such option.
    public func problem(
        choosing after: AttributeValue, before: AttributeValue, of attribute: String
    ) -> Refusal.Problem? {
        guard let options, options.options.contains(where: \.isRetired) else { return nil }
        let kept = Self.names(before)
        guard
            let option = Self.names(after).lazy.filter({ !kept.contains($0) }).compactMap({ options.option(named: $0) })
                .first(where: \.isRetired)
        else { return nil }
        var problem = ChoiceRules.retired(option)
        problem.attribute = attribute
        return problem
    }

    private static func names(_ value: AttributeValue) -> [String] {
        switch value {
        case .text(let name): [name]
        case .names(let names): names
        default: []
        }
    }
}
