import Definitions
import Model
import Queries
import Testing

@Suite struct `Relationships` {
    private static let german = #"<label>X</label><label xml:lang="de">X</label>"#

    private func compile(_ content: String, branch: String? = nil) throws -> Catalog {
        let file = SourceFile(path: "office/more.xml", text: Project.definitions(content))
        let office = Project.office(adding: [file])
        let (catalog, diagnostics) = branch.map { Project.compile(office, Project.branch($0)) } ?? Project.compile(office)
        return try #require(catalog, "\(diagnostics)")
    }

    private func member(_ relationship: String) -> String {
        """
        <entity name="member" was="associate" set="members" title="{name}">\(Self.german)
        <plural-label xml:lang="de">X</plural-label><text name="name"><label xml:lang="de">X</label></text>
        \(relationship)</entity>
        """
    }

    @Test func `a link takes its names from both sides`() throws {
        let catalog = try compile(
            member(#"<many-to-many name="firms" was="companies" to="customer" inverse="members">\#(Self.german)</many-to-many>"#))
        let link = try #require(catalog.entityType(named: "member_firms"))
        #expect(link.setName == "member_firms")
        #expect(link.formerNames == ["member_companies", "associate_firms", "associate_companies"])
        #expect(link.attribute(named: "member")?.formerNames == ["associate"])
        #expect(link.attribute(named: "member")?.isImmutable == true)
        #expect(link.link == LinkRules(name: "firms", near: "member", far: "customer", hasValidity: false))
        let customer = try #require(catalog.entityType(named: "customer"))
        #expect(catalog.list(named: "members", of: customer)?.source === link)
        let member = try #require(catalog.entityType(named: "member"))
        #expect(catalog.listNames(of: member) == ["firms"])
        #expect(catalog.entityTypes.map(\.name).firstIndex(of: "member_firms") == catalog.entityTypes.count - 1)
    }

    @Test func `a link with a name of its own was called as it says`() throws {
        let catalog = try compile(
            member(
                #"<many-to-many name="firms" was="job" to="customer" through="post">\#(Self.german)</many-to-many>"#))
        #expect(catalog.entityType(named: "post")?.formerNames == ["job"])
        #expect(catalog.entityType(named: "post")?.setName == "posts")
    }

    @Test func `another pack adds relationships, and to what they tell`() throws {
        let catalog = try compile(
            member(#"<many-to-many name="firms" to="customer" through="post">\#(Self.german)</many-to-many>"#),
            branch: """
                <extend entity="customer">
                  <many-to-many name="tickets_of_interest" to="ticket" through="watch">\(Self.german)</many-to-many>
                </extend>
                <extend entity="post"><text name="room"><label xml:lang="de">X</label></text></extend>
                """)
        #expect(catalog.entityType(named: "watch")?.pack == "branch")
        #expect(catalog.entityType(named: "post")?.attribute(named: "room") != nil)
    }

    @Test func `conditions of views and grants may ask for lists and branches`() throws {
        let catalog = try compile(
            """
            <entity name="unit" set="units" title="{name}">\(Self.german)<plural-label xml:lang="de">X</plural-label>
            <text name="name"><label xml:lang="de">X</label></text><tree name="parent" inverse="parts">\(Self.german)</tree>
            <lookup name="about" to="customer unit" inverse="units">\(Self.german)</lookup>
            <view name="a" columns="name about" where="parts/any(p: p/about/customer/name eq name)">\(Self.german)</view>
            </entity>
            <role name="watcher">\(Self.german)
            <grant entity="unit" privileges="read" where="under(id,0190f3c2-7d1e-7abc-8def-0123456789ab)"/></role>
            """)
        let unit = try #require(catalog.entityType(named: "unit"))
        #expect(unit.trees.count == 1 && unit.polymorphicLookups.count == 1)
        #expect(unit.attribute(named: "about_type")?.type == .targetType(among: ["customer", "unit"]))
        #expect(catalog.view(named: "a", of: unit)?.filter?.expression.readsOthers == true)
        #expect(catalog.inverseLookups(of: unit).map(\.attribute.name) == ["parent", "about"])
    }
}
