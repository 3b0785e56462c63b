import Access
import Definitions
import Model

extension TypePermissions {
    init(_ access: EntityAccess) {
        let attributes = access.type.attributes
        mayRead = access.canRead
        mayCreate = access.canCreate
        mayUpdate = access.canUpdate
        mayDelete = access.canDelete
        hidden = Set(access.hidden.map { attributes[$0].name })
        readOnly = Set(access.readOnly(for: .update).map { attributes[$0].name })
        readOnlyOnCreate = Set(access.readOnly(for: .create).map { attributes[$0].name })
    }
}
