import Exchange
import Model
import Records
import Storage
import TestSupport
import Testing

/// Orders whose rules write into their firm and make tasks, whichever way an order comes.
@Suite struct `Undoing an import whose rules wrote other records` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <entity name="firm" set="firms" title="{name}"><text name="name"/><text name="last"/><integer name="orders"/></entity>
            <entity name="task" set="tasks" title="{name}"><text name="name"/><lookup name="job" to="job"/></entity>
            <entity name="job" set="jobs" title="{number}">
              <text name="number"/><text name="note"/><lookup name="firm" to="firm"/><key attributes="number"/>
            </entity>
            """,
        plugins: [
            "rule": """
            kontor.before_save("job", function(change)
              if change.after.firm then kontor.update("firm", change.after.firm, { last = change.after.note or "none" }) end
              if change.kind == "create" then kontor.create("task", { name = "look", job = change.after.id }) end
            end)
            """
        ])

    private static let map = """
        entity="job" key="number"><column name="number" to="number"/><column name="note" to="note"/>
        <column name="firm" to="firm" match="firm.name" optional="true"/>
        """

    @Test func `takes back what they changed, and deletes what they made`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let desk = ImportDesk(workplace)
            let firm = try await workplace.create("firm", ["name": .text("A"), "last": .text("before")])
            let old = try await workplace.create("job", ["number": .text("1"), "note": .text("kept")])
            let report = try await desk.run("number;note;firm\n1;one;A\n2;two;A\n3;three;A\n", Self.map)
            #expect((report.counts.created, report.counts.updated) == (2, 1))
            #expect(try workplace.reread(firm)["last"] == .text("three"))
            #expect(try workplace.all("task").count == 3)
            let undone = try await desk.undo(report)
            #expect((undone.deleted, undone.keptCount) == (4, 0), "\(undone)")
            #expect(try workplace.reread(firm)["last"] == .text("before"))
            #expect(try workplace.reread(old)["note"] == .text("kept"))
            #expect(try workplace.all("job").count == 1 && workplace.all("task").count == 1)
        }
    }

    @Test func `leaves and names what somebody has changed since`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let desk = ImportDesk(workplace)
            let firm = try await workplace.create("firm", ["name": .text("A"), "last": .text("before")])
            let report = try await desk.run("number;note;firm\n2;two;A\n", Self.map)
            _ = try await workplace.update(try workplace.reread(firm), ["last": .text("by hand")])
            let undone = try await desk.undo(report)
            #expect((undone.deleted, undone.keptCount) == (2, 1), "\(undone)")
            #expect(undone.kept.first?.code == "KTR-I183")
            #expect(try workplace.reread(firm)["last"] == .text("by hand"))
        }
    }

    @Test func `counts rows, not what rules wrote`() async throws {
        try await Workplace.run(Self.texts) { workplace in
            let desk = ImportDesk(workplace)
            let report = try await desk.run("number;note\n1;a\n2;b\n", Self.map)
            let batch = try #require(report.batch)
            let counts = try RecordsDestination(workplace.records).countsSoFar(of: batch)
            #expect((counts.created, counts.updated, counts.refused) == (2, 0, 0))
        }
    }
}
