import Model
import XMLDocuments

/// Reads `<options>`.
enum OptionsReader {
    static func read(_ reader: ElementReader, pack: String, _ findings: inout Findings) -> OptionsDeclaration? {
        guard let name = reader.value("name"), NameRules.checkForm(name, of: "an option set", &findings) else {
            return nil
        }
        var options: [OptionSet.Option] = []
        var seen: Set<String> = []
        for element in reader.children(["option"]) {
            guard let option = option(element, &findings) else { continue }
            guard seen.insert(option.value.name).inserted else {
                findings.error(
                    "KTR-D143", "the option '\(option.value.name)' is declared twice", hint: "remove one of the two",
                    at: option.location)
                continue
            }
            options.append(option.value)
        }
        if reader.children(["option"]).isEmpty {
            findings.error(
                "KTR-D142", "the option set '\(name.value)' has no options", hint: "add <option name=\"…\"/>",
                at: reader.location)
        }
        return OptionsDeclaration(
            set: OptionSet(name: name.value, options: options), pack: pack, location: name.location)
    }

    /// Reads one `<option>`; the place is that of its name.
    static func option(_ element: XMLElement, _ findings: inout Findings) -> Located<OptionSet.Option>? {
        let own = ElementReader(element, shape: ElementShape.all["option"] ?? ElementShape(), &findings)
        guard let name = own.value("name"), NameRules.checkForm(name, of: "an option", &findings) else { return nil }
        let option = OptionSet.Option(
            name: name.value, label: own.label(of: "option", named: name.value, &findings),
            isRetired: own.flag("retired", &findings),
            colour: own.oneOf("colour", Colour.allCases.map(\.rawValue), &findings).flatMap {
                Colour(rawValue: $0.value)
            })
        return Located(option, at: name.location)
    }
}
