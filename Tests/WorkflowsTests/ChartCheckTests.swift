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
            "<state id=\"a\"><onentry><send event=\"x\" k:delay=\"2 bizness days\"/></onentry>"
                + "<transition event=\"x\"/></state>")
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

    @Test(
        arguments: [
            ("cond=\"In('nope')\"", "KTR-C610", "nope"), ("cond=\"princpal.id ~= nil\"", "KTR-C611", "princpal"),
            ("cond=\"string.uper(record.x) == 'X'\"", "KTR-C611", "string.uper"),
            ("cond=\"recrod.x == 1\"", "KTR-C611", "record"),
        ])
    func `finds names in guards that mean nothing`(guardian: String, code: String, word: String) throws {
        let found = try diagnostics(
            "<state id=\"a\"><transition event=\"go\" target=\"b\" \(guardian)/></state><state id=\"b\"/>")
        #expect(found.map(\.code) == [code])
        #expect("\(found[0])".contains(word))
        #expect(found[0].location?.line == 3)
    }

    @Test func `finds names in assignments, and knows variables, loops, libraries and locals`() throws {
        let found = try diagnostics(
            """
            <datamodel><data id="known" expr="{}"/></datamodel>
            <state id="a"><transition event="go" target="b">
              <assign location="record.x" expr="knwon"/>
              <foreach array="known" item="one" index="n"><assign location="record.y" expr="one + n"/></foreach>
              <assign location="made" expr="math.floor(today and 1 or 2)"/>
              <assign location="record.z" expr="(function(p) local q = made return { key = p, q } end)(_event.name)"/>
            </transition></state><state id="b"/>
            """)
        #expect(found.map(\.code) == ["KTR-C611"])
        #expect(found[0].hint == "did you mean 'known'?")
        #expect(found[0].location?.line == 5)
    }

    @Test func `finds values that go nowhere, and texts that are called`() throws {
        let found = try diagnostics(
            """
            <state id="a"><transition event="go" target="b">
              <assign location="decided_on" expr="today()"/>
              <assign location="kept" expr="1"/><assign location="record.x" expr="kept"/>
            </transition></state><state id="b"/>
            """)
        #expect(found.map(\.code).sorted() == ["KTR-C710", "KTR-C711"])
        #expect(found.allSatisfy { $0.severity == .warning && $0.location?.line == 4 })
        #expect(
            found.compactMap(\.hint).sorted() == [
                "an attribute of the record is set by location=\"record.decided_on\"",
                "write today without parentheses",
            ])
    }

    @Test func `finds events that nothing hears, states that nothing reaches, and circles without end`() throws {
        let found = try diagnostics(
            """
            <state id="a"><onentry><send event="remindd" k:delay="1 day"/><raise event="rased"/></onentry>
              <transition event="remind raised" target="b"/></state>
            <state id="b"><transition target="c"/></state><state id="c"><transition target="b"/></state>
            <state id="island"><state id="hut"/></state>
            <parallel id="p"><state id="l"/><state id="r"/></parallel>
            <state id="back"><transition event="x" target="p"/></state>
            """)
        #expect(found.map(\.code).sorted() == ["KTR-C612", "KTR-C612", "KTR-C613", "KTR-C613", "KTR-C613", "KTR-C614"])
        #expect(found.first { $0.code == "KTR-C612" }?.hint == "did you mean 'remind'?")
        #expect(found.filter { $0.code == "KTR-C613" }.map(\.message).contains { $0.contains("'island'") })
    }

    @Test func `does not call a circle endless that a guard can end, nor a state unreachable that a history leads to`()
        throws
    {
        let found = try diagnostics(
            """
            <state id="a"><transition event="go" target="h"/></state>
            <state id="w" initial="w1"><state id="w1"><transition cond="record.x == 1" target="a"/></state><state id="w2"/>
              <history id="h"><transition target="w2"/></history></state>
            """)
        #expect(found.filter { $0.code == "KTR-C614" }.isEmpty)
        #expect(found.filter { $0.message.contains("'w2'") }.isEmpty)
    }

    @Test func `finds events called like functions of the API, and those that are internal only here and there`() throws
    {
        let found = try diagnostics(
            """
            <state id="a"><transition event="history" target="a"/><transition event="x" k:internal="true"/></state>
            <state id="b"><transition event="x" target="a"/></state>
            """)
        #expect(found.filter { $0.severity == .error }.map(\.code) == ["KTR-C615", "KTR-C616"])
    }

    @Test func `finds what is internal by a longer name, and what would make every event internal`() throws {
        let found = try diagnostics(
            """
            <state id="a"><transition event="x" k:internal="true" target="b"/></state>
            <state id="b"><transition event="x.y" target="a"/><transition event="*" k:internal="true" target="a"/></state>
            """)
        #expect(found.filter { $0.severity == .error }.map(\.code) == ["KTR-C616", "KTR-C670"])
    }
}
