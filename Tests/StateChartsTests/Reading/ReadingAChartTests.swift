import Model
import StateCharts
import Testing

@Suite struct `Reading a chart` {
    @Test(arguments: BrokenChart.all)
    func `says what is wrong, where, and how to mend it`(broken: BrokenChart) throws {
        let error = #expect(throws: DiagnosticsError.self) { try chart(broken.attributes, broken.body) }
        let found = try #require(
            error?.diagnostics.first { $0.code == broken.code && $0.message.contains(broken.says) })
        #expect(found.location?.line == broken.line)
        #expect(found.location?.column == broken.column)
        #expect(found.location?.file == "test.scxml")
        if let hint = broken.hint { #expect(found.hint == hint) }
    }

    @Test func `collects all mistakes of a text`() {
        let error = #expect(throws: DiagnosticsError.self) {
            try chart("", #"<state id="a"><transition event="x" target="b"/><transition evnt="y" target="c"/></state>"#)
        }
        #expect(error?.diagnostics.map(\.code).sorted() == ["KTR-C104", "KTR-C108", "KTR-C108"])
    }

    @Test func `refuses a document that is no chart`() {
        let error = #expect(throws: DiagnosticsError.self) {
            try Chart.compile(Array("<scxml version='1.0'><state/></scxml>".utf8), file: "x.scxml")
        }
        #expect(error?.diagnostics.first?.code == "KTR-C101")
        #expect(error?.diagnostics.first?.hint == "write xmlns=\"http://www.w3.org/2005/07/scxml\"")
    }

    @Test func `numbers states in document order and knows what lies in what`() throws {
        let chart = try chart(
            "", #"<state id="a"><state id="b"/><parallel id="c"><state id="d"/></parallel></state><final id="e"/>"#)
        #expect(chart.states.dropFirst().map(\.id) == ["a", "b", "c", "d", "e"])
        #expect(chart.state("a")?.kind == .compound)
        #expect(chart.state("a")?.lastDescendant == 4)
        #expect(chart.state("d")?.parent == chart.state("c")?.index)
    }

    @Test func `keeps roles, labels and delays of the workflow language`() throws {
        let chart = try chart(
            #"k:entity="complaint" k:attribute="status""#,
            """
            <state id="a"><k:label>Received</k:label><k:label xml:lang="de">Eingegangen</k:label>
              <onentry><send event="late" k:delay="2 business days"/></onentry>
              <transition event="accept" target="a" k:roles="service_agent" k:label="Accept" k:four-eyes="decide">
                <k:label xml:lang="de">Annehmen</k:label>
              </transition></state>
            """)
        #expect(chart.entity == "complaint")
        #expect(chart.attribute == "status")
        #expect(chart.states[1].label[.german] == "Eingegangen")
        let transition = chart.transitions[0]
        #expect(transition.annotations["roles"] == "service_agent")
        #expect(transition.annotations["four-eyes"] == "decide")
        #expect(transition.annotations.label?[.german] == "Annehmen")
        #expect(transition.annotations.label?.english == "Accept")
        #expect(transition.eventName == "accept")
        let outcome = try Session(chart: chart, dataModel: NullDataModel(chart: chart)).start()
        #expect(outcome.sends.first?.annotations["delay"] == "2 business days")
    }

    @Test func `passes over elements and attributes of other namespaces`() throws {
        let chart = try chart(
            #"xmlns:x="urn:other" x:y="1""#, #"<x:info>words</x:info><state id="a" x:z="2"><x:more/></state>"#)
        #expect(chart.states.count == 2)
    }

    @Test func `tells a record's chart what it may not do`() throws {
        let chart = try chart(
            #"k:entity="complaint" datamodel="lua""#,
            """
            <datamodel><data id="x" src="file:x"/></datamodel>
            <state><onentry><script>x = 1</script></onentry>
              <invoke src="other.scxml"/></state>
            """)
        let found = chart.bindingDiagnostics()
        #expect(
            Set(found.map(\.code)) == ["KTR-C130", "KTR-C131", "KTR-C132", "KTR-C134", "KTR-C135"])
        #expect(found.filter { $0.code == "KTR-C132" }.count == 2)
        #expect(found.allSatisfy { $0.location != nil && $0.hint != nil })
        #expect(try StateChartsTests.chart("", #"<state id="a"/>"#).bindingDiagnostics().isEmpty)
    }
}
