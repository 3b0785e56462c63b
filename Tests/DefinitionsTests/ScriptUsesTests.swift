import Definitions
import Model
import Testing

@Suite struct `Attributes that scripts speak of` {
    private func found(plugin: String = "", guards: String = "true", location: String? = nil) -> [String] {
        var office = Project.office()
        let assignment = location.map { "<assign location=\"\($0)\" expr=\"1\"/>" } ?? ""
        office.charts = [
            SourceFile(
                path: "workflows/office/ticket.scxml",
                text: """
                    <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                           name="ticket" datamodel="lua" initial="open" k:entity="ticket" k:attribute="status">
                      <state id="open">
                        <transition event="finish" target="done" cond="\(guards)">\(assignment)</transition>
                      </state>
                      <state id="done"/>
                    </scxml>
                    """)
        ]
        office.plugins = [SourceFile(path: "plugins/office/rule.lua", text: plugin)]
        return Project.compile(office).diagnostics.filter { $0.code == "KTR-D182" }.map { diagnostic in
            let place = diagnostic.location.map { "\($0)" } ?? "nowhere"
            return "\(place) \(diagnostic.message) | \(diagnostic.hint ?? "")"
        }
    }

    @Test func `are missed in guards and assignments of charts`() {
        #expect(found(guards: "record.name ~= nil and record.nam == record.id").map { $0.contains("'nam'") } == [true])
        #expect(
            found(guards: "record.nam ~= nil").first
                == "workflows/office/ticket.scxml:4:52 the script names 'nam', but 'ticket' has no such attribute "
                + "| did you mean 'name'?")
        #expect(found(location: "record.nam").count == 1)
        #expect(found(guards: "'record.nam' == other.record.nam --[[ record.nam ]]").isEmpty)
        #expect(found(guards: "'x' .. record.nam == record['nam']").count == 1)
    }

    @Test func `are missed in what plugins hand to hooks, with line and column`() {
        let plugin = """
            -- change.after.nam is only spoken of
            local function other(change) return change.after.nam end
            kontor.before_save("ticket", function(c)
              if c.after.name and c.before.nam then c.after.title = "x (" .. c.kind end
            end)
            kontor.after_transition("customer", function(change, transition)
              local parent, text = change.after.parent, [[ change.after.nam ]]
              return change.after.status
            end)
            """
        #expect(
            found(plugin: plugin).map { String($0.prefix { $0 != "|" }) } == [
                "plugins/office/rule.lua:4:32 the script names 'nam', but 'ticket' has no such attribute ",
                "plugins/office/rule.lua:4:49 the script names 'title', but 'ticket' has no such attribute ",
                "plugins/office/rule.lua:8:23 the script names 'status', but 'customer' has no such attribute ",
            ])
    }

    @Test func `are reported together with every other use of an attribute that is gone`() {
        let definition = Project.definitions(
            """
            <entity name="asset" set="assets" title="{tag}">
              <label>Asset</label><label xml:lang="de">Gut</label><plural-label xml:lang="de">Güter</plural-label>
              <text name="name"><label xml:lang="de">Name</label></text>
              <key attributes="tag"/>
              <index attributes="tag"/>
              <view name="all" columns="tag" order="tag desc" where="tag eq 'x'"><label xml:lang="de">Alle</label></view>
            </entity>
            <role name="keeper"><label>K</label><label xml:lang="de">K</label>
              <grant entity="asset" privileges="read" where="tag ne null" hide="tag" readonly="tag"/>
            </role>
            """)
        var office = Project.office(adding: [SourceFile(path: "asset.xml", text: definition)])
        office.plugins = [
            SourceFile(path: "asset.lua", text: "kontor.before_save('asset', function(c) c.after.tag = 'y' end)")
        ]
        let found = Project.compile(office).diagnostics.filter { $0.message.contains("tag") }
        let places = found.map { "\($0.location?.file ?? ""):\($0.location?.line ?? 0)" }
        #expect(
            places == [
                "asset.lua:1", "asset.xml:2", "asset.xml:5", "asset.xml:6", "asset.xml:7", "asset.xml:7", "asset.xml:7",
                "asset.xml:10", "asset.xml:10", "asset.xml:10",
            ])
    }

    @Test func `may be named by what they were called before`() throws {
        let definition = Project.definitions(
            """
            <entity name="asset" set="assets" title="{tag}" was="thing item">
              <label>Asset</label><label xml:lang="de">Gut</label><plural-label xml:lang="de">Güter</plural-label>
              <text name="tag" was="label  mark"><label xml:lang="de">Name</label></text>
            </entity>
            """)
        let catalog = try #require(
            Project.compile(Project.office(adding: [SourceFile(path: "asset.xml", text: definition)])).catalog)
        let asset = try #require(catalog.entityType(named: "asset"))
        #expect(asset.formerNames == ["thing", "item"])
        #expect(asset.attribute(named: "tag")?.formerNames == ["label", "mark"])
    }
}
