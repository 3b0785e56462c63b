import Model
import StateCharts
import XMLDocuments

/// Compiles the charts of a pack and binds them to entity types.
enum ChartCompilation {
    /// Compiles every chart; what is wrong in one does not hide what is wrong in the next.
    static func compile(_ packs: [PackSources], _ findings: inout Findings) -> [ChartDeclaration] {
        var result: [ChartDeclaration] = []
        for pack in packs {
            for file in pack.charts.sorted(by: { $0.path < $1.path }) {
                do throws(DiagnosticsError) {
                    let chart = try Chart.compile(file.bytes, file: file.path)
                    findings.add(chart.warnings)
                    let place = SourceLocation(file: file.path, line: 1)
                    let name = Located(chart.name, at: chart.states.first?.location ?? place)
                    guard NameRules.checkForm(name, of: "a chart", &findings) else {
                        findings.unread.add(chart: file)
                        continue
                    }
                    result.append(
                        ChartDeclaration(chart: chart, name: chart.name, pack: pack.name, location: name.location))
                } catch {
                    findings.add(error.diagnostics)
                    findings.unread.add(chart: file)
                }
            }
        }
        return result
    }

    /// The events that somebody can send: those that transitions name exactly.
    static func eventNames(of chart: Chart) -> Set<String> {
        Set(chart.transitions.flatMap(\.events).filter { !$0.isWildcard }.map(\.prefix))
    }

    /// The ids that a state attribute can hold: those of states without states in them.
    static func stateNames(of chart: Chart) -> [String] {
        chart.states.filter { $0.kind == .atomic || $0.kind == .final }.map(\.id)
    }

    /// Checks that a chart and the entity type it names agree, and that its roles exist.
    static func bind(_ declaration: ChartDeclaration, in directory: Directory, _ findings: inout Findings) {
        let chart = declaration.chart
        checkRoles(declaration, directory, &findings)
        checkColours(chart, &findings)
        checkTexts(declaration, &findings)
        findings.add(chart.bindingDiagnostics())
        guard let entityName = chart.annotations["entity"] else {
            reportUnbound(declaration, directory, &findings)
            return
        }
        let place = chart.annotations.location(of: "entity") ?? declaration.location
        guard let entity = directory.entities[entityName] else {
            findings.error(
                "KTR-D130", "there is no entity type '\(entityName)'",
                hint: suggestion(for: entityName, among: directory.entities.keys), at: place)
            return
        }
        directory.scope.check(
            Located(entityName, at: place), declaredIn: entity.pack, usedIn: declaration.pack, &findings)
        // A missing k:attribute is among the chart's own diagnostics.
        guard let attributeName = chart.annotations["attribute"] else { return }
        let attributePlace = chart.annotations.location(of: "attribute") ?? declaration.location
        let states = entity.attributes.filter { if case .state = $0.detail { true } else { false } }
        guard let state = states.first(where: { $0.name.value == attributeName }) else {
            findings.error(
                "KTR-D133", "'\(entityName)' has no state attribute '\(attributeName)'",
                hint: suggestion(for: attributeName, among: states.map(\.name.value))
                    ?? "add <state name=\"\(attributeName)\" chart=\"\(chart.name)\"/> to it", at: attributePlace)
            return
        }
        if case .state(let name) = state.detail, name.value != chart.name {
            findings.error(
                "KTR-D135", "'\(entityName).\(attributeName)' follows the chart '\(name.value)', not '\(chart.name)'",
                hint: "make both name the same chart", at: attributePlace)
        }
    }

    private static func reportUnbound(
        _ declaration: ChartDeclaration, _ directory: Directory, _ findings: inout Findings
    ) {
        for entity in directory.entities.values {
            for attribute in entity.attributes {
                guard case .state(let name) = attribute.detail, name.value == declaration.name else { continue }
                findings.error(
                    "KTR-D135", "the chart '\(declaration.name)' does not say that it is for '\(entity.name.value)'",
                    hint: "add k:entity=\"\(entity.name.value)\" k:attribute=\"\(attribute.name.value)\"",
                    at: declaration.location)
            }
        }
    }

    private static func checkColours(_ chart: Chart, _ findings: inout Findings) {
        let known = Colour.allCases.map(\.rawValue)
        for annotations in chart.states.map(\.annotations) {
            guard let colour = annotations["colour"], !known.contains(colour) else { continue }
            let near = nearestName(to: colour, among: known).map { "did you mean '\($0)'?" }
            findings.error(
                "KTR-D211", "there is no colour '\(colour)'",
                hint: near ?? "possible: \(shortList(known))",
                at: annotations.location(of: "colour") ?? chart.states[0].location)
        }
    }

    /// Texts that exist and lack a language of the pack.
    private static func checkTexts(_ declaration: ChartDeclaration, _ findings: inout Findings) {
        let chart = declaration.chart
        let texts =
            chart.states.dropFirst().flatMap { state in
                [("the state '\(state.id)'", "label", state.annotations.label, state.location)]
            }
            + chart.transitions.flatMap { transition in
                let name = transition.events.map(\.description).joined(separator: " ")
                let thing = name.isEmpty ? "the transition" : "the event '\(name)'"
                return [
                    (thing, "label", transition.annotations.label, transition.location),
                    (thing, "reason", transition.annotations.reason, transition.location),
                ]
            }
        for (thing, element, text, place) in texts {
            guard let text else { continue }
            for language in findings.languages(of: declaration.pack) where !text.has(language) {
                let kind = language == .german ? "German \(element)" : "\(element) in the language '\(language)'"
                findings.warning(
                    "KTR-D201", "\(thing) has no \(kind)",
                    hint: "add <k:\(element) xml:lang=\"\(language)\">…</k:\(element)>", at: place)
            }
        }
    }

    private static func checkRoles(
        _ declaration: ChartDeclaration, _ directory: Directory, _ findings: inout Findings
    ) {
        let annotated = declaration.chart.transitions.map(\.annotations) + declaration.chart.states.map(\.annotations)
        for annotations in annotated {
            guard let roles = annotations["roles"] else { continue }
            let place = annotations.location(of: "roles") ?? declaration.location
            for word in Located(roles, at: place).words {
                if let role = directory.roles[word.value] {
                    directory.scope.check(word, declaredIn: role.pack, usedIn: declaration.pack, &findings)
                } else {
                    findings.error(
                        "KTR-D150", "there is no role '\(word.value)'",
                        hint: suggestion(for: word.value, among: directory.roles.keys), at: word.location)
                }
            }
        }
    }
}
