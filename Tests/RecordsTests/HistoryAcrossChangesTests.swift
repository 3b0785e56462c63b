import Access
import Definitions
import Model
import Records
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `A record's history across changed definitions` {
    private let cause = Cause(.api, request: "test")

    /// A deployment of one entity type, applied to the store.
    private func deploy(_ entity: String, to store: any Store) async throws -> Deployment {
        let catalog = try DefinitionCompiler.compile(
            DefinitionSources(packs: [
                PackSources(
                    name: "office",
                    definitions: [
                        SourceFile(
                            path: "pack.xml",
                            text: "<pack xmlns=\"urn:kontor:definitions:1\" name=\"office\" version=\"1.0.0\"/>"),
                        SourceFile(
                            path: "office.xml",
                            text: "<definitions xmlns=\"urn:kontor:definitions:1\">\(entity)</definitions>"),
                    ])
            ]))
        let plan = try store.read { try SchemaMigration.plan(to: catalog.entityTypes, in: $0) }
        try await SchemaMigration.apply(
            plan, allowingDestruction: true, fingerprint: catalog.fingerprint, at: ManualClock().now(), to: store)
        return Deployment(
            catalog: catalog, access: AccessTable(catalog), saveRules: NoSaveRules(), stateRules: NoStateRules(),
            zone: .utc)
    }

    private func values(_ name: String, _ history: HistoryPage) -> [String] {
        history.compactMap { entry in
            entry.changes.first { $0.attribute.name == name }.map {
                "\($0.before.displayText) → \($0.after.displayText)"
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `shows old values under new names, and never under a name that was used again`(kind: StoreKind) async throws {
        try await withStore(kind) { store in
            let first = try await deploy(
                """
                <entity name="account" set="accounts" title="{name}"><text name="name"/><text name="size"/>
                  <text name="phone" personal="true"/></entity>
                """, to: store)
            let current = CurrentDeployment(first)
            let records = RecordService(
                store: store, deployment: current, clock: ManualClock(), ids: SequentialIDs(), random: SeededRandom())
            let made = try await records.write(
                WriteRequest(
                    principal: .system, entity: "account",
                    .create(["name": .text("Nordwind"), "phone": .text("030 1"), "size": .text("12")]), cause: cause))
            let id = made.record.id

            current.replace(
                with: try await deploy(
                    """
                    <entity name="company" set="companies" title="{name}" was="account"><text name="name"/>
                      <integer name="size"/><text name="telephone" was="phone" personal="true"/></entity>
                    """, to: store))
            _ = try await records.write(
                WriteRequest(
                    principal: .system, entity: "company",
                    .update(id, ["telephone": .text("030 2"), "size": .integer(13)]), cause: cause))
            let renamed = try records.history(of: "company", id, as: .system)
            #expect(values("telephone", renamed) == ["030 1 → 030 2", " → 030 1"])
            #expect(values("size", renamed) == ["12 → 13", " → 12"])
            #expect(try records.read("company", id, as: .system)["size"] == .integer(13))

            current.replace(
                with: try await deploy(
                    """
                    <entity name="company" set="companies" title="{name}"><text name="name"/><text name="size"/>
                      <text name="telephone" personal="true"/><text name="phone"/></entity>
                    """, to: store))
            _ = try await records.write(
                WriteRequest(
                    principal: .system, entity: "company",
                    .update(id, ["telephone": .text("030 3"), "phone": .text("new")]), cause: cause))
            let again = try records.history(of: "company", id, as: .system)
            #expect(values("telephone", again) == ["030 2 → 030 3", "030 1 → 030 2", " → 030 1"])
            #expect(values("phone", again) == [" → new"])
            #expect(values("size", again) == ["12 → 13", " → 12"])

            current.replace(
                with: try await deploy(
                    "<entity name=\"company\" set=\"companies\" title=\"{name}\"><text name=\"name\"/></entity>",
                    to: store))
            current.replace(
                with: try await deploy(
                    """
                    <entity name="company" set="companies" title="{name}"><text name="name"/><text name="size"/></entity>
                    """, to: store))
            #expect(values("size", try records.history(of: "company", id, as: .system)).isEmpty)

            // Where limits are narrower now, the log still shows what was allowed then.
            _ = try await records.write(
                WriteRequest(
                    principal: .system, entity: "company", .update(id, ["name": .text("Ost")]), cause: cause))
            current.replace(
                with: try await deploy(
                    """
                    <entity name="company" set="companies" title="{name}"><text name="name" max="3"/></entity>
                    """, to: store))
            #expect(
                values("name", try records.history(of: "company", id, as: .system)) == [
                    "Nordwind → Ost", " → Nordwind",
                ])
        }
    }
}

struct NoSaveRules: SaveRules {
    func beforeSave(_ change: inout ChangeSet, in context: RuleContext) throws -> [WriteRequest] { [] }

    func afterTransition(
        _ transition: StateTransition, _ change: inout ChangeSet, in context: RuleContext
    ) throws -> [WriteRequest] { [] }
}

struct NoStateRules: StateRules {
    func start(_ change: inout ChangeSet, in context: RuleContext) throws -> StateStep? { nil }

    func send(
        _ event: StateEvent, to change: inout ChangeSet, session: DataValue?, in context: RuleContext,
        precedent: (String) throws -> RecordID?
    ) throws -> StateStep {
        throw Refusal(.conflict, StateEvent.unansweredCode, LocalizedText("no chart", german: "kein Ablauf"))
    }

    func possibleEvents(
        for record: Record, session: DataValue?, in context: RuleContext, precedent: (String) throws -> RecordID?
    ) throws -> [PossibleEvent] { [] }
}
