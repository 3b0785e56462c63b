import Definitions
import Foundation
import Model
import StateCharts
import Testing

@Suite struct `Compiling definitions` {
    @Test func `gives labels from names where only a translation is written`() throws {
        let (catalog, found) = Project.compile(Project.office())
        #expect(found.isEmpty)
        let customer = try #require(catalog?.entityType(named: "customer"))
        #expect(customer.attribute(named: "name")?.label == LocalizedText("Name", german: "Name"))
        #expect(customer.attribute(named: "name")?.type == .text(maximumLength: 255, isLong: false))
        #expect(catalog?.optionSet(named: "colour")?.option(named: "red")?.label[.german] == "Rot")
    }

    @Test func `binds charts, and knows what can be sent`() throws {
        let catalog = try #require(Project.compile(Project.office()).catalog)
        let ticket = try #require(catalog.entityType(named: "ticket"))
        #expect(catalog.chart(of: ticket)?.name == "ticket")
        #expect(ticket.stateAttribute?.isReadOnly == true)
    }

    @Test func `warns of a missing German label and goes on`() throws {
        let extra = Project.definitions("<role name=\"guest\"/>")
        let (catalog, found) = Project.compile(
            Project.office(adding: [SourceFile(path: "guest.xml", text: extra)]))
        #expect(catalog != nil)
        #expect(found.map(\.code) == ["KTR-D201"])
        #expect(found.first?.severity == .warning)
        #expect(found.first?.location == SourceLocation(file: "guest.xml", line: 2, column: 1))
    }

    @Test func `warns only of languages that a manifest declares, or that the pack's own label is written in`() throws {
        func warnings(_ manifest: String) -> [String] {
            let text = """
                <pack xmlns="urn:kontor:definitions:1" name="p" version="1.0.0" \(manifest)</pack>
                """
            let entity = Project.definitions(
                "<entity name=\"a\" set=\"a_list\" title=\"{x}\"><label>A</label><text name=\"x\"/></entity>")
            let pack = PackSources(
                name: "p",
                definitions: [
                    SourceFile(path: "entity-definitions/p/pack.xml", text: text),
                    SourceFile(path: "entity-definitions/p/a.xml", text: entity),
                ])
            return Project.compile(pack).diagnostics.map(\.message)
        }
        #expect(warnings("><label>P</label>").isEmpty)
        #expect(warnings("languages=\"en\"><label>P</label><label xml:lang=\"de\">P</label>").isEmpty)
        #expect(warnings("><label xml:lang=\"de\">P</label>").contains { $0.contains("'a' has no German label") })
        let french = warnings("languages=\"en fr\"><label>P</label>")
        #expect(french.contains { $0.contains("in the language 'fr'") } && !french.contains { $0.contains("German") })
    }

    @Test func `a chart that is broken is told of once, and not again by its entity type, roles and forms`() throws {
        let entity = Project.definitions(
            """
            <entity name="job" set="jobs" title="{x}"><text name="x" required-in="b"/><state name="status" chart="flow"/>
              <view name="open" columns="x" where="status eq 'b'"/>
              <form name="late" states="b"><section name="s"><field name="x"/></section></form></entity>
            <role name="clerk"><grant entity="job" privileges="read" events="go" where="status ne 'b'"/></role>
            """)
        let chart = """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0" datamodel="lua"
              name="flow" k:entity="job" k:attribute="status"><state id="a"><transition evnt="go" target="b"/></state>
              <state id="b"/></scxml>
            """
        let pack = PackSources(
            name: "p",
            definitions: [
                SourceFile(
                    path: "entity-definitions/p/pack.xml",
                    text: "<pack xmlns=\"urn:kontor:definitions:1\" name=\"p\" version=\"1.0.0\"/>"),
                SourceFile(path: "entity-definitions/p/a.xml", text: entity),
            ], charts: [SourceFile(path: "workflows/p/flow.scxml", text: chart)])
        let errors = Project.compile(pack).diagnostics.filter { $0.severity == .error }
        #expect(errors.map(\.code) == ["KTR-C104"])
    }

    @Test func `finds all problems of all files at once, sorted by place`() {
        let bad = Project.definitions(
            "<entity name=\"a\" set=\"as\" title=\"{x}\"><txt/></entity>\n<role nam=\"r\"/>")
        let (catalog, found) = Project.compile(
            Project.office(adding: [
                SourceFile(path: "b.xml", text: "<broken"), SourceFile(path: "a.xml", text: bad),
            ]))
        #expect(catalog == nil)
        let errors = found.filter { $0.severity == .error }
        #expect(errors.map { $0.location?.file } == ["a.xml", "a.xml", "a.xml", "a.xml", "b.xml"])
        #expect(found == found.sortedForReading())
        #expect(Set(found).count == found.count)
    }

    @Test func `lets a pack use only what it requires, directly or through others`() {
        func pack(_ name: String, requires: String, _ content: String = "") -> PackSources {
            PackSources(
                name: name,
                definitions: [
                    SourceFile(
                        path: "entity-definitions/\(name)/pack.xml",
                        text: """
                            <pack xmlns="urn:kontor:definitions:1" name="\(name)" version="1.2.3" requires="\(requires)">
                              <label xml:lang="de">\(name)</label>
                            </pack>
                            """),
                    SourceFile(path: "entity-definitions/\(name)/x.xml", text: Project.definitions(content)),
                ])
        }
        let use = """
            <entity name="note" set="notes" title="-">
              <label xml:lang="de">Notiz</label><plural-label xml:lang="de">Notizen</plural-label>
              <lookup name="customer" to="customer"><label xml:lang="de">Kunde</label></lookup>
            </entity>
            """
        #expect(Project.compile(Project.office(), pack("notes", requires: "office", use)).catalog != nil)
        let indirect = Project.compile(
            Project.office(), pack("mid", requires: "office"), pack("notes", requires: "mid", use))
        #expect(indirect.catalog != nil)
        let missing = Project.compile(Project.office(), pack("notes", requires: "", use)).diagnostics
        #expect(missing.map(\.code) == ["KTR-D134"])
        #expect(missing.first?.location == SourceLocation(file: "entity-definitions/notes/x.xml", line: 4, column: 31))
        let unknown = Project.compile(Project.office(), pack("notes", requires: "ofice")).diagnostics
        #expect(unknown.map(\.code) == ["KTR-D105"])
        #expect(unknown.first?.hint == "did you mean 'office'?")
        let circle = Project.compile(pack("a", requires: "b"), pack("b", requires: "a")).diagnostics
        #expect(circle.map(\.code) == ["KTR-D106", "KTR-D106"])
    }

    @Test func `needs a manifest in every pack that agrees with its folder`() {
        let none = Project.compile(PackSources(name: "x", plugins: [SourceFile(path: "plugins/x/a.lua", text: "")]))
        #expect(none.diagnostics.map(\.code) == ["KTR-D103"])
        let other = SourceFile(
            path: "entity-definitions/x/pack.xml",
            text:
                "<pack xmlns=\"urn:kontor:definitions:1\" name=\"y\" version=\"1\"><label xml:lang=\"de\">Y</label></pack>"
        )
        #expect(
            Project.compile(PackSources(name: "x", definitions: [other])).diagnostics.map(\.code)
                == ["KTR-D104", "KTR-D108"])
        #expect(
            Project.compile(PackSources(name: "y", definitions: [other, other])).diagnostics.map(\.code).contains(
                "KTR-D107"))
    }

    @Test func `gives the same fingerprint for the same texts in any order, and another for any change`() throws {
        let one = try #require(Project.compile(Project.office()).catalog)
        var turned = Project.office()
        turned.definitions.reverse()
        let two = try #require(Project.compile(turned).catalog)
        #expect(one.fingerprint == two.fingerprint && one.fingerprint.count == 32)
        turned.plugins.append(SourceFile(path: "plugins/office/a.lua", text: "-- a"))
        let three = try #require(Project.compile(turned).catalog)
        #expect(three.fingerprint != one.fingerprint)
        #expect(three.plugins.map(\.file.path) == ["plugins/office/a.lua"])
    }

    @Test func `reads 500 entity types of 20 attributes that look each other up`() throws {
        let files = (0..<500).map { number in
            let attributes = (0..<20).map { index in
                """
                <text name="a\(index)" max="100" required="true" search="true">
                  <label>Attribute \(index)</label><label xml:lang="de">Attribut \(index)</label>
                </text>
                """
            }
            let entity = """
                <entity name="type\(number)" set="set\(number)" title="{a0}">
                  <label>T</label><label xml:lang="de">T</label>
                  <plural-label>T</plural-label><plural-label xml:lang="de">T</plural-label>
                  \(attributes.joined(separator: "\n"))
                  <lookup name="next" to="type\((number + 1) % 500)"><label xml:lang="de">N</label></lookup>
                  <index attributes="a0 a1"/>
                  <view name="all" columns="a0 a1 a2" order="a0 desc" where="a1 eq 'x'">
                    <label xml:lang="de">Alle</label>
                  </view>
                </entity>
                """
            return SourceFile(path: "entity-definitions/office/type\(number).xml", text: Project.definitions(entity))
        }
        let catalog = Project.compile(Project.office(adding: files)).catalog
        #expect(catalog?.entityTypes.count == 502)
    }
}
