import Model
import Queries

/// Finds what a `<rollup>` speaks of: the lookup of its inverse name, and the attribute that it sums up.
struct RollupResolver {
    let directory: Directory

    func type(
        of rollup: RollupDeclaration, declaredIn pack: String, in entity: EntityDeclaration,
        _ findings: inout Findings
    ) -> AttributeType? {
        let inverses = inverses(of: entity)
        guard let (source, lookup, _) = inverses.first(where: { $0.2 == rollup.inverse.value }) else {
            findings.error(
                "KTR-D251", "no lookup to '\(entity.name.value)' has inverse=\"\(rollup.inverse.value)\"",
                hint: suggestion(for: rollup.inverse.value, among: inverses.map(\.2))
                    ?? "add inverse=\"\(rollup.inverse.value)\" to the lookup that leads here",
                at: rollup.inverse.location)
            return nil
        }
        directory.scope.check(rollup.inverse, declaredIn: lookup.pack, usedIn: pack, &findings)
        var result = AttributeType.integer(minimum: nil, maximum: nil)
        if let name = rollup.attribute {
            guard let summed = summedType(name.value, of: source, depth: 0) else {
                let known = source.attributes.map(\.name.value)
                let isThere = known.contains(name.value)
                findings.error(
                    isThere ? "KTR-D253" : "KTR-D252",
                    isThere
                        ? "'\(name.value)' cannot be summed up"
                        : "'\(source.name.value)' has no attribute '\(name.value)'",
                    hint: isThere ? Self.choices(for: rollup.function) : suggestion(for: name.value, among: known),
                    at: name.location)
                return nil
            }
            guard let yielded = self.result(of: rollup, summed, named: name, &findings) else { return nil }
            result = yielded
        }
        return .rollup(
            RollupRules(
                function: rollup.function, source: source.name.value, lookup: lookup.name.value,
                attribute: rollup.attribute?.value, condition: rollup.condition?.value, result: result,
                formulas: formulas(namedIn: rollup, of: source)))
    }

    private func inverses(of entity: EntityDeclaration) -> [(EntityDeclaration, AttributeDeclaration, String)] {
        directory.entities.values.sorted { $0.name.value < $1.name.value }.flatMap { source in
            source.attributes.compactMap { lookup in
                guard lookup.targets(in: source).contains(entity.name.value), let inverse = lookup.inverse else {
                    return nil
                }
                return (source, lookup, inverse.value)
            }
        }
    }

    /// The type of the values that an attribute has; nil where there is no such attribute, or its values are not of a type that can be
    /// told here.
    private func summedType(_ name: String, of source: EntityDeclaration, depth: Int) -> AttributeType? {
        guard let declared = source.attributes.first(where: { $0.name.value == name }) else {
            return [SystemAttribute.createdAt, .updatedAt].contains { $0.name == name } ? .instant : nil
        }
        switch declared.detail {
        case .plain(let type): return type
        case .formula(let result, _): return result
        case .rollup(let inner):
            guard inner.function != .count, let attribute = inner.attribute else {
                return .integer(minimum: nil, maximum: nil)
            }
            // One that goes round in a circle is of no type; that it does is found later.
            guard depth < 8, let (other, _, _) = inverses(of: source).first(where: { $0.2 == inner.inverse.value }),
                let type = summedType(attribute.value, of: other, depth: depth + 1)
            else { return .integer(minimum: nil, maximum: nil) }
            var ignored = Findings()
            return result(of: inner, type, named: attribute, &ignored)
        default: return nil
        }
    }

    private func result(
        of rollup: RollupDeclaration, _ summed: AttributeType, named name: Located<String>,
        _ findings: inout Findings
    ) -> AttributeType? {
        let average = rollup.function == .average
        switch summed {
        case .integer:
            return average ? .decimal(scale: 2, minimum: nil, maximum: nil) : .integer(minimum: nil, maximum: nil)
        case .decimal(let scale, _, _):
            return .decimal(scale: average ? max(scale, 2) : scale, minimum: nil, maximum: nil)
        case .duration: return .duration(minimum: nil, maximum: nil)
        case .money(let rules):
            guard let currency = currency(of: name.value, rules, rollup) else {
                let attribute = MoneyRules.currencyName(of: name.value)
                findings.error(
                    "KTR-D254", "'\(name.value)' has amounts in several currencies, which cannot be combined",
                    hint:
                        "write where=\"\(attribute) eq '\(rules.currencies.first ?? "EUR")'\", one rollup for each currency",
                    at: name.location)
                return nil
            }
            return .money(MoneyRules(currencies: [currency], scale: rules.scale))
        case .date where rollup.function == .min || rollup.function == .max,
            .instant where rollup.function == .min || rollup.function == .max,
            .time where rollup.function == .min || rollup.function == .max:
            return summed
        default:
            findings.error(
                "KTR-D253", "'\(name.value)' cannot be summed up", hint: Self.choices(for: rollup.function),
                at: name.location)
            return nil
        }
    }

    /// The one currency of the amounts that count.
    private func currency(of attribute: String, _ rules: MoneyRules, _ rollup: RollupDeclaration) -> String? {
        if let fixed = rules.fixedCurrency { return fixed }
        let fixed = rollup.condition.map { Filter.textsFixed(by: $0.value) } ?? [:]
        return fixed[MoneyRules.currencyName(of: attribute)].flatMap { rules.currencies.contains($0) ? $0 : nil }
    }

    private static func choices(for function: RollupRules.Function) -> String {
        switch function {
        case .min, .max: "choose a number, an amount, a duration, a date or a time; count=\"true\" counts"
        default: "choose a number, an amount or a duration; count=\"true\" counts"
        }
    }

    /// The expressions of the formulas that a rollup uses, and of those that they use: with them it changes too.
    private func formulas(namedIn rollup: RollupDeclaration, of source: EntityDeclaration) -> [String] {
        var texts: [String: String] = [:]
        for attribute in source.attributes {
            if case .formula(_, let expression) = attribute.detail { texts[attribute.name.value] = expression.value }
        }
        var found: Set<String> = []
        var open = [rollup.attribute?.value, rollup.condition?.value].compactMap { $0 }
        while let text = open.popLast() {
            let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            for word in words { if let next = texts[word], found.insert(word).inserted { open.append(next) } }
        }
        return found.sorted().map { "\($0)=\(texts[$0] ?? "")" }
    }
}
