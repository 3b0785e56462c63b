import Model
import Records
import StateCharts
import TestSupport
import Testing

@Suite struct `The charts of docs/workflows.md` {
    @Test func `the first one does what the page says`() async throws {
        let chart = try #require(try DocumentedExamples("docs/workflows.md", in: "xml").texts.first)
        try await Workplace.run(WorkplaceTexts(definitions: Desk.definitions, charts: ["claim": chart])) { desk in
            let claim = try await desk.create("claim", ["subject": "Hail"], as: Desk.agent)
            let early = try await desk.refusal { try await desk.send("decide", to: claim, as: Desk.agent) }
            #expect(early.code == "KTR-C301")
            desk.clock.advance(by: .seconds(2 * 86_400))
            #expect(try await desk.records.fireDueTimers().fired == 1)
            #expect(try desk.reread(claim)["late"] == .boolean(true))
            try await desk.send("decide", to: claim, ["amount": 5], as: Desk.manager)
            let own = try await desk.refusal { try await desk.send("approve", to: claim, as: Desk.manager) }
            #expect(own.code == "KTR-C307")
            let settled = try await desk.send("approve", to: claim, as: Desk.otherManager)
            #expect(settled["status"] == .text("settled"))
            #expect(settled["decided_by"] == .text("max"))
        }
    }

    @Test func `all compile without a word`() throws {
        for text in try DocumentedExamples("docs/workflows.md", in: "xml").texts {
            let chart = try Chart.compile(Array(text.utf8), file: "example.scxml")
            #expect(chart.warnings.isEmpty)
            #expect(chart.bindingDiagnostics().isEmpty)
        }
    }
}
