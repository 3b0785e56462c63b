import Model
import XMLDocuments

extension ImportMapReader {
    private static let columnAttributes =
        [
            "name", "to", "match", "type", "create", "default", "empty", "trim", "clean", "optional",
        ] + formAttributes

    mutating func column(_ element: XMLElement, of entity: EntityType) -> ImportMap.Column? {
        let given = MapElement(element, attributes: Self.columnAttributes, &problems)
        guard let name = given.required("name", &problems), let to = given.required("to", &problems),
            let attribute = settable(to, of: entity, at: given.place("to"))
        else { return nil }
        let children = given.children(["value", "set"], &problems)
        let values = self.values(children.filter { $0.name == "value" }, for: attribute)
        let sets = children.filter { $0.name == "set" }
        let matches = self.matches(given, for: attribute, sets: sets)
        let isList = if case .multichoice = attribute.type { true } else { false }
        return ImportMap.Column(
            name: tidied(name), attribute: attribute, conversion: conversion(given, for: attribute, values),
            matches: matches, typeColumn: given.text("type").map(tidied),
            emptyTokens: Set((given.list("empty") ?? []).map(tidied)), values: isList ? [:] : values,
            defaultValue: given.text("default"),
            isTrimmed: given.flag("trim", else: true, &problems),
            isCleaned: given.flag("clean", else: false, &problems),
            isOptional: given.flag("optional", else: false, &problems), location: given.place("name"))
    }

    private mutating func values(_ elements: [XMLElement], for attribute: Attribute) -> [String: String] {
        var values: [String: String] = [:]
        for element in elements {
            let given = MapElement(element, attributes: ["from", "to"], &problems)
            guard let from = given.required("from", &problems), let to = given.text("to") else { continue }
            if let options = attribute.type.options, !to.isEmpty, options.option(named: to) == nil {
                problems.append(
                    Diagnostic(
                        .error, "KTR-I142", "'\(to)' is not an option of \(attribute.name)",
                        hint: suggestion(to, options.options.map(\.name))
                            ?? "possible: \(shortList(options.options.map(\.name)))",
                        at: given.place("to")))
            }
            if values.updateValue(to, forKey: tidied(from)) != nil {
                problems.append(
                    Diagnostic(
                        .error, "KTR-I138", "the value '\(from)' is mapped twice", hint: "keep one of the two",
                        at: given.place("from")))
            }
        }
        return values
    }

    /// How the record that a lookup leads to is found: for each entity type that it may lead to, by which attribute.
    mutating func matches(
        _ given: MapElement, for attribute: Attribute, sets: [XMLElement]
    ) -> [ImportMap.Match] {
        guard let targets = attribute.type.reference?.targets else {
            if given.text("match") != nil || !sets.isEmpty {
                problems.append(
                    Diagnostic(
                        .error, "KTR-I139", "'\(attribute.name)' is not a lookup, so there is nothing to match",
                        hint: "leave match, create and <set> out", at: given.place("match")))
            }
            return []
        }
        let example = targets.map { "\($0).ATTRIBUTE" }.joined(separator: " ")
        guard let written = given.text("match") else {
            problems.append(
                Diagnostic(
                    .error, "KTR-I139", "'\(attribute.name)' is a lookup: say how its target is found",
                    hint: "write match=\"\(example)\"", at: given.element.location))
            return []
        }
        let creates = given.flag("create", else: false, &problems)
        if targets.count > 1, creates, given.text("type") == nil {
            problems.append(
                Diagnostic(
                    .error, "KTR-I170",
                    "the map does not say which entity type a missing record of '\(attribute.name)' has",
                    hint: "name the column that says it: type=\"COLUMN\"", at: given.place("create")))
        }
        if targets.count == 1, given.text("type") != nil {
            problems.append(
                Diagnostic(
                    .error, "KTR-I170", "'\(attribute.name)' leads to one entity type, so there is none to choose",
                    hint: "leave type out", at: given.place("type")))
        }
        return written.split(separator: " ").compactMap { word in
            match(String(word), targets, given, creates: creates, sets: sets)
        }
    }

    private mutating func match(
        _ match: String, _ targets: [String], _ given: MapElement, creates: Bool, sets: [XMLElement]
    ) -> ImportMap.Match? {
        let parts = match.split(separator: ".", maxSplits: 1).map(String.init)
        let named = parts.first.flatMap { targets.contains($0) ? $0 : nil } ?? targets[0]
        guard let target = types.first(where: { $0.name == named }) else { return nil }
        guard parts.count == 2, parts[0] == named, let found = target.attribute(named: parts[1]) else {
            let name = parts.last ?? match
            let near = suggestion(name, target.attributes.map(\.name)).map { " (\($0))" } ?? ""
            problems.append(
                Diagnostic(
                    .error, "KTR-I139", "match=\"\(match)\" names no attribute of \(named)\(near)",
                    hint: "write match=\"\(named).ATTRIBUTE\"", at: given.place("match")))
            return nil
        }
        if creates, found.isReadOnly {
            problems.append(
                Diagnostic(
                    .error, "KTR-I139", "a missing \(named) cannot be created from its '\(found.name)'",
                    hint: "match an attribute that can be set, or leave create out", at: given.place("create")))
        }
        var result = ImportMap.Match(target: target, attribute: found, createsMissing: creates, values: [])
        for element in sets { add(element, to: &result) }
        return result
    }

    /// Adds what a target has beside the attribute that it is found by, when it is made.
    private mutating func add(_ element: XMLElement, to match: inout ImportMap.Match) {
        let given = MapElement(element, attributes: ["to", "value", "match"], &problems)
        guard let to = given.required("to", &problems), let value = given.required("value", &problems),
            let attribute = settable(to, of: match.target, at: given.place("to"), once: false)
        else { return }
        let matches = furtherMatches(given, for: attribute)
        check(value, of: given, for: attribute, matches)
        if matches.isEmpty {
            match.values.append((to, value))
        } else {
            match.lookups.append((to, matches, value))
        }
    }

    /// - Parameter replaced: texts that stand for others; those of a list's elements are replaced one by one.
    mutating func conversion(
        _ given: MapElement, for attribute: Attribute, _ replaced: [String: String]
    ) -> CellConversion {
        func misplaced(_ name: String, _ kind: String) {
            guard given.text(name) != nil else { return }
            problems.append(
                Diagnostic(
                    .error, "KTR-I134", "'\(name)' is for \(kind), which '\(attribute.name)' does not hold",
                    hint: "leave it out", at: given.place(name)))
        }
        let (isDate, isBoolean, isNumber): (Bool, Bool, Bool) =
            switch attribute.type {
            case .date, .instant, .time: (true, false, false)
            case .boolean: (false, true, false)
            case .integer, .decimal, .money: (false, false, true)
            default: (false, false, false)
            }
        let isList = if case .multichoice = attribute.type { true } else { false }
        let isDuration = if case .duration = attribute.type { true } else { false }
        if !isDate { misplaced("format", "dates and times") }
        if !isDate || given.text("format") == nil { misplaced("years-from", "dates with a format") }
        if !isList { misplaced("split", "several choices") }
        if !isDuration { misplaced("unit", "durations") }
        if !isBoolean { for name in ["true", "false"] { misplaced(name, "yes/no values") } }
        if !isNumber, !isDuration { misplaced("decimal", "numbers") }
        if !isNumber { misplaced("round", "numbers") }
        if isDate, let format = given.text("format") { return dateConversion(format, given, attribute) }
        switch attribute.type {
        case .boolean: return .boolean(BooleanWords(yes: given.list("true"), no: given.list("false")))
        case .multichoice(let set):
            return .options(OptionWords(set), separator: given.text("split") ?? ";", replaced: replaced)
        case .duration:
            return .duration(DurationConversion(unit: unit(given), decimal: decimalSign(given)))
        case .integer, .decimal, .money: return numberConversion(given, for: attribute)
        default: return .usual(for: attribute.type)
        }
    }

    private mutating func numberConversion(_ given: MapElement, for attribute: Attribute) -> CellConversion {
        var number = NumberConversion(decimal: decimalSign(given), places: nil)
        let scale =
            switch attribute.type {
            case .decimal(let scale, _, _): scale
            case .money(let rules): rules.scale
            default: 0
            }
        if let written = given.text("round") {
            number.places = Int(written).flatMap { (0...scale).contains($0) ? $0 : nil }
            if number.places == nil {
                unusable(
                    "'\(written)' is not a number of decimal places that '\(attribute.name)' can hold",
                    "write a number from 0 to \(scale): round=\"\(scale)\"", given, "round")
            }
        }
        if case .money(let rules) = attribute.type { return .amount(AmountConversion(rules: rules, number: number)) }
        number.isWhole = attribute.type.isInteger
        return .number(number)
    }

    private mutating func decimalSign(_ given: MapElement) -> WrittenNumber.DecimalSign? {
        guard let written = given.text("decimal") else { return nil }
        if let sign = WrittenNumber.DecimalSign(rawValue: written) { return sign }
        unusable("'\(written)' is not a decimal sign", "write decimal=\",\" or decimal=\".\"", given, "decimal")
        return nil
    }

    /// What a number alone counts, in milliseconds.
    private mutating func unit(_ given: MapElement) -> Int64? {
        guard let unit = given.text("unit") else { return nil }
        let units: [(String, Int64)] = [
            ("seconds", 1000), ("minutes", 60_000), ("hours", 3_600_000), ("days", TimeOfDay.millisecondsOfDay),
        ]
        if let length = units.first(where: { $0.0 == unit })?.1 { return length }
        problems.append(
            Diagnostic(
                .error, "KTR-I134", "'\(unit)' is not a unit of time",
                hint: suggestion(unit, units.map(\.0)) ?? "write one of seconds, minutes, hours, days",
                at: given.place("unit")))
        return nil
    }

    private mutating func dateConversion(
        _ format: String, _ given: MapElement, _ attribute: Attribute
    ) -> CellConversion {
        if case .time = attribute.type {
            if let pattern = DatePattern(time: format) { return .time(pattern) }
            problems.append(
                Diagnostic(
                    .error, "KTR-I134", "'\(format)' is not a format for times",
                    hint: "use h or hh, mm, ss: format=\"h.mm\"", at: given.place("format")))
            return .none
        }
        guard let pattern = DatePattern(format, firstYear: firstYear(given) ?? 1970) else {
            problems.append(
                Diagnostic(
                    .error, "KTR-I134", "'\(format)' is not a format for dates",
                    hint: "use YYYY, MM or M, DD or D, hh, mm, ss: format=\"DD.MM.YYYY\"", at: given.place("format")))
            return .none
        }
        if !pattern.hasShortYear, given.text("years-from") != nil {
            unusable("'years-from' is for two-digit years", "leave it out, or write YY", given, "years-from")
        }
        return attribute.type == .instant ? .instant(pattern) : .date(pattern)
    }

    /// The first of the hundred years that two digits may mean.
    private mutating func firstYear(_ given: MapElement) -> Int? {
        guard let written = given.text("years-from") else { return nil }
        if let year = Int(written), (1000...9900).contains(year) { return year }
        unusable(
            "'\(written)' is not a year", "years-from=\"1930\": YY means the years from 1930 to 2029", given,
            "years-from")
        return nil
    }
}

extension AttributeType {
    fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
}
