import Definitions
import HTTPTypes
import Model
import Synchronization

/// One entity set with everything about it that every answer needs, made ready once per catalog.
final class EntitySet: Sendable {
    let type: EntityType
    /// Per attribute, its name as a JSON key: `"subject":`.
    let keys: [[UInt8]]
    /// Positions of the attributes that hold several values.
    let collections: Set<Int>

    init(_ type: EntityType) {
        self.type = type
        keys = type.attributes.map { JSONWriter.key($0.name) }
        collections = Set(type.attributes.indices.filter { type.attributes[$0].type.result.isCollection })
    }
}

/// The entity sets of a catalog.
final class EntitySets: Sendable {
    let catalog: Catalog
    private let byName: [String: EntitySet]
    private let byType: [String: EntitySet]

    init(_ catalog: Catalog) {
        self.catalog = catalog
        let sets = catalog.entityTypes.map(EntitySet.init)
        byName = Dictionary(sets.map { ($0.type.setName, $0) }, uniquingKeysWith: { first, _ in first })
        byType = Dictionary(sets.map { ($0.type.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The set of a name: `complaints`.
    func set(named name: String) -> EntitySet? { byName[name] }

    /// The set of an entity type: `complaint`.
    func set(ofType name: String) -> EntitySet? { byType[name] }
}

/// The entity sets of the catalog in force, made anew when it is replaced.
final class CurrentEntitySets: Sendable {
    private let current = Mutex<EntitySets?>(nil)

    func get(_ catalog: Catalog) -> EntitySets {
        current.withLock { sets in
            if let sets, sets.catalog === catalog { return sets }
            let new = EntitySets(catalog)
            sets = new
            return new
        }
    }
}

extension AttributeType {
    /// Whether a value is a list, which is empty where nothing is chosen.
    var isCollection: Bool { if case .multichoice = self { true } else { false } }
}
