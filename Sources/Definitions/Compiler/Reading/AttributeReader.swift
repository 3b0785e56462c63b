import Model
import XMLDocuments

/// Reads the elements that declare attributes: `<text>`, `<decimal>`, `<lookup>` and the others.
enum AttributeReader {
    static func read(
        _ element: XMLElement, pack: String, _ findings: inout Findings
    ) -> AttributeDeclaration? {
        guard let shape = ElementShape.attributeElements[element.name] else { return nil }
        let reader = ElementReader(element, shape: shape, &findings)
        guard let name = reader.value("name"),
            NameRules.check(name, of: "an attribute", also: systemNames, &findings),
            let detail = detail(reader, &findings)
        else {
            if let name = reader.value("name") { findings.unread.add(name.value) }
            return nil
        }
        let isPersonal = reader.flag("personal", &findings)
        if let subject = reader.value("subject"), !isPersonal {
            findings.error(
                "KTR-D138", "'\(name.value)' names a data subject but is not personal", hint: "add personal=\"true\"",
                at: subject.location)
        }
        return AttributeDeclaration(
            name: name, formerNames: reader.words("was"), detail: detail,
            label: reader.label(of: "attribute", named: name.value, &findings),
            help: reader.texts("help", fallback: nil, &findings), isRequired: reader.flag("required", &findings),
            isImmutable: reader.flag("immutable", &findings), isSearchable: reader.flag("search", &findings),
            isPersonal: isPersonal, subject: reader.value("subject"), defaultText: reader.value("default"),
            constraints: ConstraintsReader.read(reader, name: name.value, isPersonal: isPersonal, &findings),
            groupsDigits: reader.oneOf("grouping", ["true", "false"], &findings)?.value != "false",
            pack: pack, location: element.location)
    }

    private static let systemNames = Set(SystemAttribute.allCases.map(\.name))

    private static func detail(
        _ reader: ElementReader, _ findings: inout Findings
    ) -> AttributeDeclaration.Detail? {
        switch reader.element.name {
        case "text":
            let maximum = reader.number("max", in: 1...10_000, &findings) ?? 255
            ConstraintsReader.checkLengths(reader, maximum, &findings)
            return .plain(.text(maximumLength: Int(maximum), isLong: false))
        case "longtext":
            let maximum = reader.number("max", in: 1...1_000_000, &findings) ?? 100_000
            ConstraintsReader.checkLengths(reader, maximum, &findings)
            return .plain(.text(maximumLength: Int(maximum), isLong: true))
        case "email", "phone", "url", "boolean", "date", "instant", "json", "point":
            return plainTypes[reader.element.name].map { .plain($0) }
        case "money": return MoneyReader.read(reader, &findings).map { .plain(.money($0)) }
        case "time":
            let (minimum, maximum) = bounds(reader, &findings, "a time of day", "hours and minutes: 09:30") {
                TimeOfDay($0)
            }
            return .plain(.time(minimum: minimum, maximum: maximum))
        case "duration":
            let (minimum, maximum) = bounds(reader, &findings, "a duration", "an ISO 8601 duration: PT1H30M or P2D") {
                TimeSpan($0)
            }
            return .plain(.duration(minimum: minimum, maximum: maximum))
        case "file", "image": return FileReader.read(reader, &findings).map { .plain(.file($0)) }
        case "multichoice": return reader.value("options").map { .multichoice(options: $0) }
        case "tree": return tree(reader, &findings)
        case "formula": return DerivedReader.formula(reader, &findings)
        case "rollup": return DerivedReader.rollup(reader, &findings)
        case "integer":
            let minimum = reader.number("min", in: .min...(.max), &findings)
            let maximum = reader.number("max", in: .min...(.max), &findings)
            checkBounds(minimum, maximum, reader, &findings)
            return .plain(.integer(minimum: minimum, maximum: maximum))
        case "decimal":
            let scale = Int(reader.number("scale", in: 0...9, &findings) ?? 2)
            let minimum = reader.decimal("min", scale: scale, &findings)
            let maximum = reader.decimal("max", scale: scale, &findings)
            checkBounds(minimum, maximum, reader, &findings)
            return .plain(.decimal(scale: scale, minimum: minimum, maximum: maximum))
        case "choice": return reader.value("options").map { .choice(options: $0) }
        case "state": return reader.value("chart").map { .state(chart: $0) }
        case "lookup": return lookup(reader, &findings)
        case "autonumber":
            guard let pattern = reader.value("pattern") else { return nil }
            guard let parsed = NumberPattern(pattern.value) else {
                findings.error(
                    "KTR-D141", "'\(pattern.value)' is not a number pattern",
                    hint: "it has one counter {#####} and may have {yyyy} and {mm}, as in C-{yyyy}-{#####}",
                    at: pattern.location)
                return nil
            }
            return .plain(.autonumber(parsed))
        default: return nil
        }
    }

    private static let plainTypes: [String: AttributeType] = [
        "email": .email, "phone": .phone, "url": .url, "boolean": .boolean, "date": .date, "instant": .instant,
        "json": .json, "point": .point,
    ]

    /// `min` and `max` of a type whose values have a text form of their own.
    private static func bounds<Value: Comparable>(
        _ reader: ElementReader, _ findings: inout Findings, _ thing: String, _ form: String,
        read: (String) -> Value?
    ) -> (Value?, Value?) {
        func bound(_ name: String) -> Value? {
            guard let written = reader.value(name) else { return nil }
            if let value = read(written.value) { return value }
            findings.error(
                "KTR-D115", "\(name)=\"\(written.value)\" is not \(thing)", hint: "write it as \(form)",
                at: written.location)
            return nil
        }
        let (minimum, maximum) = (bound("min"), bound("max"))
        checkBounds(minimum, maximum, reader, &findings)
        return (minimum, maximum)
    }

    private static func lookup(
        _ reader: ElementReader, _ findings: inout Findings
    ) -> AttributeDeclaration.Detail? {
        let (onDelete, inverse) = (onDelete(reader, &findings), reader.value("inverse"))
        if let inverse, !NameRules.check(inverse, of: "an inverse", &findings) { return nil }
        let targets = reader.words("to")
        return targets.isEmpty ? nil : .lookup(to: targets, onDelete: onDelete, inverse: inverse)
    }

    private static func tree(
        _ reader: ElementReader, _ findings: inout Findings
    ) -> AttributeDeclaration.Detail? {
        let (onDelete, inverse) = (onDelete(reader, &findings), reader.value("inverse"))
        if let inverse, !NameRules.check(inverse, of: "an inverse", &findings) { return nil }
        if let required = reader.value("required"), required.value == "true" {
            findings.error(
                "KTR-D266", "a tree cannot be required: its topmost records have none above them",
                hint: "remove required", at: required.location)
        }
        return .tree(onDelete: onDelete, inverse: inverse)
    }

    private static func onDelete(
        _ reader: ElementReader, _ findings: inout Findings
    ) -> AttributeType.DeleteBehaviour {
        let allowed = AttributeType.DeleteBehaviour.allCases.map(\.rawValue)
        let written = reader.oneOf("on-delete", allowed, &findings)
        let onDelete = written.flatMap { AttributeType.DeleteBehaviour(rawValue: $0.value) } ?? .restrict
        if onDelete == .unlink, let written, reader.element.attribute("required")?.value == "true" {
            findings.error(
                "KTR-D137", "a required lookup cannot become empty when its target is deleted",
                hint: "use on-delete=\"restrict\" or \"cascade\", or drop required", at: written.location)
        }
        return onDelete
    }

    private static func checkBounds<Number: Comparable>(
        _ minimum: Number?, _ maximum: Number?, _ reader: ElementReader, _ findings: inout Findings
    ) {
        guard let minimum, let maximum, minimum > maximum else { return }
        let place = reader.value("min")?.location ?? reader.location
        findings.error("KTR-D140", "min is greater than max", hint: "swap the two", at: place)
    }
}
