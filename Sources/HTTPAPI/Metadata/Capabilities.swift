import Access
import Model
import Queries

// What can be done with the sets and what cannot, so that clients need not find out by being refused (Org.OData.Capabilities.V1).

extension ServiceModel {
    /// What holds for the whole service.
    static var capabilities: [Annotation] {
        [
            Annotation("Capabilities.BatchSupported", .boolean(false)),
            Annotation("Capabilities.AsynchronousRequestsSupported", .boolean(false)),
            Annotation("Capabilities.CrossJoinSupported", .boolean(false)),
            Annotation("Capabilities.KeyAsSegmentSupported", .boolean(true)),
            Annotation("Capabilities.FilterFunctions", .list(Queries.Function.callableNames.map { .text($0) })),
        ]
    }

    /// What holds for one set.
    static func capabilities(of type: EntityType, _ visible: [Attribute], _ access: EntityAccess) -> [Annotation] {
        let files = visible.filter { if case .file = $0.type { true } else { false } }.map(\.name)
        let unsorted = visible.filter { attribute in
            if case .file = attribute.type { return true }
            return !ValueType(attribute.type, in: type).isSortable
        }
        func restrictions(_ term: String, _ members: [(property: String, value: Annotation.Value)]) -> Annotation {
            Annotation("Capabilities.\(term)", .record(members))
        }
        return [
            Annotation("Core.OptimisticConcurrency", .properties([SystemAttribute.revision.name])),
            restrictions("ReadRestrictions", [("Readable", .boolean(access.canRead))]),
            restrictions("InsertRestrictions", [("Insertable", .boolean(access.canCreate))]),
            restrictions(
                "UpdateRestrictions", [("Updatable", .boolean(access.canUpdate)), ("Upsertable", .boolean(false))]),
            restrictions("DeleteRestrictions", [("Deletable", .boolean(access.canDelete))]),
            restrictions(
                "FilterRestrictions", [("Filterable", .boolean(true)), ("NonFilterableProperties", .properties(files))]),
            restrictions(
                "SortRestrictions",
                [("Sortable", .boolean(true)), ("NonSortableProperties", .properties(unsorted.map(\.name)))]),
            restrictions("SearchRestrictions", [("Searchable", .boolean(visible.contains(where: \.isSearchable)))]),
            restrictions("CountRestrictions", [("Countable", .boolean(true))]),
            Annotation("Capabilities.TopSupported", .boolean(true)),
            Annotation("Capabilities.SkipSupported", .boolean(true)),
            restrictions("SelectSupport", [("Supported", .boolean(true)), ("Expandable", .boolean(false))]),
            restrictions("ExpandRestrictions", [("Expandable", .boolean(false))]),
            restrictions("DeepInsertSupport", [("Supported", .boolean(false))]),
            restrictions("DeepUpdateSupport", [("Supported", .boolean(false))]),
            restrictions("ChangeTracking", [("Supported", .boolean(false))]),
        ]
    }
}
