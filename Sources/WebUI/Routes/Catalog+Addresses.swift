import Definitions
import Model

extension Catalog {
    /// The entity type that an address means.
    ///
    /// - Parameter opened: the name that it had when a form was opened, where the address is that of a form: by it the form arrives
    ///   although the set or the type was renamed meanwhile.
    func entityType(setNamed name: String, orOpenedAs opened: String?) -> EntityType? {
        guard let opened else { return entityType(setNamed: name) }
        return entityType(named: opened) ?? entityTypes.first { $0.formerNames.contains(opened) }
            ?? entityType(setNamed: name)
    }
}
