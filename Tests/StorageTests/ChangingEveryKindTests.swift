import Definitions
import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `A plan with relationships, searches, amounts and rollups` {
    private static let before = WorkplaceTexts(
        definitions: """
            <options name="tag"><option name="new"/><option name="old"/></options>
            <entity name="account" set="accounts" title="{name}">
              <text name="name" required="true" search="true"/>
              <lookup name="parent" to="account"/>
              <rollup name="notes_count" of="notes" count="true"/>
              <key attributes="name"/>
            </entity>
            <entity name="contract" set="contracts" title="{name}"><text name="name"/></entity>
            <entity name="note" set="notes" title="{text}">
              <text name="text" search="true"/>
              <text name="more"/>
              <lookup name="account" to="account" inverse="notes"/>
              <text name="about"/>
              <decimal name="fee" scale="2"/>
              <money name="amount" currencies="EUR CHF"/>
              <choice name="tags" options="tag"/>
              <text name="took"/>
              <rollup name="nothing" of="replies" count="true"/>
            </entity>
            <entity name="reply" set="replies" title="{text}"><text name="text"/><lookup name="note" to="note" inverse="replies"/></entity>
            """)

    private static let after = WorkplaceTexts(
        definitions: """
            <options name="tag"><option name="new"/><option name="old"/></options>
            <entity name="account" set="accounts" title="{name}">
              <text name="name" required="true"/>
              <tree name="parent"/>
              <rollup name="notes_count" of="notes" count="true" where="fee gt 1"/>
              <rollup name="fees" of="notes" sum="fee"/>
              <formula name="busy" type="boolean" value="notes_count gt 1"/>
              <key attributes="name"/>
            </entity>
            <entity name="contract" set="contracts" title="{name}">
              <text name="name"/>
              <many-to-many name="parties" to="account" through="party" inverse="contracts" validity="true"/>
            </entity>
            <entity name="note" set="notes" title="{text}">
              <text name="text"/>
              <text name="more" search="true"/>
              <lookup name="account" to="account contract" inverse="notes"/>
              <lookup name="about" to="account"/>
              <money name="fee" currency="EUR"/>
              <money name="amount" currency="EUR"/>
              <multichoice name="tags" options="tag"/>
              <duration name="took"/>
              <image name="photo"/>
            </entity>
            <entity name="reply" set="replies" title="{text}"><text name="text"/><lookup name="note" to="note" inverse="replies"/></entity>
            """)

    @Test(arguments: StoreKind.allCases)
    func `leaves the old state or the new one, whichever of its statements fails`(kind: StoreKind) async throws {
        let changed = try DefinitionCompiler.compile(Self.after.sources)
        try await Workplace.run(Self.before, on: kind) { place in
            let store = place.store
            let top = try await place.create("account", ["name": .text("Nord")])
            let below = try await place.create("account", ["name": .text("Süd"), "parent": .text(top.id.description)])
            for (text, fee) in [("first", Int64(1)), ("second", 2)] {
                let values: [String: DataValue] = [
                    "text": .text(text), "more": .text("found"), "account": .text(below.id.description),
                    "about": .text("Nord"),
                    "fee": .integer(fee), "amount": .integer(5), "tags": .text("old"), "took": .text("1 h 30 min"),
                ]
                try await place.create("note", values)
            }
            let state = try store.read { try SchemaStateTable.current(in: $0) }
            let plan = try store.read { reader in
                try SchemaInspection.inspected(MigrationPlan(from: state.schema, to: changed.entityTypes), in: reader)
            }
            #expect(plan.problems.isEmpty)
            let before = try contents(of: store)
            var failing = 1
            while true {
                do {
                    try await SchemaMigration.apply(
                        plan, allowingDestruction: true, fingerprint: "new", rollups: changed.rollups,
                        sources: Self.after.sources, at: place.clock.now(),
                        to: FaultyStore(store, failingStatement: failing))
                    break
                } catch is FaultyStore.Fault {
                    #expect(try contents(of: store) == before, "after statement \(failing)")
                    failing += 1
                }
            }
            #expect(failing > 60, "\(failing - 1) statements")
            #expect(try store.integrityProblems() == [])
            let again = try store.read { try SchemaStateTable.current(in: $0) }
            #expect(MigrationPlan(from: again.schema, to: changed.entityTypes).isEmpty)
            let account = try store.read { reader in
                try RecordTable(#require(changed.entityType(named: "account"))).record(below.id, in: reader)
            }
            #expect(
                account?["notes_count"] == .integer(1)
                    && account?["fees"] == .decimal(ExactDecimal(unscaled: 300, scale: 2)))
            let note = try #require(changed.entityType(named: "note"))
            let notes = try store.read { try RecordTable(note).select(SQLFragment(""), in: $0) }
            #expect(notes.map { $0["about"] } == [.record(top.id), .record(top.id)])
            #expect(notes.map { $0["account_type"] } == [.text("account"), .text("account")])
            #expect(
                notes.map { $0["took"] } == [
                    .duration(try #require(TimeSpan("PT1H30M"))), .duration(try #require(TimeSpan("PT1H30M"))),
                ])
            #expect(notes.map { $0["tags"] } == [.names(["old"]), .names(["old"])])
        }
    }
}
