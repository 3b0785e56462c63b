import Model
import Records
import TestSupport
import Testing

@Suite struct `Formulas of a record in its chart` {
    private static func texts() -> WorkplaceTexts {
        var texts = Desk.texts(
            """
            <state id="open">
              <transition event="go" target="done"><assign location="record.decided_on" expr="'2030-01-01'"/></transition>
              <transition event="wrong" target="done"><assign location="record.decided_on" expr="'ne' .. 'ver'"/></transition>
            </state>
            <state id="done"><onentry><assign location="record.log" expr="tostring(record.left)"/></onentry></state>
            """)
        texts.definitions = texts.definitions.replacing(
            "<state name=\"status\"",
            with:
                "<formula name=\"left\" type=\"integer\" value=\"days(decided_on, 2026-01-01)\"/><state name=\"status\""
        )
        return texts
    }

    @Test(arguments: StoreKind.allCases)
    func `follow what the chart assigns, within the step`(kind: StoreKind) async throws {
        try await Workplace.run(Self.texts(), on: kind) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail", "decided_on": "2026-01-05"])
            let done = try await desk.send("go", to: claim)
            #expect(done["log"] == .text("1461"))
            #expect(done["left"] == .integer(1461))
        }
    }

    @Test func `leave a value that does not fit to be told with its line`() async throws {
        try await Workplace.run(Self.texts()) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"])
            let refusal = try await desk.refusal { try await desk.send("wrong", to: claim) }
            #expect(refusal.problems[0].attribute == "decided_on")
            #expect(refusal.problems[0].location?.line == 4)
        }
    }
}
