import Model

/// The part of a record's address that leads to the record which one of its lookups names: `complaints(id)/customer_record`.
///
/// A lookup to several entity types has one for each of them, `activities(id)/regarding_contract_record`, of which at most one leads
/// to a record. A single part for all of them would need a type that any record has; clients that read the metadata document to make
/// tables of it (Excel, Power BI) do not take one.
struct ReferencedPart {
    var name: String
    var attribute: Attribute
    /// The entity type that it leads to.
    var target: String

    /// The parts of an attribute; none where it is no lookup.
    static func all(of attribute: Attribute) -> [ReferencedPart] {
        guard let targets = attribute.type.reference?.targets else { return [] }
        return targets.map { target in
            let name = attribute.type.isPolymorphic ? "\(attribute.name)_\(target)_record" : "\(attribute.name)_record"
            return ReferencedPart(name: name, attribute: attribute, target: target)
        }
    }

    /// The id of the record that it leads to; nil where that is nothing, or a record of another entity type.
    func target(of record: Record) -> RecordID? {
        if let told = record.type.targetTypePosition(of: attribute), record.values[told] != .text(target) { return nil }
        guard case .record(let id) = record[attribute.name] else { return nil }
        return id
    }
}
