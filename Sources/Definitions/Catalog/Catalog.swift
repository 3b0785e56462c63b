public import Model
public import Queries
public import StateCharts

/// Everything that definitions say, checked and resolved; immutable, so that one request sees one catalog.
///
/// Made by ``DefinitionCompiler``. Lists keep the order of declaration: packs by name, files by path, elements as written.
///
///     let catalog = try DefinitionCompiler.compile(DefinitionTree.read(from: folder))
///     catalog.entityType(named: "complaint")?.attribute(named: "claim")
public final class Catalog: QueryCatalog, Sendable {
    /// By name.
    public let packs: [Pack]
    /// All entity types of all packs.
    public let entityTypes: [EntityType]
    /// All option sets of all packs.
    public let optionSets: [OptionSet]
    /// All roles of all packs.
    public let roles: [Role]
    /// All plugin texts, by path within a pack.
    public let plugins: [PluginSource]
    /// Charts by name.
    public let charts: [String: Chart]
    /// The rollups of all entity types, each after those that it sums up.
    public let rollups: [Rollup]
    /// Tells whether two catalogs come from the same texts: 32 hexadecimal digits over all paths and bytes.
    public let fingerprint: String
    /// What should be mended but does not stop anything; errors give no catalog.
    public let warnings: [Diagnostic]

    private let typesByName: [String: EntityType]
    private let typesBySetName: [String: EntityType]
    private let optionSetsByName: [String: OptionSet]
    private let rolesByName: [String: Role]
    private let viewsByType: [String: [View]]
    private let computedDefaultsByType: [String: [ComputedDefault]]
    private let formsByType: [String: [Form]]
    private let documentsByType: [String: [DocumentTemplate]]
    private let inversesByType: [String: [InverseLookup]]
    private let inverseNames: [String: String]
    private let formulasByType: [String: [FormulaAttribute]]
    private let rollupsByOwner: [String: [Rollup]]
    private let rollupsBySource: [String: [Rollup]]
    private let provenance: [ProvenanceSubject: [ProvenanceStep]]

    /// What a compiler hands over.
    struct Parts {
        var packs: [Pack] = []
        var entityTypes: [EntityType] = []
        var optionSets: [OptionSet] = []
        var roles: [Role] = []
        var plugins: [PluginSource] = []
        var charts: [String: Chart] = [:]
        /// By name of the entity type.
        var views: [String: [View]] = [:]
        /// By name of the entity type, in the order of declaration.
        var formulas: [String: [FormulaAttribute]] = [:]
        /// Each after those that it sums up.
        var rollups: [Rollup] = []
        /// By name of the entity type, each behind those that it reads.
        var computedDefaults: [String: [ComputedDefault]] = [:]
        /// By name of the entity type.
        var forms: [String: [Form]] = [:]
        /// By name of the entity type.
        var documents: [String: [DocumentTemplate]] = [:]
        /// Names of related lists, by `entity.attribute` of the lookup.
        var inverseNames: [String: String] = [:]
        /// What extensions did, and where option sets and roles are declared.
        var provenance: [ProvenanceSubject: [ProvenanceStep]] = [:]
        var fingerprint = ""
        var warnings: [Diagnostic] = []
    }

    init(_ parts: Parts) {
        packs = parts.packs
        entityTypes = parts.entityTypes
        optionSets = parts.optionSets
        roles = parts.roles
        plugins = parts.plugins
        charts = parts.charts
        fingerprint = parts.fingerprint
        warnings = parts.warnings
        viewsByType = parts.views
        computedDefaultsByType = parts.computedDefaults
        formsByType = parts.forms
        documentsByType = parts.documents
        inverseNames = parts.inverseNames
        provenance = parts.provenance
        formulasByType = parts.formulas
        rollups = parts.rollups
        rollupsByOwner = Dictionary(grouping: parts.rollups, by: \.owner.name)
        rollupsBySource = Dictionary(grouping: parts.rollups, by: \.source.name)
        typesByName = Dictionary(parts.entityTypes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        typesBySetName = Dictionary(parts.entityTypes.map { ($0.setName, $0) }, uniquingKeysWith: { first, _ in first })
        optionSetsByName = Dictionary(parts.optionSets.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        rolesByName = Dictionary(parts.roles.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        inversesByType = Self.inverses(of: parts)
    }

    /// The entity type of a name in singular: `complaint`.
    public func entityType(named name: String) -> EntityType? { typesByName[name] }

    /// The entity type of a set name: `complaints`.
    public func entityType(setNamed name: String) -> EntityType? { typesBySetName[name] }

    /// The option set of a name.
    public func optionSet(named name: String) -> OptionSet? { optionSetsByName[name] }

    /// The role of a name.
    public func role(named name: String) -> Role? { rolesByName[name] }

    /// The pack of a name.
    public func pack(named name: String) -> Pack? { packs.first { $0.name == name } }

    /// The views of an entity type, in the order of declaration.
    public func views(of type: EntityType) -> [View] { viewsByType[type.name] ?? [] }

    /// The defaults of an entity type that are computed, in an order in which each finds what it reads.
    public func computedDefaults(of type: EntityType) -> [ComputedDefault] { computedDefaultsByType[type.name] ?? [] }

    /// The view of a name among those of an entity type.
    public func view(named name: String, of type: EntityType) -> View? {
        views(of: type).first { $0.name == name }
    }

    /// The forms that an entity type declares, in the order in which they are tried.
    public func forms(of type: EntityType) -> [Form] { formsByType[type.name] ?? [] }

    /// The documents that can be made of an entity type's records, in the order of declaration.
    public func documents(of type: EntityType) -> [DocumentTemplate] { documentsByType[type.name] ?? [] }

    /// The chart that an entity type's state attribute follows; nil for a type without one.
    public func chart(of type: EntityType) -> Chart? {
        guard let attribute = type.stateAttribute, case .state(let name) = attribute.type else { return nil }
        return charts[name]
    }

    /// The ids that a chart's state attribute is made of, in document order; nil where there is no such chart.
    public func atomicStates(ofChart name: String) -> [String]? { charts[name].map(ChartCompilation.stateNames) }

    /// The states of a chart that conditions can name; nil where there is no such chart.
    public func states(ofChart name: String) -> ChartStates? { charts[name].map(ChartStates.init(of:)) }

    /// The lookups of all entity types that point to records of this one, in the order of declaration.
    public func inverseLookups(of type: EntityType) -> [InverseLookup] { inversesByType[type.name] ?? [] }

    /// The lookup whose records the list of a name holds: a lookup's `inverse`, seen from its target.
    public func list(named name: String, of type: EntityType) -> ListedLookup? {
        inverseLookups(of: type).first { $0.name == name }.map {
            ListedLookup(source: $0.source, position: $0.position)
        }
    }

    /// The names of the related lists of an entity type.
    public func listNames(of type: EntityType) -> [String] { inverseLookups(of: type).compactMap(\.name) }

    /// The name of the related list that a lookup gives its target, where it has one.
    public func inverseName(of lookup: Attribute, in type: EntityType) -> String? {
        inverseNames["\(type.name).\(lookup.name)"]
    }

    /// The formulas of an entity type, in the order of declaration.
    public func formulas(of type: EntityType) -> [FormulaAttribute] { formulasByType[type.name] ?? [] }

    /// What the formula attribute at a position of an entity type computes.
    public func formula(at position: Int, of type: EntityType) -> KnownFormula {
        formulas(of: type).first { $0.position == position }.map { .computed($0.formula.expression) } ?? .unknown
    }

    /// The rollups that an entity type has.
    public func rollups(of type: EntityType) -> [Rollup] { rollupsByOwner[type.name] ?? [] }

    /// The rollups of other entity types, or its own, that sum up this one's records.
    public func rollups(over type: EntityType) -> [Rollup] { rollupsBySource[type.name] ?? [] }

    /// Whether values of a record can change while its revision does not: formulas and rollups follow other records and the clock.
    public func hasDerivedValues(_ type: EntityType) -> Bool {
        formulasByType[type.name] != nil || rollupsByOwner[type.name] != nil
    }

    func steps(_ subject: ProvenanceSubject) -> [ProvenanceStep] { provenance[subject] ?? [] }

    static func inverses(of parts: Parts) -> [String: [InverseLookup]] {
        var result: [String: [InverseLookup]] = [:]
        for type in parts.entityTypes {
            for position in type.declaredPositions {
                let attribute = type.attributes[position]
                guard let (targets, onDelete) = attribute.type.reference else { continue }
                for target in targets {
                    result[target, default: []].append(
                        InverseLookup(
                            source: type, attribute: attribute, position: position,
                            name: parts.inverseNames["\(type.name).\(attribute.name)"], onDelete: onDelete))
                }
            }
        }
        return result
    }
}
