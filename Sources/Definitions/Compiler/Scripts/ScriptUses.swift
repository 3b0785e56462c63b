import Model
import StateCharts

/// Finds the attributes that charts and plugins speak of by name, so that one which is renamed or removed is missed when
/// definitions are checked and not when the rule runs.
///
/// Seen are `record.name` in charts, and `change.before.name` and `change.after.name` in a function that a plugin hands
/// to a hook as it registers it. What a script computes (`record[key]`) is seen by nobody.
enum ScriptUses {
    static func check(
        _ packs: [PackSources], charts: [ChartDeclaration], _ entityTypes: [EntityType], _ findings: inout Findings
    ) {
        let types = Dictionary(entityTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for declaration in charts {
            guard let entity = declaration.chart.annotations["entity"], let type = types[entity] else { continue }
            check(declaration.chart, type, &findings)
        }
        for file in packs.flatMap(\.plugins) { check(file, types, &findings) }
    }

    // MARK: Charts

    private static func check(_ chart: Chart, _ type: EntityType, _ findings: inout Findings) {
        guard chart.mentions("record"), !chart.variables.contains("record") else { return }
        for program in chart.programs {
            var texts = [program.text]
            if case .assignment(let location) = program.kind { texts.append(location) }
            for text in texts {
                let reading = LuaReading(text)
                var told: Set<String> = []
                for use in reading.uses where use.path.head == .global("record") {
                    guard let name = use.path.members.first else { continue }
                    if told.insert(name).inserted { report(name, of: type, at: program.location, &findings) }
                    guard use.path.members.count == 1, let token = use.comparedWith,
                        let text = reading.tokens[token].text
                    else { continue }
                    check(text, as: name, of: type, chart, at: program.location, isGiven: false, &findings)
                }
            }
            // <assign location="record.kind" expr="'nope'"/>
            let tokens = LuaToken.tokens(of: program.text.utf8)
            if let name = program.assignedAttribute(of: "record"), tokens.count == 1, let text = tokens[0].text {
                check(text, as: name, of: type, chart, at: program.location, isGiven: true, &findings)
            }
        }
    }

    /// A text that an attribute is given or compared with, and that it cannot have.
    private static func check(
        _ text: String, as name: String, of type: EntityType, _ chart: Chart, at place: SourceLocation, isGiven: Bool,
        _ findings: inout Findings
    ) {
        guard let position = type.position(of: name), !text.isEmpty else { return }
        let attribute = type.attributes[position]
        if isGiven, attribute.isReadOnly { return }
        switch attribute.type {
        case .state:
            let known = chart.states.filter { $0.kind == .atomic || $0.kind == .final }.map(\.id)
            guard !isGiven,
                let unknown = text.split(separator: " ").map(String.init).first(where: { !known.contains($0) })
            else { return }
            findings.warning(
                "KTR-D690", "'\(name)' is never '\(text)': the chart has no innermost state '\(unknown)'",
                hint: suggestion(for: unknown, among: known), at: place)
        // What a lookup leads to is asked when it is written.
        case .lookup, .polymorphic, .tree, .file: return
        case .choice,
            _ where isGiven:
            guard case .failure(let problem) = attribute.type.coerce(.text(text), of: name) else { return }
            findings.warning(
                "KTR-D690", "'\(name)' is never '\(text)': \(problem.message.english)", hint: problem.hint?.english,
                at: place)
        default: return
        }
    }

    // MARK: Plugins

    private static let hooks: Set<String> = ["before_save", "after_transition"]

    private static func check(_ file: SourceFile, _ types: [String: EntityType], _ findings: inout Findings) {
        let tokens = LuaToken.tokens(of: file.bytes)
        for index in tokens.indices {
            guard tokens[index].name == "kontor", !isMember(index, tokens), let hook = member(after: index, tokens),
                let name = tokens[hook].name, hooks.contains(name), hook + 6 < tokens.count,
                tokens[hook + 1].isMark("("), case .text(let entity) = tokens[hook + 2].kind,
                let type = types[entity], tokens[hook + 4].name == "function", tokens[hook + 5].isMark("("),
                let change = tokens[hook + 6].name
            else { continue }
            for use in tokens[(hook + 7)..<end(ofCallAt: hook + 1, tokens)].indices {
                guard tokens[use].name == change, !isMember(use, tokens), let image = member(after: use, tokens),
                    tokens[image].name == "before" || tokens[image].name == "after",
                    let attribute = member(after: image, tokens)
                else { continue }
                let place = SourceLocation(
                    file: file.path, line: tokens[attribute].line, column: tokens[attribute].column)
                report(tokens[attribute], of: type, at: place, &findings)
            }
        }
    }

    /// The position after the parenthesis that closes the one at a position.
    private static func end(ofCallAt open: Int, _ tokens: [LuaToken]) -> Int {
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index].isMark("(") { depth += 1 }
            if tokens[index].isMark(")") { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count
    }

    // MARK: Names

    /// Whether the name at a position is itself a member of something: `other.record`.
    private static func isMember(_ index: Int, _ tokens: [LuaToken]) -> Bool {
        guard index > 0, tokens[index - 1].isMark(".") || tokens[index - 1].isMark(":") else { return false }
        // `.. record` joins texts.
        return !(index > 1 && tokens[index - 1].isMark(".") && tokens[index - 2].isMark("."))
    }

    private static func member(after index: Int, _ tokens: [LuaToken]) -> Int? {
        guard index + 2 < tokens.count, tokens[index + 1].isMark("."), tokens[index + 2].name != nil else { return nil }
        return index + 2
    }

    private static func report(
        _ token: LuaToken, of type: EntityType, at place: SourceLocation, _ findings: inout Findings
    ) {
        if let name = token.name { report(name, of: type, at: place, &findings) }
    }

    private static func report(
        _ name: String, of type: EntityType, at place: SourceLocation, _ findings: inout Findings
    ) {
        guard type.position(of: name) == nil else { return }
        findings.error(
            "KTR-D182", "the script names '\(name)', but '\(type.name)' has no such attribute",
            hint: suggestion(for: name, among: type.attributes.map(\.name)), at: place)
    }
}
