import Definitions
import Model
import Testing

@Suite struct `Declared forms` {
    private static let forms = """
        <extend entity="ticket">
          <longtext name="notes"><label xml:lang="de">Notizen</label></longtext>
          <form name="new" for="create">
            <section name="details">
              <label>Details</label><label xml:lang="de">Angaben</label>
              <note><label>Ask for the name.</label><label xml:lang="de">Nach dem Namen fragen.</label></note>
              <field name="name" required="true"><help>As in the letter.</help></field>
              <field name="customer" width="full"/>
            </section>
          </form>
          <form name="clerk_open" roles="clerk" states="open">
            <section name="work">
              <label>Work</label><label xml:lang="de">Arbeit</label>
              <field name="notes" width="third"/>
              <field name="name" readonly="true"/>
            </section>
          </form>
          <form name="closed" states="done">
            <section name="work">
              <label>Work</label><label xml:lang="de">Arbeit</label>
              <field name="name"/>
            </section>
          </form>
        </extend>
        """

    private func catalog(_ packs: PackSources...) throws -> Catalog {
        try DefinitionCompiler.compile(
            DefinitionSources(packs: [Project.office(), Project.branch(Self.forms)] + packs))
    }

    @Test func `are tried in their order, by purpose, role and state`() throws {
        let catalog = try catalog()
        let ticket = try #require(catalog.entityType(named: "ticket"))
        func name(_ purpose: Form.Purpose, _ roles: Set<String>, _ states: Set<String>) -> String? {
            catalog.form(of: ticket, for: purpose, roles: roles, states: states)?.name
        }
        #expect(name(.create, [], []) == "new")
        #expect(name(.create, ["clerk"], ["open"]) == "new")
        #expect(name(.edit, ["clerk"], ["open"]) == "clerk_open")
        #expect(name(.show, ["clerk", "other"], ["open"]) == "clerk_open")
        #expect(name(.edit, ["other"], ["open"]) == nil)
        #expect(name(.show, [], ["done"]) == "closed")
        let form = try #require(catalog.form(named: "new", of: ticket))
        #expect(form.fields.map(\.attribute) == ["name", "customer"])
        #expect(form.fields.map(\.width) == [nil, .full])
        let attribute = try #require(ticket.attribute(named: "name"))
        let here = form.fields[0].applied(to: attribute)
        #expect(!attribute.isRequired && here.isRequired)
        #expect(here.help == "As in the letter." && here.label == attribute.label)
        #expect(catalog.form(named: "clerk_open", of: ticket)?.fields.map(\.isReadOnly) == [false, true])
    }

    @Test func `take what further packs add, where they say, and know who added it`() throws {
        let city = Project.branch(
            named: "city", requires: "branch office",
            """
            <extend entity="ticket">
              <text name="district"><label xml:lang="de">Bezirk</label></text>
              <form name="new">
                <section name="details"><field name="district" before="customer"/></section>
                <section name="place" before="details">
                  <label>Place</label><label xml:lang="de">Ort</label>
                  <field name="status"/>
                </section>
              </form>
              <form name="city" before="new">
                <section name="all"><label>All</label><label xml:lang="de">Alles</label><field name="name"/></section>
              </form>
            </extend>
            """)
        let both = try catalog(city)
        let forms = both.forms(of: try #require(both.entityType(named: "ticket")))
        #expect(forms.map(\.name) == ["city", "new", "clerk_open", "closed"])
        #expect(forms[1].sections.map(\.name) == ["place", "details"])
        #expect(forms[1].fields.map(\.attribute) == ["status", "name", "district", "customer"])
        #expect(both.warnings.map(\.code) == ["KTR-D206", "KTR-D206", "KTR-D206"])
        let steps = both.provenance(of: forms[1]).map(\.description)
        #expect(
            steps == [
                "branch/branch.xml:4:3: branch declares the form",
                "city/city.xml:6:5: city adds the section 'place'",
                "city/city.xml:8:7: city adds the field 'status'",
                "branch/branch.xml:5:5: branch declares the section 'details'",
                "branch/branch.xml:7:7: branch declares a note",
                "branch/branch.xml:8:7: branch declares the field 'name'",
                "city/city.xml:5:29: city adds the field 'district'",
                "branch/branch.xml:9:7: branch declares the field 'customer'",
            ])
    }

    @Test func `refuse that another pack changes when they are used, or adds what is there`() {
        func codes(_ content: String) -> [String] {
            Project.compile(
                Project.office(), Project.branch(Self.forms),
                Project.branch(
                    named: "city", requires: "branch office", "<extend entity=\"ticket\">\(content)</extend>")
            ).diagnostics.map { "\($0.code) \($0.location?.file ?? "")" }
        }
        let section = "<section name=\"details\"><field name=\"status\"/></section>"
        #expect(codes("<form name=\"new\" roles=\"clerk\">\(section)</form>") == ["KTR-D210 city/city.xml"])
        #expect(
            codes("<form name=\"new\"><section name=\"details\"><field name=\"name\"/></section></form>")
                == ["KTR-D205 city/city.xml"])
        let label = "<label>A</label><label xml:lang=\"de\">A</label>"
        #expect(
            codes("<form name=\"new\"><section name=\"details\">\(label)<field name=\"status\"/></section></form>")
                == ["KTR-D210 city/city.xml"])
        #expect(codes("<form name=\"new\">\(section)</form>") == [])
    }

    @Test func `name related lists with their columns`() throws {
        let (found, diagnostics) = Project.compile(
            Project.office(),
            Project.branch(
                """
                <extend entity="customer">
                  <form name="page" for="show">
                    <section name="branches">
                      <label>Branches</label><label xml:lang="de">Niederlassungen</label>
                      <related name="branches" columns="name parent"/>
                    </section>
                  </form>
                </extend>
                """))
        #expect(diagnostics.isEmpty)
        let catalog = try #require(found)
        let customer = try #require(catalog.entityType(named: "customer"))
        #expect(
            catalog.forms(of: customer).first?.relatedLists == [
                Form.RelatedList(name: "branches", source: "customer", lookup: "parent", columns: ["name", "parent"])
            ])
    }

    @Test func `are generated with what a record is called by first and personal data apart`() throws {
        let (found, _) = Project.compile(
            Project.branch(
                requires: "",
                """
                <entity name="patient" set="patients" title="{number} {surname}">
                  <longtext name="history"/><text name="ward"/><text name="insurer" required="true"/>
                  <text name="surname" personal="true"/><date name="born" personal="true"/>
                  <longtext name="findings" personal="true"/><phone name="phone" personal="true"/>
                  <autonumber name="number" pattern="P-{####}"/>
                </entity>
                """))
        let patient = try #require(found?.entityType(named: "patient"))
        let form = Form.generated(for: patient)
        #expect(
            form.sections.map { $0.items.compactMap(\.name) } == [
                ["number", "surname", "insurer", "ward", "history"], ["born", "phone", "findings"],
            ])
        #expect(form.sections.map { $0.label[.german] } == ["Angaben", "Personenbezogene Daten"])
    }
}
