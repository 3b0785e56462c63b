import Foundation
import Model
import Platform
import Records
import TestSupport
import Testing

@Suite struct `Planning a changed chart` {
    private static func chart(_ content: String) -> String {
        """
        <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
               name="note" k:entity="note" k:attribute="status">
        \(content)
        </scxml>
        """
    }

    private static let before = """
        <datamodel><data id="count" expr="0"/></datamodel>
        <state id="work" initial="w1">
          <onentry><send event="night" k:delay="2 days"/></onentry>
          <transition event="hold" target="held"/><transition event="night" target="held"/>
          <state id="w1"><transition event="next" target="w2"/></state><state id="w2"/>
          <history id="h" type="deep"><transition target="w1"/></history>
        </state>
        <state id="held"><transition event="resume" target="h"/></state>
        """

    /// Applies the first chart, makes a record that waits and remembers, and gives the plan of the second.
    private func plan(
        from before: String = Self.before, events: [String] = ["next", "hold"], _ after: String,
        _ check: (DefinitionChange, Installation, RecordID) async throws -> Void
    ) async throws {
        let project = try OfficeProject()
        try project.define("<text name=\"text\"/><state name=\"status\" chart=\"note\"/>")
        let file = URL(fileURLWithPath: project.folder.path + "/workflows/office/note.scxml")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(Self.chart(before).utf8).write(to: file)
        var id: RecordID?
        try await project.open { installation in
            try await installation.apply()
            let cause = Cause(.command, request: "test")
            let made = try await installation.records.write(
                WriteRequest(principal: .system, entity: "note", .create(["text": .text("x")]), cause: cause))
            id = made.record.id
            for event in events {
                _ = try await installation.records.write(
                    WriteRequest(
                        principal: .system, entity: "note",
                        .event(made.record.id, name: event, data: .null, values: [:]), cause: cause))
            }
        }
        try Data(Self.chart(after).utf8).write(to: file)
        try await project.open { installation in
            try await check(try installation.plan(), installation, try #require(id))
        }
    }

    @Test func `refuses to take an event away that deadlines wait for, with how many and which`() async throws {
        let after = Self.before.replacing("\"night\" target", with: "\"nightly\" target")
        try await plan(after) { change, installation, id in
            #expect(change.problems.map(\.code) == ["KTR-P600"])
            #expect(change.problems[0].message.contains("1 deadline of 'note' waits for the event 'night'"))
            #expect(change.problems[0].hint?.contains("\(id)") == true)
            await #expect(throws: DiagnosticsError.self) { try await installation.apply() }
        }
    }

    @Test func `lets an event be renamed by k:was`() async throws {
        let after = Self.before.replacing("\"night\" target", with: "\"nightly\" k:was=\"night\" target")
        try await plan(after) { change, installation, _ in
            #expect(change.problems.isEmpty)
            #expect(change.lines.contains("~ 1 deadline of 'note': 'night' is 'nightly'"))
            try await installation.apply()
        }
    }

    @Test func `refuses to take a state away that a history remembers`() async throws {
        let after = Self.before.replacing("<transition event=\"next\" target=\"w2\"/>", with: "")
            .replacing("<state id=\"w2\"/>", with: "")
        try await plan(after) { change, _, id in
            #expect(change.problems.map(\.code) == ["KTR-P601"])
            #expect(change.problems[0].hint?.contains("\(id)") == true)
        }
    }

    @Test func `moves records to the name that their state has now`() async throws {
        let after = Self.before.replacing("id=\"held\"", with: "id=\"waiting\" k:was=\"held\"")
            .replacing("target=\"held\"", with: "target=\"waiting\"")
            .replacing("\"w2\"", with: "\"second\"").replacing("id=\"second\"", with: "id=\"second\" k:was=\"w2\"")
        try await plan(after) { change, installation, id in
            #expect(change.problems.isEmpty)
            #expect(change.lines.contains { $0.contains("'held' is 'waiting' from now on") })
            try await installation.apply()
            let record = try installation.records.read("note", id, as: .system)
            #expect(record["status"] == .text("waiting"))
            #expect(
                try installation.query("notes?$filter=status eq 'waiting'&$select=text", as: nil)
                    == #"{"value":[{"text":"x"}]}"#)
            let resumed = try await installation.records.write(
                WriteRequest(
                    principal: .system, entity: "note", .event(id, name: "resume", data: .null, values: [:]),
                    cause: Cause(.command, request: "test")))
            #expect(resumed.record["status"] == .text("second"))
            #expect(try installation.plan().isEmpty)
        }
    }

    @Test func `tells of new variables and how many records get them`() async throws {
        let after = Self.before.replacing(
            "<data id=\"count\" expr=\"0\"/>", with: "<data id=\"count\" expr=\"0\"/><data id=\"step\" expr=\"1\"/>")
        try await plan(after) { change, installation, _ in
            #expect(
                change.lines.contains("~ chart note: variable 'step' is new; 1 record of 'note' gets its initial value")
            )
            try await installation.apply()
            #expect(try installation.explainTimers(of: nil, nil, onlyRefused: false, limit: 9).count == 1)
        }
    }

    private static func regions(_ more: String) -> String {
        """
        <parallel id="p">
          <state id="l"><state id="l1"><transition event="left" target="l2"/></state><state id="l2"/></state>
          <state id="r"><state id="r1"/></state>\(more)
        </parallel>
        """
    }

    @Test func `refuses a region that records in the others would lack`() async throws {
        try await plan(
            from: Self.regions(""), events: ["left"], Self.regions("<state id=\"m\"><state id=\"m1\"/></state>")
        ) {
            change, installation, id in
            #expect(change.problems.map(\.code) == ["KTR-P690"])
            #expect(change.problems[0].message.contains("1 record of 'note' is in 'l2 r1'"))
            #expect(change.problems[0].hint?.contains("\(id)") == true)
            await #expect(throws: DiagnosticsError.self) { try await installation.apply() }
        }
    }

    @Test func `refuses to take an event away from the state in which deadlines wait for it`() async throws {
        let after = Self.before.replacing("<transition event=\"night\" target=\"held\"/>", with: "")
            .replacing("<state id=\"held\">", with: "<state id=\"held\"><transition event=\"night\"/>")
        try await plan(events: ["next"], after) { change, _, id in
            #expect(change.problems.map(\.code) == ["KTR-P691"])
            #expect(change.problems[0].message.contains("in the state 'w2'"))
            #expect(change.problems[0].hint?.contains("\(id)") == true)
        }
    }

    @Test func `tells what a history forgets, and which records have come to their end`() async throws {
        let after = Self.before.replacing(
            "<history id=\"h\" type=\"deep\"><transition target=\"w1\"/></history>", with: ""
        )
        .replacing(
            "<state id=\"held\"><transition event=\"resume\" target=\"h\"/></state>", with: "<final id=\"held\"/>")
        try await plan(after) { change, _, id in
            #expect(change.problems.isEmpty)
            let told = change.lines.filter { $0.contains("\(id)") }
            #expect(told.count == 2)
            #expect(told.contains { $0.contains("by the history 'h' is forgotten") })
            #expect(told.contains { $0.contains("1 record of 'note' is in 'held', which now ends the chart") })
        }
    }

    @Test func `leads records into a state that was divided`() async throws {
        let after = Self.before.replacing(
            "<state id=\"held\"><transition event=\"resume\" target=\"h\"/></state>",
            with: """
                <state id="held"><transition event="resume" target="h"/><state id="new"/><state id="old" k:was="held"/></state>
                """)
        try await plan(after) { change, installation, id in
            #expect(change.problems.isEmpty)
            try await installation.apply()
            #expect(try installation.records.read("note", id, as: .system)["status"] == .text("old"))
            let resumed = try await installation.records.write(
                WriteRequest(
                    principal: .system, entity: "note", .event(id, name: "resume", data: .null, values: [:]),
                    cause: Cause(.command, request: "test")))
            #expect(resumed.record["status"] == .text("w2"))
        }
    }
}
