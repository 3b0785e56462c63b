import Definitions
import Model
import Testing

@Suite struct `Limits of definitions` {
    @Test func `refuse 5,000 attributes with one message`() {
        let many = (0..<5000).map { "<text name=\"a\($0)\"><label xml:lang=\"de\">A</label></text>" }
        let entity = """
            <entity name="wide" set="wides" title="{a0}">
              <label xml:lang="de">Breit</label><plural-label xml:lang="de">Breite</plural-label>
              \(many.joined(separator: "\n"))
            </entity>
            """
        let file = SourceFile(path: "wide.xml", text: Project.definitions(entity))
        let found = Project.compile(Project.office(adding: [file])).diagnostics
        #expect(found.map(\.code) == ["KTR-D125"])
        #expect(found.first?.message == "'wide' has 5000 attributes; the limit is 1500")
    }

    @Test func `find duplicates across files and packs, and name the other place`() {
        let role = "<role name=\"clerk\"><label xml:lang=\"de\">Zweite</label></role>"
        let found = Project.compile(Project.office(), Project.branch(named: "zone", role)).diagnostics
        #expect(found.map(\.code) == ["KTR-D123"])
        let places = [found.first?.location?.file, found.first?.hint].compactMap { $0 }.joined(separator: " ")
        #expect(places.contains("zone/zone.xml") && places.contains("office.xml"))
    }

    @Test func `hold labels against the languages of the pack's own label`() {
        let pack = PackSources(
            name: "tri",
            definitions: [
                SourceFile(
                    path: "pack.xml",
                    text: """
                        <pack xmlns="urn:kontor:definitions:1" name="tri" version="1.0.0">
                          <label>Tri</label><label xml:lang="de">Drei</label><label xml:lang="fr">Trois</label>
                        </pack>
                        """),
                SourceFile(
                    path: "a.xml",
                    text: Project.definitions("<role name=\"guest\"><label xml:lang=\"de\">Gast</label></role>")),
            ])
        let (catalog, found) = Project.compile(pack, Project.office())
        #expect(catalog != nil)
        #expect(found.map(\.message) == ["role 'guest' has no label in the language 'fr'"])
        #expect(found.first?.hint == "add <label xml:lang=\"fr\">…</label>")
    }
}
