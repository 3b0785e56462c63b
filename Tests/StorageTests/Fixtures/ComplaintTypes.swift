import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport

/// Two entity types that between them have every kind of attribute.
enum ComplaintTypes {
    private static let here = SourceLocation(file: "complaint.xml", line: 3)

    static func attribute(
        _ name: String, _ type: AttributeType, required: Bool = false, default value: AttributeValue? = nil
    ) -> Attribute {
        Attribute(
            name: name, type: type, label: LocalizedText(name), isRequired: required, defaultValue: value,
            location: here)
    }

    static func type(
        _ name: String, _ declared: [Attribute], keys: [[String]] = [], indexes: [[String]] = []
    ) -> EntityType {
        EntityType(
            name: name, setName: name + "s", pack: "tests", label: LocalizedText(name),
            pluralLabel: LocalizedText(name),
            title: TitlePattern("{id}"), declared: declared, keys: keys, indexes: indexes, location: here)
    }

    static let account = type(
        "account", [attribute("name", .text(maximumLength: 100, isLong: false))], keys: [["name"]])
    static let complaint = type(
        "complaint",
        [
            attribute("number", .text(maximumLength: nil, isLong: false)),
            attribute("subject", .text(maximumLength: 200, isLong: false)),
            attribute("claim", .decimal(scale: 2, minimum: nil, maximum: nil)),
            attribute("urgent", .boolean),
            attribute("received_on", .date),
            attribute("answered_at", .instant),
            attribute("count", .integer(minimum: nil, maximum: nil)),
            attribute("customer", .lookup(target: "account", onDelete: .restrict)),
            attribute("status", .state(chart: "complaint")),
        ], keys: [["number"]], indexes: [["status", "received_on"]])

    static let all = [account, complaint]

    /// A record with its system attributes set and the named others.
    static func record(_ type: EntityType, _ id: RecordID, _ values: [String: AttributeValue] = [:]) -> Record {
        var record = Record(type: type, values: type.attributes.map { _ in .null })
        record[.id] = .record(id)
        record[.revision] = .integer(1)
        record[.createdAt] = .instant(ManualClock().now())
        record[.createdBy] = .record(Principal.system.id)
        record[.updatedAt] = .instant(ManualClock().now())
        record[.updatedBy] = .record(Principal.system.id)
        for (name, value) in values { record[name] = value }
        return record
    }

    /// A store that has these tables.
    @discardableResult
    static func withTables<T>(
        _ kind: StoreKind, _ types: [EntityType] = all, _ body: (any StoreMaintenance) async throws -> T
    ) async throws -> T {
        try await withStore(kind) { store in
            try await apply(types, to: store)
            return try await body(store)
        }
    }

    static func apply(_ types: [EntityType], to store: any Store) async throws {
        let state = try store.read { try SchemaStateTable.current(in: $0) }
        try await SchemaMigration.apply(
            MigrationPlan(from: state.schema, to: types), fingerprint: "test", at: ManualClock().now(), to: store)
    }
}
