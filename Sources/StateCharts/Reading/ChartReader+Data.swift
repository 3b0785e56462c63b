import Model
import XMLDocuments

extension ChartReader {
    mutating func readDataModel(_ element: XMLElement, of index: Int) {
        check(element)
        for data in parts(of: element) {
            check(data)
            guard let id = data.attribute("id") else { continue }
            if parts.data.contains(where: { $0.contains { $0.id == id.value } }) {
                report(
                    "KTR-C107", "the variable '\(id.value)' is declared twice", hint: "every id is global",
                    at: id.valueLocation)
            }
            let text = inline(of: data)
            if text != nil, data.attribute("expr") != nil || data.attribute("src") != nil {
                report(
                    "KTR-C111", "<data> has both content and \(data.attribute("expr") == nil ? "src" : "expr")",
                    hint: "keep one of them", at: data.location)
            }
            var value = DataDeclaration.Value.absent
            if let expression = data.attribute("expr") {
                value = .program(
                    program(.assignment(location: id.value), expression.value, at: expression.valueLocation))
            } else if let source = data.attribute("src") {
                parts.placesOfSources.append(source.location)
                value = .source(source.value)
            } else if let text {
                value = .inline(text)
            }
            parts.data[index].append(
                DataDeclaration(
                    id: id.value, formerNames: annotations(of: data, fallback: "").formerNames, value: value,
                    location: data.location))
        }
    }

    /// The text or the one foreign element inside `<data>`, `<assign>` or `<content>`; nil where there is neither.
    mutating func inline(of element: XMLElement) -> InlineValue? {
        if let child = element.elements.first {
            return .value(
                .text(element.elements.count == 1 ? child.serialized : element.elements.map(\.serialized).joined()))
        }
        let text = element.text.trimmed
        guard !text.isEmpty else { return nil }
        switch InlineText(text) {
        case .value(let value): return .value(value)
        case .expression(let text, let orElse):
            let start = element.children.first.flatMap { child -> SourceLocation? in
                if case .text(_, let location) = child { location } else { nil }
            }
            return .program(program(.value, text, at: start ?? element.location), orElse: orElse)
        }
    }

    /// `namelist`, `<param>` and `<content>` of an element that sends something along.
    mutating func payload(of element: XMLElement) -> Payload {
        var payload = Payload()
        if let names = element.attribute("namelist") {
            payload.names = names.value.words.map {
                Payload.Entry(name: $0, program: program(.value, $0, at: names.valueLocation))
            }
        }
        for child in parts(of: element) {
            switch child.name {
            case "param":
                check(child)
                guard let name = child.attribute("name") else { continue }
                guard let expression = child.attribute("expr") ?? child.attribute("location") else {
                    report("KTR-C105", "<param> needs 'expr' or 'location'", at: child.location)
                    continue
                }
                let program = program(.value, expression.value.trimmed, at: expression.valueLocation)
                payload.parameters.append(Payload.Entry(name: name.value, program: program))
            case "content":
                check(child)
                if payload.content != nil {
                    report(
                        "KTR-C111", "<\(element.name)> has two <content>", hint: "keep one of them", at: child.location)
                }
                payload.content = contentElement(child, isInvoked: element.name == "invoke")
            default: break
            }
        }
        if payload.content != nil, !payload.parameters.isEmpty || !payload.names.isEmpty, element.name != "invoke" {
            report(
                "KTR-C111", "<\(element.name)> has <content> and named values", hint: "use <content> or <param>",
                at: element.location)
        }
        return payload
    }

    private mutating func contentElement(_ element: XMLElement, isInvoked: Bool) -> Payload.Content? {
        if let expression = value(element, "expr") {
            if inline(of: element) != nil {
                report(
                    "KTR-C111", "<content> has both expr and content", hint: "keep one of them", at: element.location)
            }
            return .program(expression)
        }
        if isInvoked, let child = element.elements.first, child.name == "scxml" {
            var reader = ChartReader(load: load)
            let parts = reader.read(child)
            diagnostics += reader.diagnostics
            guard let parts else { return nil }
            let chart = Chart(parts)
            self.parts.inner.append(chart)
            return .chart(chart)
        }
        return .inline(inline(of: element) ?? .value(.text("")))
    }

    mutating func readInvoke(_ element: XMLElement, of index: Int) {
        check(element)
        var autoForward = false
        if let attribute = element.attribute("autoforward") {
            autoForward = attribute.value == "true"
            if !["true", "false"].contains(attribute.value) {
                report(
                    "KTR-C106", "autoforward cannot be '\(attribute.value)'", hint: "possible: true, false",
                    at: attribute.valueLocation)
            }
        }
        for name in ["src", "srcexpr"] {
            if let attribute = element.attribute(name) { parts.placesOfSources.append(attribute.location) }
        }
        var idLocation: Int?
        if let place = element.attribute("idlocation") {
            idLocation = program(.location, place.value.trimmed, at: place.valueLocation)
        }
        let source = computed(element, "src", "srcexpr")
        let payload = payload(of: element)
        if source != nil, payload.content != nil {
            report("KTR-C111", "<invoke> has both src and <content>", hint: "keep one of them", at: element.location)
        }
        parts.invokes[index].append(
            InvokeDeclaration(
                id: element.attribute("id")?.value, idLocation: idLocation,
                type: computed(element, "type", "typeexpr"), source: source, payload: payload,
                autoForward: autoForward, finalize: finalize(of: element), location: element.location))
    }

    private mutating func finalize(of element: XMLElement) -> InvokeDeclaration.Finalize {
        guard let finalize = parts(of: element).first(where: { $0.name == "finalize" }) else { return .absent }
        check(finalize)
        let actions = content(of: finalize)
        guard actions.isEmpty else { return .block(actions) }
        var places: [(name: String, location: Int)] = []
        if let names = element.attribute("namelist") {
            places += names.value.words.map { ($0, program(.location, $0, at: names.valueLocation)) }
        }
        for parameter in parts(of: element) where parameter.name == "param" {
            guard let name = parameter.attribute("name"), let place = parameter.attribute("location") else { continue }
            places.append((name.value, program(.location, place.value.trimmed, at: place.valueLocation)))
        }
        return .empty(places)
    }
}
