public import Model
public import Queries

/// What principals who have it may do. Without a grant nothing is allowed.
public struct Role: Sendable {
    /// What principals and charts name it by.
    public var name: String
    /// What people call it.
    public var label: LocalizedText
    /// The pack that declares it.
    public var pack: String
    /// In the order of the definition.
    public var grants: [Grant]
    /// Where `<role>` stands.
    public var location: SourceLocation

    /// A role with its grants.
    public init(name: String, label: LocalizedText, pack: String, grants: [Grant], location: SourceLocation) {
        self.name = name
        self.label = label
        self.pack = pack
        self.grants = grants
        self.location = location
    }
}

/// What may be done to records, apart from sending events to them.
public enum Privilege: String, Sendable, Hashable, CaseIterable {
    case create, read, update, delete
}

/// One permission of a role: what it allows on which records of which entity type.
///
/// Several grants for the same entity type add up: each allows what it says on the records its own row filter admits.
public struct Grant: Sendable {
    /// The entity types that a grant speaks of.
    public enum Scope: Sendable, Hashable {
        /// Every entity type, also those declared later (`entity="*"`).
        case all
        /// The entity type of this name.
        case entity(String)
    }

    /// The events that a grant allows.
    public enum Events: Sendable, Hashable {
        /// Every event of the chart (`events="*"`).
        case all
        /// Only these; empty when the attribute is absent.
        case named(Set<String>)
    }

    /// Which entity types it is about.
    public var scope: Scope
    /// What may be done besides sending events; empty where only events are granted.
    public var privileges: Set<Privilege>
    /// Which records it is about; nil for all.
    public var rowFilter: Filter?
    /// Which events of the record's chart may be sent.
    public var events: Events
    /// Attributes that are neither shown nor changed.
    public var hidden: Set<String>
    /// Attributes that are shown but not changed.
    public var readOnly: Set<String>
    /// Where `<grant>` stands.
    public var location: SourceLocation

    /// A permission.
    public init(
        scope: Scope, privileges: Set<Privilege>, rowFilter: Filter? = nil, events: Events = .named([]),
        hidden: Set<String> = [], readOnly: Set<String> = [], location: SourceLocation
    ) {
        self.scope = scope
        self.privileges = privileges
        self.rowFilter = rowFilter
        self.events = events
        self.hidden = hidden
        self.readOnly = readOnly
        self.location = location
    }

    /// Whether it speaks about an entity type.
    public func covers(_ type: EntityType) -> Bool {
        switch scope {
        case .all: true
        case .entity(let name): name == type.name
        }
    }

    /// Whether it lets an event be sent.
    public func allows(event name: String) -> Bool {
        switch events {
        case .all: true
        case .named(let names): names.contains(name)
        }
    }
}
