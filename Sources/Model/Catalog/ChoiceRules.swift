/// What choices and the other names from a fixed list accept.
enum ChoiceRules {
    static func one(
        _ value: DataValue, _ set: OptionSet, keeping current: AttributeValue
    ) throws(Refusal.Problem) -> AttributeValue {
        guard case .text(let name) = value, let option = set.option(named: name) else {
            throw unknown(value, among: set.options.filter { !$0.isRetired }.map(\.name))
        }
        if option.isRetired, !isKept(name, current) { throw retired(option) }
        return .text(name)
    }

    /// A list of names, or a text with semicolons, commas or blanks between them. What comes twice counts once, and the
    /// order is the option set's.
    static func several(
        _ value: DataValue, _ set: OptionSet, keeping current: AttributeValue
    ) throws(Refusal.Problem) -> AttributeValue {
        var elements: [DataValue]
        switch value {
        case .list(let list): elements = list
        case .text(let text):
            elements = text.split { ";,".contains($0) || $0.isWhitespace }.map { .text(String($0)) }
            if elements.isEmpty { elements = [value] }
        default: elements = [value]
        }
        var chosen: Set<String> = []
        for element in elements where element != .null {
            if case .text(let name) = try one(element, set, keeping: current) { chosen.insert(name) }
        }
        if chosen.isEmpty { return .null }
        return .names(set.options.map(\.name).filter(chosen.contains))
    }

    static func name(_ value: DataValue, among names: [String]) throws(Refusal.Problem) -> AttributeValue {
        if case .text(let name) = value, names.contains(name) { return .text(name) }
        throw unknown(value, among: names)
    }

    /// The code of a currency, in either case.
    static func code(_ value: DataValue, among codes: [String]) throws(Refusal.Problem) -> AttributeValue {
        if case .text(let code) = value, codes.contains(code.uppercased()) { return .text(code.uppercased()) }
        throw unknown(value, among: codes)
    }

    private static func unknown(_ value: DataValue, among names: [String]) -> Refusal.Problem {
        let shown = shortList(names)
        return Refusal.Problem(
            "KTR-R114",
            LocalizedText(
                "\(value.shown) is not one of the options", german: "\(value.shown) ist keine der Auswahlmöglichkeiten"),
            hint: LocalizedText("possible: \(shown)", german: "möglich sind \(shown)"))
    }

    private static func isKept(_ name: String, _ current: AttributeValue) -> Bool {
        switch current {
        case .text(let kept): kept == name
        case .names(let kept): kept.contains(name)
        default: false
        }
    }

    static func retired(_ option: OptionSet.Option) -> Refusal.Problem {
        Refusal.Problem(
            "KTR-R115",
            LocalizedText(
                "'\(option.label[.english])' can no longer be chosen",
                german: "„\(option.label[.german])“ steht nicht mehr zur Auswahl"))
    }
}
