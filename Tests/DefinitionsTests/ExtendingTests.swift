import Definitions
import Model
import Queries
import Testing

@Suite struct `Extending what other packs declare` {
    private static let extending = """
        <extend entity="customer">
          <attribute name="name" required="false" max="80" default="Unknown">
            <label>Company</label><label xml:lang="de">Firma</label><help>As registered.</help>
          </attribute>
          <text name="vat" max="20"><label xml:lang="de">UID</label></text>
          <choice name="colour" options="colour"><label xml:lang="de">Farbe</label></choice>
          <key attributes="vat"/>
          <index attributes="vat name"/>
          <view name="by_vat" columns="vat name"><label xml:lang="de">Nach UID</label></view>
        </extend>
        <extend options="colour"><option name="pink"><label xml:lang="de">Rosa</label></option></extend>
        <extend role="clerk"><grant entity="ticket" privileges="read" events="finish"/></extend>
        """

    @Test func `adds attributes, keys, indexes, views, options and grants, and sets what it names`() throws {
        let (found, diagnostics) = Project.compile(Project.office(), Project.branch(Self.extending))
        #expect(diagnostics.isEmpty)
        let catalog = try #require(found)
        let customer = try #require(catalog.entityType(named: "customer"))
        #expect(customer.pack == "office")
        #expect(customer.declaredPositions.map { customer.attributes[$0].name } == ["name", "parent", "vat", "colour"])
        let name = try #require(customer.attribute(named: "name"))
        #expect(name.type == .text(maximumLength: 80, isLong: false))
        #expect(!name.isRequired && name.defaultValue == .text("Unknown"))
        #expect(name.label == LocalizedText("Company", german: "Firma") && name.help == "As registered.")
        #expect(customer.keys.count == 1 && customer.indexes.count == 1)
        #expect(catalog.view(named: "by_vat", of: customer)?.columns.map(\.text) == ["vat", "name"])
        #expect(catalog.optionSet(named: "colour")?.options.map(\.name) == ["red", "green", "blue", "pink"])
        #expect(catalog.role(named: "clerk")?.grants.count == 2)
    }

    @Test func `knows every place that set something, in the order of application`() throws {
        let second = "<extend entity=\"customer\"><attribute name=\"name\" max=\"90\" wins=\"true\"/></extend>"
        let catalog = try #require(
            Project.compile(
                Project.office(), Project.branch(Self.extending),
                Project.branch(named: "city", requires: "branch office", second)
            ).catalog)
        let customer = try #require(catalog.entityType(named: "customer"))
        let name = try #require(customer.attribute(named: "name"))
        #expect(name.type == .text(maximumLength: 90, isLong: false))
        #expect(
            catalog.provenance(of: name, in: customer).map(\.description) == [
                "entity-definitions/office/office.xml:5:3: office declares the attribute",
                "branch/branch.xml:3:36: branch sets 'required' to 'false'",
                "branch/branch.xml:3:48: branch sets 'max' to '80' (overruled)",
                "branch/branch.xml:3:61: branch sets 'default' to 'Unknown'",
                "branch/branch.xml:4:5: branch sets the label in 'en' to 'Company'",
                "branch/branch.xml:4:27: branch sets the label in 'de' to 'Firma'",
                "branch/branch.xml:4:61: branch sets the help in 'en' to 'As registered.'",
                "city/city.xml:2:55: city sets 'max' to '90'",
            ])
        let colour = try #require(customer.attribute(named: "colour"))
        #expect(
            catalog.provenance(of: colour, in: customer).map { "\($0.kind.rawValue) \($0.what)" } == [
                "adds the attribute", "declares the option set", "adds the option 'pink'",
            ])
        #expect(
            catalog.provenance(of: customer).map(\.pack) == [
                "office", "branch", "branch", "branch", "branch", "branch",
            ])
        #expect(
            catalog.provenance(ofRole: "clerk").map { "\($0.kind.rawValue) \($0.what)" } == [
                "declares the role", "adds a grant for 'ticket'",
            ])
    }

    @Test func `refuses two packs that set the same thing until one says that it wins`() {
        func set(_ max: Int, _ more: String = "") -> String {
            "<extend entity=\"customer\"><attribute name=\"name\" max=\"\(max)\" \(more)/></extend>"
        }
        func found(_ first: String, _ second: String, secondRequires: String = "office") -> [Diagnostic] {
            Project.compile(
                Project.office(), Project.branch(named: "a", first),
                Project.branch(named: "b", requires: secondRequires, second)
            ).diagnostics
        }
        let clash = found(set(1), set(2))
        #expect(clash.map(\.code) == ["KTR-D164"])
        #expect(clash.first?.message == "'b' sets 'max' of 'customer.name', and so does 'a' at a/a.xml:2:55")
        #expect(clash.first?.hint == "write wins=\"true\" on the <attribute> that should win")
        #expect(clash.first?.location == SourceLocation(file: "b/b.xml", line: 2, column: 55))
        #expect(found(set(1), set(2), secondRequires: "office a").map(\.code) == ["KTR-D164"])
        #expect(found(set(1, "wins=\"true\""), set(2)).isEmpty)
        #expect(found(set(1, "wins=\"true\""), set(2, "wins=\"true\"")).map(\.code) == ["KTR-D164"])
        #expect(
            found(set(1, "wins=\"true\""), set(2, "wins=\"true\""), secondRequires: "office a").isEmpty)
        let other = "<extend entity=\"customer\"><attribute name=\"name\" required=\"false\"/></extend>"
        #expect(found(set(1), other).isEmpty)
    }

    @Test func `sets title, labels and option of what another pack declares`() throws {
        let (found, diagnostics) = Project.compile(
            Project.office(),
            Project.branch(
                """
                <extend entity="customer">
                  <entity-type title="{name}!">
                    <label>Client</label><label xml:lang="de">Mandant</label><plural-label>Clients</plural-label>
                  </entity-type>
                  <attribute name="name" immutable="true" search="true"/>
                </extend>
                <extend options="colour"><change name="red" retired="true"><label>Crimson</label></change></extend>
                """))
        #expect(diagnostics.isEmpty)
        let catalog = try #require(found)
        let customer = try #require(catalog.entityType(named: "customer"))
        #expect(customer.title == TitlePattern("{name}!"))
        #expect(customer.label[.english] == "Client" && customer.label[.german] == "Mandant")
        #expect(customer.pluralLabel[.english] == "Clients")
        let name = try #require(customer.attribute(named: "name"))
        #expect(name.isImmutable && name.isSearchable)
        let red = try #require(catalog.optionSet(named: "colour")?.option(named: "red"))
        #expect(red.isRetired && red.label[.english] == "Crimson")
        #expect(
            catalog.provenance(ofOptionSet: "colour").map { "\($0.kind.rawValue) \($0.what)" } == [
                "declares the option set", "sets 'retired' of 'red' to 'true'",
                "sets the label in 'en' of 'red' to 'Crimson'",
            ])
        #expect(catalog.provenance(of: customer).last?.what == "the plural label in 'en' to 'Clients'")
    }

    @Test func `refuses two packs that set the title of one entity type until one says that it wins`() {
        func title(_ text: String, _ more: String = "") -> String {
            "<extend entity=\"customer\"><entity-type title=\"\(text)\" \(more)/></extend>"
        }
        let clash = Project.compile(
            Project.office(), Project.branch(named: "a", title("{name}1")), Project.branch(named: "b", title("{name}2"))
        ).diagnostics
        #expect(clash.map(\.code) == ["KTR-D164"])
        #expect(clash.first?.hint == "write wins=\"true\" on the <entity-type> that should win")
        let (settled, _) = Project.compile(
            Project.office(), Project.branch(named: "a", title("{name}1", "wins=\"true\"")),
            Project.branch(named: "b", title("{name}2")))
        #expect(settled?.entityType(named: "customer")?.title == TitlePattern("{name}1"))
    }

    @Test func `needs the extended pack among the required ones`() {
        let found = Project.compile(Project.office(), Project.branch(requires: "", Self.extending)).diagnostics
        #expect(!found.isEmpty && Set(found.map(\.code)) == ["KTR-D134"])
    }

    @Test func `applies packs by requirement, then by after, then by priority, then by name`() throws {
        func pack(_ name: String, _ more: String = "", requires: String = "office") -> PackSources {
            Project.branch(
                named: name, requires: requires, more: more,
                "<extend options=\"colour\"><option name=\"\(name)\"><label xml:lang=\"de\">X</label></option></extend>"
            )
        }
        func order(_ packs: PackSources...) throws -> [String] {
            let all = DefinitionSources(packs: [Project.office()] + packs)
            let options = try DefinitionCompiler.compile(all).optionSet(named: "colour")?.options ?? []
            return options.dropFirst(3).map(\.name)
        }
        #expect(try order(pack("c"), pack("b"), pack("a")) == ["a", "b", "c"])
        #expect(try order(pack("a", requires: "office b"), pack("b")) == ["b", "a"])
        #expect(try order(pack("a", "after=\"b\""), pack("b")) == ["b", "a"])
        #expect(try order(pack("a", "after=\"not_there\""), pack("b")) == ["a", "b"])
        #expect(try order(pack("a", "priority=\"5\""), pack("b"), pack("c", "priority=\"-1\"")) == ["c", "b", "a"])
        let circle = #expect(throws: DiagnosticsError.self) {
            try order(pack("a", "after=\"b\""), pack("b", "after=\"a\""))
        }
        #expect(circle?.diagnostics.map(\.code) == ["KTR-D162", "KTR-D162"])
    }

    @Test func `says what goes and what stays when a pack is taken away`() throws {
        let before = try #require(Project.compile(Project.office(), Project.branch(Self.extending)).catalog)
        let after = try #require(Project.compile(Project.office()).catalog)
        let removal = PackRemoval(of: "branch", from: before, leaving: after)
        let names = removal.goes.map(\.name)
        #expect(
            names == [
                "customer.vat", "customer.colour", "customer.by_vat", "customer", "customer", "customer.name",
                "customer.name", "customer.name", "customer.name", "customer.name", "customer.name", "colour.pink",
                "clerk",
            ])
        #expect(
            removal.goes.first?.description
                == "customer.vat: the attribute, with its values (branch/branch.xml:6:3)")
        #expect(removal.stays.map(\.name) == ["customer"])
        let all = PackRemoval(of: "office", from: after, leaving: try DefinitionCompiler.compile(.init(packs: [])))
        #expect(all.goes.map(\.name) == ["customer", "ticket", "colour", "clerk", "ticket"])
        #expect(all.stays.count == 2)
    }

    @Test func `counts the attributes that packs add`() {
        let many = (0..<1499).map { "<date name=\"d\($0)\"><label xml:lang=\"de\">D</label></date>" }.joined()
        let found = Project.compile(
            Project.office(), Project.branch("<extend entity=\"customer\">\(many)</extend>")
        ).diagnostics
        #expect(found.map(\.code) == ["KTR-D125"])
        #expect(found.first?.message == "'customer' has 1501 attributes with these; the limit is 1500")
    }
}
