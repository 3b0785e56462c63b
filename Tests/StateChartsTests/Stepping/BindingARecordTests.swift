import Model
import Scripting
import StateCharts
import Testing

@Suite struct `Driving a record` {
    let chart: Chart
    let model: LuaDataModel

    init() throws {
        chart = try StateChartsTests.chart(
            #"datamodel="lua" name="complaint" k:entity="complaint" k:attribute="status""#,
            """
            <state id="received">
              <onentry><send event="overdue" id="ack" k:delay="2 business days"/></onentry>
              <onexit><cancel sendid="ack"/></onexit>
              <transition event="accept" cond="record.customer ~= nil" target="working" k:roles="service_agent">
                <assign location="record.priority" expr="record.claim &gt; 1000 and 'high' or 'normal'"/></transition>
              <transition event="overdue"><assign location="record.late" expr="true"/></transition></state>
            <state id="working"><transition event="settle" target="settled"/></state>
            <final id="settled"/>
            """)
        model = LuaDataModel(chart: chart, sandbox: try ChartSandbox())
    }

    @Test func `reads the record in guards and gives back what was assigned`() throws {
        model.presets = ["record": .object(["claim": .integer(5000), "customer": .null])]
        let refused = try Session(chart: chart, dataModel: model, activeStateIDs: ["received"])
        #expect(try !refused.step(Event("accept")).isAnswered)
        #expect(refused.possibleEvents()[0].refusals[0].text == "record.customer ~= nil")

        model.presets = ["record": .object(["claim": .integer(5000), "customer": .text("c1")])]
        let session = try Session(chart: chart, dataModel: model, activeStateIDs: ["received"])
        let outcome = try session.step(Event("accept"))
        #expect(session.activeStateIDs == ["working"])
        #expect(try model.value(of: "record")["priority"] == .text("high"))
        let cancelled = outcome.effects.contains { if case .cancel("ack") = $0 { true } else { false } }
        #expect(cancelled)
        #expect(!session.needsSnapshot)
        #expect(try session.snapshot() == .object(["active": .list([.text("working")])]))
    }

    @Test func `hands out delays in working time, and takes the event when it comes`() throws {
        model.presets = ["record": .object([DataValue.Member]())]
        let session = Session(chart: chart, dataModel: model)
        let sent = try #require(try session.start().sends.first)
        #expect(sent.annotations["delay"] == "2 business days")
        #expect(sent.sendID == "ack")
        #expect(sent.target == .own)
        let later = try Session(chart: chart, dataModel: model, activeStateIDs: session.activeStateIDs)
        #expect(try later.step(sent.event).isAnswered)
        #expect(try model.value(of: "record")["late"] == .boolean(true))
    }

    @Test func `has nothing that a record's chart may not have`() {
        #expect(chart.bindingDiagnostics().isEmpty)
        #expect(model.diagnostics().isEmpty)
    }
}
