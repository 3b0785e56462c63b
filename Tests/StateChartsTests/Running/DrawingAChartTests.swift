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
        let dot = ChartDrawing(chart, language: .german, for: .author).dot
        #expect(dot.contains(#"[id="state-received", label="Eingegangen"]"#))
        #expect(dot.contains(#"id="transition-0", label="accept\n[In(\"work\")]""#))
        #expect(dot.contains("subgraph cluster_\(chart.state("work")?.index ?? -1)"))
        #expect(dot.contains("lhead=cluster_"))
        #expect(dot.contains("peripheries=2"))
        #expect(ChartDrawing(chart, for: .author).dot.contains(#"label="Received""#))
        #expect(dot == ChartDrawing(chart, language: .german, for: .author).dot)
    }

    @Test func `writes no Lua for staff`() throws {
        let chart = try chart(
            "",
            """
            <state id="open"><transition event="pay" cond="record.amount &lt; record.limit" target="paid">
              <k:label>Pay</k:label></transition>
              <transition cond="record.isLate" target="paid"/></state>
            <final id="paid"/>
            """)
        let dot = ChartDrawing(chart, for: .staff).dot
        #expect(dot.contains(#"id="transition-0", label="Pay""#))
        #expect(dot.contains(#"id="transition-1", label="""#))
        #expect(!dot.contains("record."))
        #expect(ChartDrawing(chart, for: .author).dot.contains("[record.amount < record.limit]"))
    }
}
