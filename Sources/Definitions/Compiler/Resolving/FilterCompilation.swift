import Model
import Queries

/// Compiles the conditions and orders of views and grants against what is known of the catalog so far: all entity types and
/// all charts.
struct FilterCompilation {
    let catalog: CompilingCatalog

    func filter(_ text: Located<String>, for type: EntityType, _ findings: inout Findings) -> Filter? {
        do throws(QueryError) {
            return try Filter(text.value, on: type, in: catalog)
        } catch {
            findings.add(Self.diagnostics(error, at: text.location))
            return nil
        }
    }

    /// Nothing where the error only follows from a formula's own, which is reported there.
    private static func diagnostics(_ error: QueryError, at location: SourceLocation) -> [Diagnostic] {
        error.code == QueryError.faultyFormula ? [] : [diagnostic(error, at: location)]
    }

    func formula(_ text: Located<String>, for type: EntityType, _ findings: inout Findings) -> Formula? {
        do throws(QueryError) {
            return try Formula(text.value, on: type, in: catalog)
        } catch {
            findings.add(Self.diagnostics(error, at: text.location))
            return nil
        }
    }

    static func diagnostic(_ error: QueryError, at location: SourceLocation) -> Diagnostic {
        var result = error.diagnostic(at: location)
        if result.hint == nil { result.hint = "docs/queries.md shows how conditions and orders are written" }
        return result
    }

    func order(_ text: Located<String>, for type: EntityType, _ findings: inout Findings) -> [OrderTerm] {
        do throws(QueryError) {
            return try OrderTerm.list(text.value, on: type, in: catalog)
        } catch {
            findings.add(Self.diagnostics(error, at: text.location))
            return []
        }
    }
}

extension FilterCompilation {
    /// An attribute that lookups lead to: `customer/name`.
    func path(_ text: Located<String>, for type: EntityType, _ findings: inout Findings) -> AttributePath? {
        order(text, for: type, &findings).first?.path
    }
}

/// The entity types and charts that are resolved already, for what speaks of them.
struct CompilingCatalog: QueryCatalog {
    let types: [String: EntityType]
    let charts: [String: ChartDeclaration]
    let formulas: FormulaCompilation
    /// By name of the entity type that they lead to.
    let inverses: [String: [InverseLookup]]

    func entityType(named name: String) -> EntityType? { types[name] }

    func states(ofChart name: String) -> ChartStates? { charts[name].map { ChartStates(of: $0.chart) } }

    func formula(at position: Int, of type: EntityType) -> KnownFormula { formulas.formula(at: position, of: type) }

    func list(named name: String, of type: EntityType) -> ListedLookup? {
        inverses[type.name]?.first { $0.name == name }.map { ListedLookup(source: $0.source, position: $0.position) }
    }

    func listNames(of type: EntityType) -> [String] { inverses[type.name]?.compactMap(\.name) ?? [] }
}
