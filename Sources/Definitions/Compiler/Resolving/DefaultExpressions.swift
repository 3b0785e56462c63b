import Model
import Queries

/// Compiles the expressions for defaults of an entity type and puts them into an order in which each finds what it reads.
struct DefaultExpressions {
    let filters: FilterCompilation

    func resolve(
        _ entity: EntityDeclaration, of type: EntityType, _ findings: inout Findings
    ) -> [ComputedDefault] {
        var defaults: [Int: ComputedDefault] = [:]
        var places: [Int: SourceLocation] = [:]
        for declaration in entity.attributes {
            guard let text = declaration.constraints.defaultExpression,
                let position = type.position(of: declaration.name.value),
                let formula = filters.formula(text, for: type, &findings)
            else { continue }
            let attribute = type.attributes[position]
            guard fits(formula, attribute, in: type, text, &findings),
                readsOnlyWhatIsThere(formula, text, &findings)
            else { continue }
            defaults[position] = ComputedDefault(position: position, formula: formula)
            places[position] = text.location
        }
        return ordered(defaults, places, type, &findings)
    }

    private func fits(
        _ formula: Formula, _ attribute: Attribute, in type: EntityType, _ text: Located<String>,
        _ findings: inout Findings
    ) -> Bool {
        let (wanted, given) = (ValueType(attribute.type, in: type), formula.expression.type)
        let fits: Bool
        switch (wanted, given) {
        case (_, .null), (.decimal, .integer): fits = true
        case (.decimal(let scale), .decimal(let other)): fits = other <= scale
        case (.record(let target), .record(let other)): fits = other == nil || target == nil || other == target
        default: fits = wanted == given
        }
        guard fits else {
            findings.error(
                "KTR-D225",
                "the default of '\(attribute.name)' gives \(given.name.english), but the attribute holds \(wanted.name.english)",
                hint: Self.hint(wanted, given), at: text.location)
            return false
        }
        guard case .constant(let value) = formula.expression.node, !value.isNull else { return true }
        guard case .failure(let problem) = attribute.type.coerce(DataValue(value)) else { return true }
        findings.error(
            "KTR-D139", "the default of '\(attribute.name)' is not a valid value: \(problem.message.english)",
            hint: problem.hint?.english ?? "write a value that fits", at: text.location)
        return false
    }

    private static func hint(_ wanted: ValueType, _ given: ValueType) -> String {
        switch (wanted, given) {
        case (.date, .instant): "get the day with date(…)"
        case (.decimal, .decimal), (.integer, .decimal): "round(…) gives a whole number"
        default: "docs/queries.md lists the results of functions"
        }
    }

    /// A new record has neither state nor formulas yet, and other records may change until it is stored.
    private func readsOnlyWhatIsThere(
        _ formula: Formula, _ text: Located<String>, _ findings: inout Findings
    ) -> Bool {
        for path in formula.expression.paths {
            let reason: String?
            switch path.attribute.type {
            case _ where !path.steps.isEmpty: reason = "it belongs to another record"
            case .state: reason = "the chart starts when the record is stored"
            case .formula, .rollup: reason = "it is computed when the record is stored"
            default: reason = nil
            }
            guard let reason else { continue }
            findings.error(
                "KTR-D227", "a default cannot be computed from '\(path.text)': \(reason)",
                hint: "use attributes of the record itself, or a before_save hook", at: text.location)
            return false
        }
        return true
    }

    /// Each behind those that it reads; those of a circle are reported.
    private func ordered(
        _ defaults: [Int: ComputedDefault], _ places: [Int: SourceLocation], _ type: EntityType,
        _ findings: inout Findings
    ) -> [ComputedDefault] {
        var result: [ComputedDefault] = []
        var rest = defaults
        while !rest.isEmpty {
            let ready = rest.values.filter { candidate in
                !candidate.formula.expression.paths.contains { rest[$0.position] != nil }
            }.sorted { $0.position < $1.position }
            guard !ready.isEmpty else {
                let names = rest.keys.sorted().map { "'\(type.attributes[$0].name)'" }.joined(separator: ", ")
                for position in rest.keys.sorted() {
                    findings.error(
                        "KTR-D226", "the defaults of \(names) are computed from each other",
                        hint: "give one of them a constant default, or none",
                        at: places[position] ?? type.attributes[position].location)
                }
                return []
            }
            result += ready
            for computed in ready { rest[computed.position] = nil }
        }
        return result
    }
}
