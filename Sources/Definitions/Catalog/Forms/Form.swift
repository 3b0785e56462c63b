public import Model

/// How one record is entered, changed and shown: which attributes, in which order, in which sections.
///
/// A form is no right: whoever may not see an attribute does not see it on a form either, and whoever may change one that no
/// form has can still do so through the API.
///
///     catalog.form(of: complaint, for: .edit, roles: principal.roles, states: ["in_progress"])?.sections
public struct Form: Sendable, Hashable {
    /// What a form is opened for.
    public enum Purpose: String, Sendable, Hashable, CaseIterable {
        /// Entering a new record.
        case create
        /// Changing one.
        case edit
        /// Looking at one.
        case show
    }

    /// Unique among the forms of its entity type.
    public var name: String
    /// What it can be opened for; a form with states is never opened for a new record, which has none yet.
    public var purposes: Set<Purpose>
    /// Who sees it; everybody where there are none.
    public var roles: Set<String>
    /// In which states of the record, or states around them; in all where there are none.
    public var states: Set<String>
    /// In the order in which they are shown.
    public var sections: [Section]
    /// The pack that declares it.
    public var pack: String
    /// Where `<form>` stands.
    public var location: SourceLocation

    /// A form with its sections.
    public init(
        name: String, purposes: Set<Purpose> = Set(Purpose.allCases), roles: Set<String> = [], states: Set<String> = [],
        sections: [Section], pack: String, location: SourceLocation
    ) {
        self.name = name
        self.purposes = purposes
        self.roles = roles
        self.states = states
        self.sections = sections
        self.pack = pack
        self.location = location
    }

    /// Whether it is for somebody with these roles and a record in these states.
    ///
    /// - Parameter states: the active states and those around them; empty for a new record.
    public func serves(_ purpose: Purpose, roles held: Set<String>, states active: Set<String>) -> Bool {
        purposes.contains(purpose) && (roles.isEmpty || !roles.isDisjoint(with: held))
            && (states.isEmpty || purpose != .create && !states.isDisjoint(with: active))
    }

    /// All fields, in their order.
    public var fields: [Field] {
        sections.flatMap { section in
            section.items.compactMap { if case .field(let field) = $0.content { field } else { nil } }
        }
    }

    /// All related lists, in their order.
    public var relatedLists: [RelatedList] {
        sections.flatMap { section in
            section.items.compactMap { if case .related(let list) = $0.content { list } else { nil } }
        }
    }
}
