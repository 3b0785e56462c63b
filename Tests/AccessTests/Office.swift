import Model
import Queries

@testable import Definitions

/// A catalog of complaints with a handful of roles.
enum Office {
    static let clara = RecordID(high: 1, low: 1)
    static let bruno = RecordID(high: 1, low: 2)

    static let complaint = type(
        "complaint", "Beschwerde",
        [
            attribute("number", .text(maximumLength: nil, isLong: false)),
            attribute("claim", .decimal(scale: 2, minimum: nil, maximum: nil)), attribute("urgent", .boolean),
            attribute("owner", .principal),
        ])
    static let account = type("account", "Firma", [attribute("name", .text(maximumLength: nil, isLong: false))])

    static let catalog: Catalog = {
        var parts = Catalog.Parts()
        parts.entityTypes = [complaint, account]
        parts.roles = [
            role("agent", 10, grant([.read, .update, .create], where: "owner eq me()", events: .named(["accept"]))),
            role("agent_again", 20, grant([.read], where: "owner eq me()")),
            role("desk", 30, grant([.read], where: "urgent eq true", hidden: ["claim"])),
            role("auditor", 40, Grant(scope: .all, privileges: [.read], location: at(41))),
            role("bookkeeper", 50, Grant(scope: .entity("account"), privileges: [.read], location: at(51))),
            role("clerk", 60, grant([.read, .update], hidden: ["claim"], readOnly: ["number"])),
            role("manager", 70, grant(Set(Privilege.allCases), events: .all)),
        ]
        return Catalog(parts)
    }()

    static func principal(_ roles: [String]) -> Principal {
        Principal(id: clara, name: "clara", displayName: "Clara", roles: Set(roles), language: .english)
    }

    static func record(owner: RecordID?, urgent: Bool = false) -> Record {
        var record = Record(type: complaint, values: Array(repeating: .null, count: complaint.attributes.count))
        record["owner"] = owner.map { .record($0) } ?? .null
        record["urgent"] = .boolean(urgent)
        return record
    }

    static func at(_ line: Int) -> SourceLocation { SourceLocation(file: "roles.xml", line: line) }

    private static func role(_ name: String, _ line: Int, _ grant: Grant) -> Role {
        var grant = grant
        grant.location = at(line + 1)
        return Role(name: name, label: LocalizedText(name), pack: "test", grants: [grant], location: at(line))
    }

    private static func grant(
        _ privileges: Set<Privilege>, where text: String? = nil, events: Grant.Events = .named([]),
        hidden: Set<String> = [], readOnly: Set<String> = []
    ) -> Grant {
        Grant(
            scope: .entity("complaint"), privileges: privileges,
            rowFilter: text.flatMap { try? Filter($0, on: complaint, in: Nothing()) }, events: events, hidden: hidden,
            readOnly: readOnly, location: at(0))
    }

    private struct Nothing: QueryCatalog {
        func entityType(named name: String) -> EntityType? { nil }
        func states(ofChart name: String) -> ChartStates? { nil }
    }

    private static func type(_ name: String, _ german: String, _ declared: [Attribute]) -> EntityType {
        EntityType(
            name: name, setName: name + "s", pack: "test", label: LocalizedText(name, german: german),
            pluralLabel: LocalizedText(name), title: TitlePattern(name), declared: declared, keys: [], indexes: [],
            location: at(1))
    }

    private static func attribute(_ name: String, _ type: AttributeType) -> Attribute {
        Attribute(name: name, type: type, label: LocalizedText(name), location: at(1))
    }
}
