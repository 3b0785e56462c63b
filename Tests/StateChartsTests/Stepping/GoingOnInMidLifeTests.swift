import Model
import Scripting
import StateCharts
import Testing

@Suite struct `Going on in mid-life` {
    static let body = """
        <datamodel><data id="n" expr="0"/><data id="notes" expr="{}"/></datamodel>
        <script>function label(x) return 'no. ' .. x end</script>
        <state id="work" initial="one">
          <history id="h"><transition target="one"/></history>
          <transition event="pause" target="paused"/>
          <state id="one"><onentry><assign location="n" expr="n + 1"/><send event="alarm" delay="5s"/></onentry>
            <transition event="note"><assign location="notes[#notes + 1]" expr="label(_event.data)"/></transition>
            <transition event="alarm" target="two"/></state>
          <state id="two"><onentry><log label="alarm" expr="notes"/></onentry></state>
        </state>
        <state id="paused"><transition event="resume" target="h"/></state>
        """

    /// A script of events, with a save and a new session between any two of them when `saving`.
    func run(saving: Bool) throws -> (log: [String], snapshots: [DataValue]) {
        let chart = try chart(#"datamodel="lua""#, Self.body)
        var session = Session(chart: chart, dataModel: LuaDataModel(chart: chart, sandbox: try ChartSandbox()))
        let pending = try #require(try session.start().sends.first)
        var log: [String] = []
        var snapshots: [DataValue] = []
        let events = [
            Event("note", data: .integer(7)), Event("pause"), Event("resume"), Event("note", data: .number(1.5)),
            pending.event,
        ]
        for event in events {
            if saving {
                let saved = try session.snapshot()
                let model = LuaDataModel(chart: chart, sandbox: try ChartSandbox())
                session = try Session(chart: chart, dataModel: model, state: SessionState(saved, chart: chart))
            }
            log += try session.step(event).log
            snapshots.append(try session.snapshot())
        }
        return (log, snapshots)
    }

    @Test func `does the same whether it was saved between any two events or not`() throws {
        let (through, saved) = (try run(saving: false), try run(saving: true))
        #expect(through.log == [#"alarm: ["no. 7","no. 1.5"]"#])
        #expect(through.log == saved.log)
        #expect(through.snapshots == saved.snapshots)
        #expect(through.snapshots.last?["variables"]?["n"] == .integer(2))
        #expect(through.snapshots[1]["history"]?["h"] == .list([.text("one")]))
    }

    @Test func `gives the same snapshots every time`() throws {
        #expect(try run(saving: true).snapshots == run(saving: true).snapshots)
    }

    @Test func `says so when variables cannot be saved`() throws {
        let (session, _, _) = try lua(
            """
            <state id="a"><onentry><script>loop = {} loop.self = loop</script></onentry></state>
            """)
        let failure = #expect(throws: StepFailure.self) { try session.snapshot() }
        #expect(failure?.diagnostic.code == "KTR-C210")
    }
}
