import Testing

/// A chart with one mistake: what the diagnostic has to say and where it has to point.
struct BrokenChart: Sendable, CustomTestStringConvertible {
    let body: String
    let code: String
    let line: Int
    let column: Int
    let says: String
    var hint: String?
    var attributes = ""

    var testDescription: String { says }

    static let all: [BrokenChart] = [
        BrokenChart(
            body: #"<state id="received"><transition event="a" target="recieved"/></state>"#, code: "KTR-C108", line: 2,
            column: 52, says: "there is no state 'recieved'", hint: "did you mean 'received'?"),
        BrokenChart(
            body: "<state id=\"a\"/>\n<state id=\"a\"/>", code: "KTR-C107", line: 3, column: 12,
            says: "the id 'a' is taken", hint: "the first one is on line 2"),
        BrokenChart(
            body: #"<state id="a" initial="c"><state id="b"/></state><state id="c"/>"#, code: "KTR-C109", line: 2,
            column: 24, says: "initial 'c' is not a state inside 'a'"),
        BrokenChart(
            body: #"<state id="a" initial="b"/><state id="b"/>"#, code: "KTR-C109", line: 2, column: 24,
            says: "'a' has no child states, so it cannot have an initial one"),
        BrokenChart(
            body: #"<state id="a"/>"#, code: "KTR-C108", line: 1, column: 103, says: "there is no state 'b'",
            attributes: #"initial="b""#),
        BrokenChart(
            body: "<state id=\"a\">\n  <onentri/>\n</state>", code: "KTR-C102", line: 3, column: 3,
            says: "SCXML has no element <onentri>", hint: "did you mean 'onentry'?"),
        BrokenChart(
            body: #"<state id="a"><raise event="b"/></state>"#, code: "KTR-C103", line: 2, column: 15,
            says: "<raise> is not allowed in <state>"),
        BrokenChart(
            body: #"<state id="a"><transition evnt="b"/></state>"#, code: "KTR-C104", line: 2, column: 27,
            says: "<transition> has no attribute 'evnt'", hint: "did you mean 'event'?"),
        BrokenChart(
            body: #"<state id="a"><onentry><raise/></onentry></state>"#, code: "KTR-C105", line: 2, column: 24,
            says: "<raise> needs the attribute 'event'"),
        BrokenChart(
            body: #"<state id="a"><transition event="b" type="inner"/></state>"#, code: "KTR-C106", line: 2, column: 43,
            says: "the type of a transition cannot be 'inner'"),
        BrokenChart(
            body:
                #"<state id="a"><state id="b"/><history id="h" type="wide"><transition target="b"/></history></state>"#,
            code: "KTR-C106", line: 2, column: 52, says: "the type of a history cannot be 'wide'"),
        BrokenChart(
            body: #"<state id="a"><state id="b"/><history id="h"/></state>"#, code: "KTR-C110", line: 2, column: 30,
            says: "the history 'h' needs a <transition>"),
        BrokenChart(
            body:
                #"<state id="a"><state id="b"/><history id="h"><transition target="c"/></history></state><state id="c"/>"#,
            code: "KTR-C109", line: 2, column: 66, says: "the history's target 'c' is not inside 'a'"),
        BrokenChart(
            body: #"<state id="a"><initial><transition event="x" target="b"/></initial><state id="b"/></state>"#,
            code: "KTR-C110", line: 2, column: 36, says: "the transition of <initial> may not have 'event'"),
        BrokenChart(
            body: #"<state id="a"><initial><transition/></initial><state id="b"/></state>"#, code: "KTR-C110", line: 2,
            column: 24, says: "the transition of <initial> needs a target"),
        BrokenChart(
            body: #"<state id="a"><transition/></state>"#, code: "KTR-C110", line: 2, column: 15,
            says: "the transition has neither event nor guard nor target"),
        BrokenChart(
            body: #"<state id="a"><onentry><send event="x" eventexpr="y"/></onentry></state>"#, code: "KTR-C111",
            line: 2,
            column: 40, says: "<send> has both event and eventexpr"),
        BrokenChart(
            body: #"<state id="a"/><state id="b"><transition event="x" target="a b"/></state>"#, code: "KTR-C112",
            line: 2,
            column: 60, says: "'a' and 'b' cannot be active together"),
        BrokenChart(
            body: #"<state id="a"><transition event="x..y"/></state>"#, code: "KTR-C113", line: 2, column: 34,
            says: "'x..y' describes no event"),
        BrokenChart(
            body: #"<state id="a"><transition event="x.*.y"/></state>"#, code: "KTR-C113", line: 2, column: 34,
            says: "'x.*.y' describes no event"),
        BrokenChart(
            body: #"<state id="a"><onentry><send event="x" delay="2 days"/></onentry></state>"#, code: "KTR-C114",
            line: 2,
            column: 47, says: "'2 days' is not a delay"),
        BrokenChart(
            body: #"<state id="a"/>"#, code: "KTR-C116", line: 1, column: 105, says: "unknown data model 'ecmascript'",
            attributes: #"datamodel="ecmascript""#),
        BrokenChart(
            body: #"<state id="a"/>"#, code: "KTR-C106", line: 1, column: 103, says: "binding cannot be 'lazy'",
            attributes: #"binding="lazy""#),
        BrokenChart(
            body: #"<script src="other.lua"/><state id="a"/>"#, code: "KTR-C117", line: 2, column: 14,
            says: "the script 'other.lua' cannot be read"),
        BrokenChart(
            body: "<state id=\"a\">forgotten</state>", code: "KTR-C118", line: 2, column: 15,
            says: "text 'forgotten' is not allowed inside <state>"),
        BrokenChart(
            body: #"<state id="a"><k:label xml:lang="de"> </k:label></state>"#, code: "KTR-C119", line: 2, column: 15,
            says: "the label is empty"),
        BrokenChart(
            body: #"<datamodel><data id="x"/><data id="x"/></datamodel><state id="a"/>"#, code: "KTR-C107", line: 2,
            column: 36, says: "the variable 'x' is declared twice"),
        BrokenChart(
            body: #"<state id="a"><onentry><if cond="x"><else/><elseif cond="y"/></if></onentry></state>"#,
            code: "KTR-C103", line: 2, column: 44, says: "<elseif> comes after <else>"),
        BrokenChart(
            body: #"<final id="a"><donedata><param name="x"/></donedata></final>"#, code: "KTR-C105", line: 2,
            column: 25,
            says: "<param> needs 'expr' or 'location'"),
        BrokenChart(
            body: #"<final id="a"><transition event="x"/></final>"#, code: "KTR-C103", line: 2, column: 15,
            says: "<transition> is not allowed in <final>"),
        BrokenChart(body: "<datamodel/>", code: "KTR-C103", line: 1, column: 1, says: "the chart has no state"),
        BrokenChart(
            body: #"<state id="a"><transition event="x" k:role="agent"/></state>"#, code: "KTR-C104", line: 2,
            column: 37, says: "<transition> has no attribute 'role'", hint: "did you mean 'roles'?"),
        BrokenChart(
            body: #"<state id="a"><k:lable>A</k:lable></state>"#, code: "KTR-C102", line: 2, column: 15,
            says: "urn:kontor:workflow:1 has no element <lable>"),
        BrokenChart(
            body: #"<state id="two words"/>"#, code: "KTR-C106", line: 2, column: 12, says: "'two words' is not an id"),
        BrokenChart(
            body: #"<state id="a"><invoke autoforward="yes"><content/></invoke></state>"#, code: "KTR-C106", line: 2,
            column: 36, says: "autoforward cannot be 'yes'"),
        BrokenChart(
            body: #"<state id="a"><onexit><cancel/></onexit></state>"#, code: "KTR-C105", line: 2, column: 23,
            says: "<cancel> needs 'sendid' or 'sendidexpr'"),
    ]
}
