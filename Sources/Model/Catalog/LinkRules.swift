/// What makes an entity type the link of a many-to-many relationship: each of its records joins one record to another.
///
/// Declared as `<many-to-many name="organisations" to="account" …>` in `person`, the link has a lookup to each of the two.
public struct LinkRules: Sendable, Hashable {
    /// What the declaring entity type calls the relationship: `organisations`.
    public var name: String
    /// The lookup to the entity type that declares it.
    public var near: String
    /// The lookup to the other one.
    public var far: String
    /// Whether a link holds from a day to a day.
    public var hasValidity: Bool

    /// A link by the names of its lookups.
    public init(name: String, near: String, far: String, hasValidity: Bool) {
        self.name = name
        self.near = near
        self.far = far
        self.hasValidity = hasValidity
    }

    /// The first day on which a link holds; without one it has held for ever.
    public static let validFrom = "valid_from"
    /// The last day on which a link holds; without one it holds on.
    public static let validTo = "valid_to"

    /// The lookup at the other end of the link than a given one.
    public func opposite(of lookup: String) -> String { lookup == near ? far : near }

    /// Whether a link holds on a day.
    public func isCurrent(_ link: Record, on day: CalendarDate) -> Bool {
        guard hasValidity else { return true }
        if case .date(let from) = link[Self.validFrom], from > day { return false }
        if case .date(let to) = link[Self.validTo], to < day { return false }
        return true
    }
}
