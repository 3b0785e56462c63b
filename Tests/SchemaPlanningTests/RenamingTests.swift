import Model
import SQLText
import SchemaPlanning
import Testing

@Suite struct `Renaming by was` {
    private let here = SourceLocation(file: "lead.xml", line: 7, column: 3)

    private func attribute(_ name: String, was: [String] = [], _ type: AttributeType = .boolean) -> Attribute {
        Attribute(name: name, type: type, label: LocalizedText(name), formerNames: was, location: here)
    }

    private func type(
        _ name: String, was: [String] = [], _ declared: [Attribute], keys: [[String]] = [], indexes: [[String]] = []
    ) -> EntityType {
        EntityType(
            name: name, setName: name + "s", pack: "crm", label: LocalizedText(name), pluralLabel: LocalizedText(name),
            title: TitlePattern("{id}"), declared: declared, keys: keys, indexes: indexes, formerNames: was,
            location: here)
    }

    private func plan(from old: [EntityType], to new: [EntityType]) -> MigrationPlan {
        MigrationPlan(from: AppliedSchema(old), to: new)
    }

    @Test(arguments: SQLDialect.allCases)
    func `changes names of columns, and their indexes with them`(dialect: SQLDialect) {
        let plan = plan(
            from: [type("lead", [attribute("hot"), attribute("b")], keys: [["hot"]], indexes: [["b"]])],
            to: [
                type(
                    "lead", [attribute("is_hot", was: ["warm", "hot"]), attribute("b")], keys: [["is_hot"]],
                    indexes: [["b"]])
            ])
        #expect(plan.lines == ["~ column lead.hot → is_hot"])
        #expect(
            plan.statements(dialect).map(\.text) == [
                "DROP INDEX \"lead__hot__key\"", "ALTER TABLE \"lead\" RENAME COLUMN \"hot\" TO \"is_hot\"",
                "CREATE UNIQUE INDEX \"lead__is_hot__key\" ON \"lead\" (\"is_hot\")",
            ])
    }

    @Test func `changes names of tables, and lookups follow`() {
        let words = AttributeType.text(maximumLength: 100, isLong: false)
        let old = [
            type("account", [attribute("name", words)], keys: [["name"]]),
            type("lead", [attribute("customer", .lookup(target: "account", onDelete: .restrict))]),
        ]
        let new = [
            type("company", was: ["account"], [attribute("title", was: ["name"], words)], keys: [["title"]]),
            type("lead", [attribute("customer", .lookup(target: "company", onDelete: .restrict))]),
        ]
        let plan = plan(from: old, to: new)
        #expect(plan.lines == ["~ table account → company", "~ column company.name → title"])
        #expect(
            plan.statements(.sqlite).map(\.text) == [
                "DROP INDEX \"account__name__key\"", "ALTER TABLE \"account\" RENAME TO \"company\"",
                "ALTER TABLE \"company\" RENAME COLUMN \"name\" TO \"title\"",
                "CREATE UNIQUE INDEX \"company__title__key\" ON \"company\" (\"title\" COLLATE kontor_din1)",
            ])
        #expect(
            plan.nameChanges(through: 9) == [
                NameChange(entity: "account", became: "company", through: 9),
                NameChange(entity: "company", attribute: "name", became: "title", through: 9),
            ])
    }

    @Test func `does nothing once it is applied, or on an empty database`() {
        let new = [type("company", was: ["account"], [attribute("title", was: ["name", "label"])])]
        #expect(plan(from: new, to: new).isEmpty)
        #expect(plan(from: [], to: new).lines == ["+ table company (7 columns)"])
    }

    @Test func `refuses what could mean two columns`() {
        let both = plan(
            from: [type("lead", [attribute("hot"), attribute("warm")])],
            to: [type("lead", [attribute("is_hot", was: ["hot", "warm"])])])
        #expect(both.refusals.map(\.code) == ["KTR-P112"])
        #expect(both.refusals.first?.location == here)
        let present = plan(
            from: [type("lead", [attribute("hot"), attribute("is_hot")])],
            to: [type("lead", [attribute("is_hot", was: ["hot"])])])
        #expect(present.refusals.map(\.code) == ["KTR-P112"])
        let tables = plan(from: [type("a", []), type("b", [])], to: [type("b", was: ["a"], [])])
        #expect(tables.refusals.map(\.code) == ["KTR-P112"])
    }

    @Test func `goes together with another type`() {
        let plan = plan(
            from: [type("lead", [attribute("hot")])],
            to: [type("lead", [attribute("heat", was: ["hot"], .integer(minimum: nil, maximum: nil))])])
        #expect(plan.lines == ["~ column lead.hot → heat", "~ column lead.heat: boolean → integer"])
    }

    @Test func `tells the change log's readers what a name meant at each time`() {
        // 'hot' became 'warm' after entry 10; a new 'hot' came later; 'warm' became 'mild' after 20; 'old' went after 20.
        let changes = [
            NameChange(entity: "lead", attribute: "hot", became: "warm", through: 10),
            NameChange(entity: "lead", became: "chance", through: 15),
            NameChange(entity: "chance", attribute: "warm", became: "mild", through: 20),
            NameChange(entity: "chance", attribute: "old", became: nil, through: 20),
        ]
        let name = { (attribute: String, sequence: Int64) in
            changes.loggedName(of: attribute, of: "chance", at: sequence)
        }
        #expect(name("mild", 21) == "mild" && name("mild", 20) == "warm" && name("mild", 11) == "warm")
        #expect(name("mild", 10) == "hot" && name("mild", 1) == "hot")
        #expect(name("hot", 30) == "hot" && name("hot", 11) == "hot" && name("hot", 10) == nil)
        #expect(name("old", 21) == "old" && name("old", 20) == nil)
        #expect(name("other", 1) == "other")
        #expect(changes.loggedName(of: "hot", of: "lead", at: 12) == nil)
    }
}
