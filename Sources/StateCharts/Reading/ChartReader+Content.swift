import Model
import XMLDocuments

extension ChartReader {
    /// The executable content inside an element.
    mutating func content(of element: XMLElement) -> [Action] {
        parts(of: element).compactMap { ElementRule.executable.contains($0.name) ? action($0) : nil }
    }

    mutating func action(_ element: XMLElement) -> Action? {
        check(element)
        switch element.name {
        case "raise":
            guard let event = element.attribute("event") else { return nil }
            if event.value.words.count != 1 {
                report("KTR-C113", "'\(event.value)' names no event", at: event.valueLocation)
            }
            return .raise(event.value.trimmed, location: element.location)
        case "assign": return assignment(element)
        case "log":
            return .log(
                label: element.attribute("label")?.value, program: value(element, "expr"), location: element.location)
        case "script": return script(element)
        case "send": return send(element)
        case "cancel":
            if let id = element.attribute("sendid") { return .cancel(.literal(id.value), location: id.valueLocation) }
            if let id = value(element, "sendidexpr") { return .cancel(.program(id), location: element.location) }
            report("KTR-C105", "<cancel> needs 'sendid' or 'sendidexpr'", at: element.location)
            return nil
        case "if": return choice(element)
        case "foreach":
            guard let array = element.attribute("array"), let item = element.attribute("item") else { return nil }
            let kind = Program.Kind.iteration(
                item: item.value.trimmed, index: element.attribute("index")?.value.trimmed)
            let program = program(kind, array.value, at: array.valueLocation)
            return .iterate(program: program, body: content(of: element))
        default: return nil
        }
    }

    private mutating func assignment(_ element: XMLElement) -> Action? {
        guard let place = element.attribute("location") else { return nil }
        if let expression = element.attribute("expr") {
            if inline(of: element) != nil {
                report("KTR-C111", "<assign> has both expr and content", hint: "keep one of them", at: element.location)
            }
            return .assign(
                program: program(
                    .assignment(location: place.value.trimmed), expression.value, at: expression.valueLocation))
        }
        let value = inline(of: element) ?? .value(.null)
        return .assignInline(value, location: program(.location, place.value.trimmed, at: place.valueLocation))
    }

    private mutating func script(_ element: XMLElement) -> Action? {
        parts.placesOfScripts.append(element.location)
        guard let source = element.attribute("src") else {
            let start = element.children.first.flatMap { child -> SourceLocation? in
                if case .text(_, let location) = child { location } else { nil }
            }
            return .script(program: program(.script, element.text, at: start ?? element.location))
        }
        parts.placesOfSources.append(source.location)
        guard let bytes = load(source.value), let text = String(validating: bytes, as: UTF8.self) else {
            report(
                "KTR-C117", "the script '\(source.value)' cannot be read",
                hint: "name a file below the chart's folder, or write the script into the chart",
                at: source.valueLocation)
            return nil
        }
        return .script(program: program(.script, text, at: SourceLocation(file: source.value, line: 1)))
    }

    private mutating func choice(_ element: XMLElement) -> Action {
        var branches: [Action.Branch] = []
        var condition = conditionProgram(element)
        var body: [Action] = []
        var seenElse = false
        for child in parts(of: element) {
            guard child.name == "elseif" || child.name == "else" else {
                if let action = action(child) { body.append(action) }
                continue
            }
            check(child)
            if seenElse {
                report(
                    "KTR-C103", "<\(child.name)> comes after <else>", hint: "<else> must be last", at: child.location)
            }
            branches.append(Action.Branch(condition: condition, body: body))
            body = []
            seenElse = child.name == "else"
            condition = seenElse ? nil : conditionProgram(child)
        }
        branches.append(Action.Branch(condition: condition, body: body))
        return .choose(branches)
    }

    private mutating func conditionProgram(_ element: XMLElement) -> Int? {
        guard let condition = element.attribute("cond") else { return nil }
        return program(.condition, condition.value, at: condition.valueLocation)
    }

    /// A literal attribute or its twin with an expression.
    mutating func computed(_ element: XMLElement, _ name: String, _ expression: String) -> Computed? {
        if let literal = element.attribute(name) { return .literal(literal.value) }
        return value(element, expression).map { .program($0) }
    }

    private mutating func send(_ element: XMLElement) -> Action {
        var delay = SendAction.Delay.none
        if let written = element.attribute("delay") {
            if let duration = parseDelay(written.value) {
                delay = .fixed(duration)
            } else {
                report(
                    "KTR-C114", "'\(written.value)' is not a delay",
                    hint: "write a number with s or ms, such as '1.5s'; k:delay takes business days",
                    at: written.valueLocation)
            }
        } else if let program = value(element, "delayexpr") {
            delay = .program(program)
        }
        var idLocation: Int?
        if let place = element.attribute("idlocation") {
            idLocation = program(.location, place.value.trimmed, at: place.valueLocation)
        }
        let payload = payload(of: element)
        let event = computed(element, "event", "eventexpr")
        if event == nil, payload.content == nil {
            report("KTR-C105", "<send> needs 'event', 'eventexpr' or <content>", at: element.location)
        }
        return .send(
            SendAction(
                event: event, target: computed(element, "target", "targetexpr"),
                type: computed(element, "type", "typeexpr"), delay: delay, id: element.attribute("id")?.value,
                idLocation: idLocation, payload: payload,
                annotations: annotations(of: element, fallback: element.attribute("event")?.value ?? ""),
                location: element.location))
    }
}

/// A CSS2 time (`1.5s`, `.5s`, `200ms`) that is not negative; nil for anything else.
func parseDelay(_ text: String) -> Duration? {
    let text = text.trimmed
    let isMilliseconds = text.hasSuffix("ms")
    guard text.hasSuffix("s") else { return nil }
    let digits = text.dropLast(isMilliseconds ? 2 : 1)
    guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }),
        let number = Double(digits), number < 1e12
    else { return nil }
    return .microseconds(Int64((number * (isMilliseconds ? 1_000 : 1_000_000)).rounded()))
}
