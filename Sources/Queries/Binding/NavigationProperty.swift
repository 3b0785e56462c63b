public import Model

/// How OData's metadata names the way from a record to the one that a lookup of it leads to: `customer_record`.
///
/// A lookup to several entity types has one for each of them, `regarding_contract_record`, of which at most one leads to a
/// record: clients that make tables of the metadata (Excel, Power BI) do not take a property that leads to records of any type.
public struct NavigationProperty: Sendable, Hashable {
    /// As it is written.
    public let name: String
    /// The position of the lookup.
    public let position: Int
    /// The entity type that it leads to.
    public let target: String

    /// Those of an entity type, in the order of its attributes. An attribute of the same name goes before one.
    public static func all(of type: EntityType) -> [NavigationProperty] {
        type.attributes.indices.flatMap { position -> [NavigationProperty] in
            let attribute = type.attributes[position]
            guard let targets = attribute.type.reference?.targets else { return [] }
            return targets.compactMap { target in
                let name =
                    attribute.type.isPolymorphic ? "\(attribute.name)_\(target)_record" : "\(attribute.name)_record"
                guard type.position(of: name) == nil else { return nil }
                return NavigationProperty(name: name, position: position, target: target)
            }
        }
    }

    /// The one of a name.
    public static func named(_ name: String, of type: EntityType) -> NavigationProperty? {
        guard name.hasSuffix("_record") else { return nil }
        return all(of: type).first { $0.name == name }
    }
}
