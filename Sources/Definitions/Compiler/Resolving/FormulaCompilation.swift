import Model
import Queries

/// Compiles the formulas of all entity types; one that others need, when the first of them needs it.
final class FormulaCompilation {
    private struct Place: Hashable {
        var type: String
        var position: Int
    }

    private enum State {
        case underWay
        case compiled(Formula)
        case faulty
    }

    private let types: [String: EntityType]
    private let charts: [String: ChartDeclaration]
    private let inverses: [String: [InverseLookup]]
    /// Where the expressions stand, by `entity.attribute`.
    private let texts: [String: Located<String>]
    private var states: [Place: State] = [:]
    private var trail: [Place] = []
    /// A circle that was found and not reported yet: the first of it reports.
    private var circle: [Place] = []
    private var problems: [Diagnostic] = []

    init(
        _ entities: [EntityDeclaration], types: [String: EntityType], charts: [String: ChartDeclaration],
        inverses: [String: [InverseLookup]]
    ) {
        self.types = types
        self.charts = charts
        self.inverses = inverses
        var texts: [String: Located<String>] = [:]
        for entity in entities {
            for attribute in entity.attributes {
                guard case .formula(_, let expression) = attribute.detail else { continue }
                texts["\(entity.name.value).\(attribute.name.value)"] = expression
            }
        }
        self.texts = texts
    }

    /// What names in expressions are looked up in.
    var catalog: CompilingCatalog {
        CompilingCatalog(types: types, charts: charts, formulas: self, inverses: inverses)
    }

    /// Compiles everything, in the order of declaration, by the entity types' names.
    func compile(_ entityTypes: [EntityType], _ findings: inout Findings) -> [String: [FormulaAttribute]] {
        var result: [String: [FormulaAttribute]] = [:]
        for type in entityTypes where types[type.name] == type {
            for position in type.declaredPositions {
                guard case .formula = type.attributes[position].type else { continue }
                let place = Place(type: type.name, position: position)
                _ = known(place)
                guard case .compiled(let formula)? = states[place] else { continue }
                result[type.name, default: []].append(FormulaAttribute(position: position, formula: formula))
            }
        }
        findings.add(problems)
        problems = []
        return result
    }

    func formula(at position: Int, of type: EntityType) -> KnownFormula {
        known(Place(type: type.name, position: position))
    }

    private func known(_ place: Place) -> KnownFormula {
        switch states[place] {
        case .compiled(let formula): return .computed(formula.expression)
        case .faulty: return .faulty
        case .underWay:
            circle = Array(trail.drop { $0 != place })
            return .circular(names(of: circle))
        case nil: return compile(place)
        }
    }

    private func compile(_ place: Place) -> KnownFormula {
        guard let type = types[place.type], case .formula(let rules) = type.attributes[place.position].type else {
            return .unknown
        }
        states[place] = .underWay
        trail.append(place)
        defer { trail.removeLast() }
        do throws(QueryError) {
            let formula = try Formula(
                rules.expression, on: type, in: catalog, yielding: ValueType(rules.result, in: type))
            states[place] = .compiled(formula)
            return .computed(formula.expression)
        } catch {
            states[place] = .faulty
            // Somewhere inside a circle: the formula that it began with tells of it.
            if !circle.isEmpty, circle.first != place { return .circular(names(of: circle)) }
            circle = []
            if error.code != QueryError.faultyFormula { report(error, at: place, in: type) }
            return .faulty
        }
    }

    private func names(of places: [Place]) -> [String] {
        let isOneType = Set(places.map(\.type)).count == 1
        let names = places.map { place in
            let name = types[place.type]?.attributes[place.position].name ?? ""
            return isOneType ? name : "\(place.type).\(name)"
        }
        return names + names.prefix(1)
    }

    private func report(_ error: QueryError, at place: Place, in type: EntityType) {
        let attribute = type.attributes[place.position]
        let location = texts["\(type.name).\(attribute.name)"]?.location ?? attribute.location
        problems.append(FilterCompilation.diagnostic(error, at: location))
    }
}
