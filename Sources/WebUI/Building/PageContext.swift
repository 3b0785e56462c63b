import Definitions
import Model

/// Everything that building a page needs to know beside its records.
struct PageContext: Sendable {
    let catalog: Catalog
    let principal: Principal
    var format: ValueFormat
    let csrf: String
    /// When the page is made.
    let now: Instant
    /// The installation's time zone, by which defaults are computed.
    let zone: Zone
    let permissions: @Sendable (EntityType) -> TypePermissions
    /// Draws the keys that make a form that is sent twice write once.
    let drawKey: @Sendable () -> String
    /// Proves later who opened a form.
    let opener: String
    /// How large the body of a request is at most, where nothing else is said.
    let bodyLimit: Int

    var language: Language { format.language }

    /// The types whose records the principal may read, in the order of declaration. Links are found on the records that they
    /// join.
    var readableTypes: [EntityType] { catalog.entityTypes.filter { $0.link == nil && permissions($0).mayRead } }
}

/// What the principal may do with records of one type, as far as pages draw it. Writing asks again.
struct TypePermissions: Sendable {
    var mayRead = false
    var mayCreate = false
    var mayUpdate = false
    var mayDelete = false
    /// Names of attributes that are not shown.
    var hidden: Set<String> = []
    /// Names of attributes that are not changed.
    var readOnly: Set<String> = []
    /// Names of attributes that are not set in a new record.
    var readOnlyOnCreate: Set<String> = []

    func shows(_ attribute: Attribute) -> Bool { !hidden.contains(attribute.name) }

    func maySet(_ attribute: Attribute, creating: Bool) -> Bool {
        let refused = creating ? readOnlyOnCreate : readOnly
        return shows(attribute) && !attribute.isReadOnly && !refused.contains(attribute.name)
            && (creating || !attribute.isImmutable)
    }
}
