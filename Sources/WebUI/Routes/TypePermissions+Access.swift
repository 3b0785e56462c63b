import Access
import Definitions
import Model
import Records

extension TypePermissions {
    init(_ access: EntityAccess) {
        let attributes = access.type.attributes
        mayRead = access.canRead
        mayCreate = access.canCreate
        mayUpdate = access.canUpdate
        mayDelete = access.canDelete
        hidden = Set(attributes.indices.filter { !access.shows($0) }.map { attributes[$0].name })
        partlyHidden = Set(access.hidden.map { attributes[$0].name })
        readOnly = Set(access.readOnly(for: .update).map { attributes[$0].name })
        readOnlyOnCreate = Set(access.readOnly(for: .create).map { attributes[$0].name })
    }

    /// - Parameter rights: what may be done with the one record that a page is about.
    init(_ access: EntityAccess, on record: Record, _ rights: RecordRights) {
        self.init(access)
        let attributes = access.type.attributes
        mayUpdate = rights.mayUpdate
        mayDelete = rights.mayDelete
        hidden.formUnion(record.withheld.map { attributes[$0].name })
        readOnly = Set(rights.readOnly.map { attributes[$0].name })
    }
}
