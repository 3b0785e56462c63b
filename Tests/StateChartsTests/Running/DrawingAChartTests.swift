import Model
import StateCharts
import Testing

@Suite struct `Drawing a chart` {
    @Test func `gives stable ids, labels in the language asked for, and clusters`() throws {
        let chart = try chart(
            "",
            """
            <state id="received"><k:label>Received</k:label><k:label xml:lang="de">Eingegangen</k:label>
              <transition event="accept" cond="In(&quot;work&quot;)" target="work"/></state>
            <parallel id="work"><state id="left"><state id="l1"/></state><state id="right"/></parallel>
            <final id="end"/>
            """)
        let dot = ChartDrawing(chart, language: .german).dot
        #expect(dot.contains(#"[id="state-received", label="Eingegangen"]"#))
        #expect(dot.contains(#"id="transition-0", label="accept\n[In(\"work\")]""#))
        #expect(dot.contains("subgraph cluster_\(chart.state("work")?.index ?? -1)"))
        #expect(dot.contains("lhead=cluster_"))
        #expect(dot.contains("peripheries=2"))
        #expect(ChartDrawing(chart).dot.contains(#"label="Received""#))
        #expect(dot == ChartDrawing(chart, language: .german).dot)
    }
}
