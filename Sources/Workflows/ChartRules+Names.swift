import Definitions
import Model
import Scripting
import StateCharts

extension ChartRules {
    /// Names in a record's chart that mean nothing: states in `In('…')`, globals that nothing gives a value.
    static func names(in chart: Chart) -> [Diagnostic] {
        guard chart.entity != nil, chart.dataModel == "lua" else { return statesAsked(in: chart, chart.programs) }
        return statesAsked(in: chart, chart.programs) + unknownGlobals(in: chart) + unknownMembers(in: chart)
            + mistypedVariables(in: chart) + calledTexts(in: chart) + forgottenValues(in: chart)
    }

    private static func statesAsked(in chart: Chart, _ programs: [Program]) -> [Diagnostic] {
        guard chart.entity != nil else { return [] }
        let known = chart.states.dropFirst().filter { !$0.kind.isHistory && !$0.id.contains("#") }.map(\.id)
        return programs.flatMap { program -> [Diagnostic] in
            LuaReading(program.text).uses.compactMap { use -> Diagnostic? in
                guard use.path == LuaPath.global("In"), let argument = use.arguments?.first,
                    case .text(let id)? = argument.value,
                    !known.contains(id)
                else { return nil }
                return Diagnostic(
                    .error, "KTR-C610", "In('\(id)'): the chart has no state '\(id)'",
                    hint: nearestName(to: id, among: known).map { "did you mean '\($0)'?" }, at: program.location)
            }
        }
    }

    /// What programs know of who acts and of the event, by whatever local name they call it.
    private static let members: [String: [String]] = [
        "principal": ["id", "name", "roles"],
        "_event": ["name", "type", "sendid", "origin", "origintype", "invokeid", "data"],
    ]

    private static func unknownMembers(in chart: Chart) -> [Diagnostic] {
        chart.programs.flatMap { program -> [Diagnostic] in
            let tokens = LuaToken.tokens(of: program.text.utf8)
            let members = LuaReading(tokens).uses.compactMap { use -> Diagnostic? in
                guard case .global(let name) = use.path.head, !chart.variables.contains(name),
                    let known = Self.members[name],
                    let member = use.path.members.first, !known.contains(member)
                else { return nil }
                return Diagnostic(
                    .warning, "KTR-C690", "'\(name)' has no '\(member)'",
                    hint: nearestName(to: member, among: known).map { "did you mean '\($0)'?" }
                        ?? "it has \(known.joined(separator: ", "))", at: program.location)
            }
            let methods = LuaMethods.unknown(in: tokens).map { index -> Diagnostic in
                let name = tokens[index].name ?? ""
                return Diagnostic(
                    .warning, "KTR-C611", "texts have no method '\(name)'",
                    hint: nearestName(to: name, among: LuaMethods.ofTexts).map { "did you mean ':\($0)'?" },
                    at: program.location)
            }
            return members + methods
        }
    }

    private static let given: Set<String> = [
        "record", "principal", "now", "today", "_event", "_sessionid", "_name", "_ioprocessors", "_x", "_ENV", "_G",
    ]

    private static func unknownGlobals(in chart: Chart) -> [Diagnostic] {
        guard let sandbox = try? ChartSandbox().sandbox else { return [] }
        let libraries = ScriptNames(sandbox)
        var known = given.union(chart.variables)
        var texts: [(text: String, place: SourceLocation)] = []
        for program in chart.programs {
            texts.append((program.text, program.location))
            switch program.kind {
            case .assignment(let place): note(place, in: &known, &texts, program.location)
            case .location: note(program.text, in: &known, &texts, program.location)
            case .iteration(let item, let index): known.formUnion([item, index ?? item])
            case .condition, .value, .script: break
            }
            known.formUnion(LuaGlobals.assigned(in: LuaToken.tokens(of: program.text.utf8)))
        }
        var told: Set<String> = []
        return texts.flatMap { text, place -> [Diagnostic] in
            LuaGlobals.uses(in: LuaToken.tokens(of: text.utf8)).compactMap { use in
                guard !known.contains(use.name), let unknown = libraries.unknown(use.name, use.member),
                    told.insert("\(place): \(unknown)").inserted
                else { return nil }
                let near = nearestName(to: use.name, among: known.union(ScriptNames.libraries))
                return Diagnostic(
                    .warning, "KTR-C611", "'\(unknown)' is not defined in this chart",
                    hint: near.map { "did you mean '\($0)'?" }
                        ?? "an attribute of the record is 'record.\(use.name)'; a variable is declared in <datamodel>",
                    at: place)
            }
        }
    }

    /// `today()`: a function of the query language and of plugins, and a text in charts.
    private static func calledTexts(in chart: Chart) -> [Diagnostic] {
        let texts: Set = ["now", "today"]
        return chart.programs.flatMap { program -> [Diagnostic] in
            let tokens = LuaToken.tokens(of: program.text.utf8)
            return tokens.indices.compactMap { index in
                guard let name = tokens[index].name, texts.contains(name), !tokens.isMember(index),
                    index + 1 < tokens.count, tokens[index + 1].isMark("(")
                else { return nil }
                return Diagnostic(
                    .warning, "KTR-C711", "'\(name)' is a text in charts and cannot be called",
                    hint: "write \(name) without parentheses", at: program.location)
            }
        }
    }

    /// `<assign location="decided_on" …/>`, meant for the record: a variable that nothing declares and nothing reads.
    private static func forgottenValues(in chart: Chart) -> [Diagnostic] {
        let read = Set(
            chart.programs.flatMap { program -> [String] in
                var texts = [program.text]
                if case .assignment(let place) = program.kind, variable(in: place) == nil { texts.append(place) }
                if case .location = program.kind { return [] }
                return texts.flatMap { LuaGlobals.uses(in: LuaToken.tokens(of: $0.utf8)).map(\.name) }
            })
        return chart.programs.compactMap { program in
            guard case .assignment(let place) = program.kind, let name = variable(in: place),
                !given.contains(name), !chart.variables.contains(name), !read.contains(name),
                nearestName(to: name, among: chart.variables) == nil
            else { return nil }
            return Diagnostic(
                .warning, "KTR-C710", "'\(name)' is set here, but nothing declares or reads it",
                hint: "to set an attribute of the record, write location=\"record.\(name)\"", at: program.location)
        }
    }

    /// The name, where the place of an assignment is a single one.
    private static func variable(in place: String) -> String? {
        let tokens = LuaToken.tokens(of: place.utf8)
        return tokens.count == 1 ? tokens[0].name : nil
    }

    /// The variable that an assignment makes, where its place is one; the names in the place otherwise.
    private static func note(
        _ place: String, in known: inout Set<String>, _ texts: inout [(text: String, place: SourceLocation)],
        _ location: SourceLocation
    ) {
        if let name = variable(in: place) { known.insert(name) } else { texts.append((place, location)) }
    }

    /// Assignments that make a new variable, where one of nearly the same name is declared.
    private static func mistypedVariables(in chart: Chart) -> [Diagnostic] {
        let items = chart.programs.flatMap { program -> [String] in
            if case .iteration(let item, let index) = program.kind { [item, index ?? item] } else { [] }
        }
        return chart.programs.compactMap { program in
            guard case .assignment(let place) = program.kind, !chart.variables.contains(place), !items.contains(place),
                !given.contains(place), let near = nearestName(to: place, among: chart.variables)
            else { return nil }
            return Diagnostic(
                .warning, "KTR-C611", "'\(place)' is not declared in <datamodel>", hint: "did you mean '\(near)'?",
                at: program.location)
        }
    }
}
