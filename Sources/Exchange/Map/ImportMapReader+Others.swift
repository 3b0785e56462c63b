import Model
import XMLDocuments

extension ImportMapReader {
    mutating func composition(_ element: XMLElement, of entity: EntityType) -> ImportMap.Composition? {
        let given = MapElement(element, attributes: ["to", "from", "otherwise", "match"], &problems)
        _ = given.children([], &problems)
        guard let to = given.required("to", &problems), let from = given.required("from", &problems),
            let attribute = settable(to, of: entity, at: given.place("to"))
        else { return nil }
        let pattern = TitlePattern(from)
        if pattern.attributeNames.isEmpty {
            problems.append(
                Diagnostic(
                    .error, "KTR-I134", "'\(from)' names no column",
                    hint: "write columns in braces, from=\"{Product}: {Issue}\", or use <constant>",
                    at: given.place("from")))
        }
        return ImportMap.Composition(
            attribute: attribute, pattern: pattern, otherwise: given.text("otherwise").map { TitlePattern($0) },
            matches: furtherMatches(given, for: attribute), location: given.place("from"))
    }

    mutating func constant(_ element: XMLElement, of entity: EntityType) -> ImportMap.Constant? {
        let given = MapElement(element, attributes: ["to", "value", "match"], &problems)
        _ = given.children([], &problems)
        guard let to = given.required("to", &problems), let value = given.required("value", &problems),
            let attribute = settable(to, of: entity, at: given.place("to"))
        else { return nil }
        let matches = furtherMatches(given, for: attribute)
        check(value, of: given, for: attribute, matches)
        return ImportMap.Constant(attribute: to, value: value, matches: matches)
    }

    /// How the record is found that a lookup leads to which no column sets; none where the map writes its id.
    mutating func furtherMatches(_ given: MapElement, for attribute: Attribute) -> [ImportMap.Match] {
        given.text("match") == nil ? [] : matches(given, for: attribute, sets: [])
    }

    /// How the cells of a column are read; `<column>` has these attributes too.
    static let formAttributes = ["format", "true", "false", "decimal", "split", "unit", "round", "years-from"]

    /// What an event sets in its step.
    private mutating func value(_ element: XMLElement, of entity: EntityType) -> ImportMap.Event.Value? {
        let isCell = element.attribute("column") != nil
        let set = MapElement(
            element, attributes: ["to", "value", "column", "match"] + (isCell ? Self.formAttributes : []), &problems)
        _ = set.children([], &problems)
        guard let to = set.required("to", &problems),
            let attribute = settable(to, of: entity, at: set.place("to"), once: false)
        else { return nil }
        let matches = furtherMatches(set, for: attribute)
        if let column = set.text("column") {
            return ImportMap.Event.Value(
                attribute: to, source: .column(tidied(column)), conversion: conversion(set, for: attribute, [:]),
                matches: matches)
        }
        guard let value = set.required("value", &problems) else { return nil }
        check(value, of: set, for: attribute, matches)
        return ImportMap.Event.Value(attribute: to, source: .literal(value), matches: matches)
    }

    mutating func event(_ element: XMLElement, of entity: EntityType) -> ImportMap.Event? {
        let given = MapElement(element, attributes: ["send", "when", "is", "on", "unless"], &problems)
        let children = given.children(["set"], &problems)
        guard let name = given.required("send", &problems) else { return nil }
        if entity.stateAttribute == nil {
            problems.append(
                Diagnostic(
                    .error, "KTR-I143", "\(entity.name) has no state, so no events can be sent to it",
                    hint: "leave <event> out", at: given.element.location))
        }
        var condition = ImportMap.Event.Condition.always
        switch (given.text("when"), given.list("is")) {
        case (let column?, let cells?): condition = .oneOf(column: tidied(column), Set(cells.map(tidied)))
        case (let column?, nil): condition = .filled(column: tidied(column))
        case (nil, _?):
            problems.append(
                Diagnostic(
                    .error, "KTR-I133", "<event> needs the attribute 'when' beside 'is'",
                    hint: "write when=\"COLUMN\"", at: given.place("is")))
        case (nil, nil): break
        }
        let values = children.compactMap { value($0, of: entity) }
        let occasion = occasion(given)
        let unless = Set(given.text("unless").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? [])
        if !unless.isEmpty, occasion == .create {
            unusable(
                "'unless' is for events that are sent to existing records",
                "write on=\"both\" or on=\"update\", or leave it out", given, "unless")
        }
        return ImportMap.Event(
            name: name, condition: condition, occasion: occasion, unless: unless, values: values,
            location: given.place("send"))
    }

    private mutating func occasion(_ given: MapElement) -> ImportMap.Event.Occasion {
        guard let word = given.text("on") else { return .create }
        if let occasion = ImportMap.Event.Occasion(rawValue: word) { return occasion }
        unusable(
            "'\(word)' is not a value of 'on'", "write on=\"create\", on=\"update\" or on=\"both\"", given, "on")
        return .create
    }

    /// Reports a value that its attribute would never take, or of a lookup, what its target is found by.
    mutating func check(
        _ value: String, of given: MapElement, for attribute: Attribute, _ matches: [ImportMap.Match]
    ) {
        // A match that is none was reported itself.
        let checked = given.text("match") == nil ? [attribute] : matches.map(\.attribute)
        for attribute in checked { check(value, for: attribute, at: given.place("value")) }
    }

    /// Reports a value written in the map that its attribute would never take.
    mutating func check(_ value: String, for attribute: Attribute, at place: SourceLocation) {
        if case .failure(let problem) = attribute.type.coerce(.text(value), of: attribute.name) {
            problems.append(
                Diagnostic(
                    .error, "KTR-I142", "\(attribute.name): \(problem.message.english)", hint: problem.hint?.english,
                    at: place))
        }
    }
}
