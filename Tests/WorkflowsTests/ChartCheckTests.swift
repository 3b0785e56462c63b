import Model
import StateCharts
import Testing
import Workflows

@Suite struct `Checking a record's chart` {
    private func diagnostics(_ content: String) throws -> [Diagnostic] {
        let text = """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="claim" k:entity="claim" k:attribute="status">
            \(content)
            </scxml>
            """
        return ChartRules.diagnostics(of: try Chart.compile(Array(text.utf8), file: "claim.scxml"))
    }

    @Test func `finds a delay that is none, with its place`() throws {
        let found = try diagnostics(
            "<state id=\"a\"><onentry><send event=\"x\" k:delay=\"2 bizness days\"/></onentry></state>")
        #expect(found.map(\.code) == ["KTR-C309"])
        #expect(found[0].location?.line == 3)
        #expect(found[0].hint?.contains("2 business days") == true)
    }

    @Test func `finds four eyes on an event that nobody can send`() throws {
        let found = try diagnostics(
            """
            <state id="a">
              <transition event="decide" target="a"/>
              <transition event="approve" target="a" k:four-eyes="decied"/>
            </state>
            """)
        #expect(found.map(\.code) == ["KTR-C314"])
        #expect(found[0].hint == "did you mean 'decide'?")
        #expect(found[0].location?.line == 5)
    }

    @Test func `has nothing to say about a good one`() throws {
        #expect(
            try diagnostics(
                """
                <state id="a"><onentry><send event="x" k:delay="1 day"/></onentry>
                <transition event="x" target="a"/><transition event="y" target="a" k:four-eyes="x"/></state>
                """
            ).isEmpty)
    }
}
