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
                "to set an attribute of the record, write location=\"record.decided_on\"",
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

    @Test(
        arguments: [
            ("In('nope')", "KTR-C610"), ("_ENV.In('nope')", "KTR-C610"), ("In 'nope'", "KTR-C610"),
            ("(function() local f = In return f('nope') end)()", "KTR-C610"), ("principal.rolles == nil", "KTR-C690"),
            ("principal['nme'] == 'x'", "KTR-C690"), ("_event.dta == 1", "KTR-C690"),
            ("(function() local e = _event return e.nam end)()", "KTR-C690"), ("record.x:uper() == 'X'", "KTR-C611"),
        ])
    func `finds by whatever name a guard calls it what there is not`(guardian: String, code: String) throws {
        let found = try diagnostics(
            "<state id=\"a\"><transition event=\"go\" target=\"b\" cond=\"\(guardian)\"/></state><state id=\"b\"/>")
        #expect(found.map(\.code) == [code])
    }

    @Test(
        arguments: [
            "<state id=\"a\"><transition event=\"go\"><raise event=\"go\"/></transition></state>",
            "<state id=\"a\"><transition event=\"go\"><send event=\"go\"/></transition></state>",
            "<state id=\"a\"><onentry><send event=\"r\"/></onentry><transition event=\"r\" target=\"a\"/></state>",
            """
            <state id="a"><transition event="go" target="b"/></state>
            <state id="b"><onentry><raise event="r"/></onentry><transition event="r" target="c"/></state>
            <state id="c"><onentry><raise event="r"/></onentry><transition event="r" target="b"/></state>
            """,
            """
            <state id="a"><transition event="go" target="p"/></state>
            <parallel id="p"><state id="l"/><state id="r"/><transition target="p"/></parallel>
            """,
            """
            <state id="a"><transition event="go" target="w"/></state>
            <state id="w"><history id="h"><transition target="x"/></history><state id="x"/><transition target="h"/></state>
            """,
            "<state id=\"a\"><final id=\"f\"/><transition event=\"done.state.a\" target=\"a\"/></state>",
            """
            <state id="a"><transition event="go" target="b"/></state>
            <state id="b"><transition cond="true" target="c"/></state><state id="c"><transition cond="true" target="b"/></state>
            """,
        ])
    func `finds steps without end by taking them`(content: String) throws {
        let found = try diagnostics(content).filter { $0.code == "KTR-C614" }
        #expect(found.count == 1)
        #expect(found.first?.location?.line ?? 0 >= 3)
    }

    @Test(
        arguments: [
            "<state id=\"a\"><transition event=\"go\" cond=\"record.x\"><raise event=\"go\"/></transition></state>",
            "<state id=\"a\"><onentry><send event=\"r\" delay=\"5s\"/></onentry><transition event=\"r\" target=\"a\"/></state>",
        ])
    func `does not call a step endless that a guard or a delay can end`(content: String) throws {
        #expect(try diagnostics(content).filter { $0.code == "KTR-C614" }.isEmpty)
    }

    @Test func `finds transitions that are never taken, since roles do not choose`() throws {
        let found = try diagnostics(
            """
            <state id="a">
              <transition event="go" target="b" k:roles="manager"/>
              <transition event="go" target="c"/>
              <transition event="go.on" target="c"/>
            </state>
            <state id="b"><transition event="x" target="c" cond="record.x"/><transition event="x" target="a"/></state>
            <state id="c"/>
            """)
        #expect(found.map(\.code) == ["KTR-C691", "KTR-C691"])
        #expect(found.map { $0.location?.line } == [5, 6])
        #expect(found[0].hint?.contains("k:roles") == true)
    }

    @Test func `finds transitions that leave all regions without meaning it`() throws {
        let found = try diagnostics(
            """
            <parallel id="p">
              <state id="l"><state id="x"><transition event="go" target="v"/></state><state id="y"/></state>
              <state id="r"><state id="u"/><state id="v"/></state>
              <transition event="next" target="y"/>
              <transition event="again" target="p"/>
              <transition event="both" target="y v"/>
            </parallel>
            """)
        #expect(found.map(\.code) == ["KTR-C692", "KTR-C692"])
        #expect(Set(found.map { $0.location?.line }) == [4, 6])
    }

    @Test func `finds ends that never come, and deadlines that cannot be ended`() throws {
        let found = try diagnostics(
            """
            <state id="a"><onentry><send event="x" id="first" delay="5s"/></onentry>
              <onexit><cancel sendid="frist"/></onexit>
              <transition event="x" target="b"/></state>
            <state id="b"><state id="c"/>
              <transition event="done.state.b" target="a"/><transition event="done.state.bb" target="a"/></state>
            """)
        #expect(found.map(\.code) == ["KTR-C694", "KTR-C694", "KTR-C693"])
        #expect(found[2].hint == "did you mean 'first'?")
        #expect(found[2].location?.line == 4)
    }

    @Test(
        arguments: [
            (
                "<state id=\"a\" k:was=\"b\"><transition event=\"x\" target=\"b\"/></state><state id=\"b\" k:was=\"a\"/>",
                "state"
            ),
            (
                "<state id=\"a\"><transition event=\"x\" k:was=\"y\"/><transition event=\"y\" k:was=\"x\"/></state>",
                "event"
            ),
            (
                "<datamodel><data id=\"p\" k:was=\"q\" expr=\"1\"/><data id=\"q\" k:was=\"p\" expr=\"1\"/></datamodel><state id=\"a\"/>",
                "variable"
            ),
        ])
    func `does not take names that were swapped, and says how it is done`(content: String, thing: String) throws {
        let text = """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="claim" k:entity="claim" k:attribute="status">\(content)</scxml>
            """
        let found = try Chart.compile(Array(text.utf8), file: "claim.scxml").bindingDiagnostics()
        #expect(found.map(\.code) == ["KTR-C601", "KTR-C601"])
        #expect(found.allSatisfy { $0.message.contains("is still the name of a") && $0.message.contains(thing) })
        #expect(found.allSatisfy { $0.hint?.contains("in two steps") == true })
    }
}
