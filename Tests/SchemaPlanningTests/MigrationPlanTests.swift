import Model
import SQLText
import SchemaPlanning
import Testing

@Suite struct `Planning a migration` {
    private let here = SourceLocation(file: "lead.xml", line: 7, column: 3)

    private func attribute(
        _ name: String, _ type: AttributeType = .text(maximumLength: 50, isLong: false), required: Bool = false,
        default value: AttributeValue? = nil
    ) -> Attribute {
        Attribute(
            name: name, type: type, label: LocalizedText(name), isRequired: required, defaultValue: value,
            location: here)
    }

    private func type(
        _ name: String, _ declared: [Attribute], keys: [[String]] = [], indexes: [[String]] = []
    ) -> EntityType {
        EntityType(
            name: name, setName: name + "s", pack: "crm", label: LocalizedText(name), pluralLabel: LocalizedText(name),
            title: TitlePattern("{id}"), declared: declared, keys: keys, indexes: indexes,
            location: SourceLocation(file: "\(name).xml", line: 1))
    }

    private func choice(_ names: String...) -> AttributeType {
        .choice(OptionSet(name: "rating", options: names.map { .init(name: $0, label: LocalizedText($0)) }))
    }

    private func plan(from old: [EntityType], to new: [EntityType]) -> MigrationPlan {
        MigrationPlan(from: AppliedSchema(old), to: new)
    }

    @Test func `has nothing to do where nothing changed`() {
        let types = [type("lead", [attribute("name")], keys: [["name"]])]
        #expect(plan(from: types, to: types).isEmpty)
        #expect(plan(from: types, to: types).lines == ["nothing to do"])
    }

    @Test func `makes a table with typed columns, keys and an index per lookup`() {
        let lead = type(
            "lead",
            [
                attribute("name"), attribute("value", .decimal(scale: 2, minimum: nil, maximum: nil)),
                attribute("account", .lookup(target: "account", onDelete: .cascade)),
            ], keys: [["name"]], indexes: [["value", "name"]])
        let plan = plan(from: [], to: [lead, type("account", [])])
        #expect(plan.refusals.isEmpty)
        #expect(plan.lines == ["+ table account (6 columns)", "+ table lead (9 columns)"])
        let statements = plan.statements(.sqlite).map(\.text)
        #expect(
            statements[1] == """
                CREATE TABLE "lead" ("id" BLOB PRIMARY KEY NOT NULL, "revision" INTEGER NOT NULL, \
                "created_at" INTEGER NOT NULL, "created_by" BLOB NOT NULL, "updated_at" INTEGER NOT NULL, \
                "updated_by" BLOB NOT NULL, "name" TEXT, "value" INTEGER, "account" BLOB \
                REFERENCES "account" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED) STRICT
                """)
        #expect(
            statements.suffix(3) == [
                "CREATE UNIQUE INDEX \"lead__name__key\" ON \"lead\" (\"name\" COLLATE kontor_din1)",
                "CREATE INDEX \"lead__value_name_id__index\" ON \"lead\" (\"value\", \"name\" COLLATE kontor_din1, \"id\")",
                "CREATE INDEX \"lead__account_id__index\" ON \"lead\" (\"account\", \"id\")",
            ])
    }

    @Test func `adds references after all tables where the database wants that`() {
        let lead = type("lead", [attribute("account", .lookup(target: "account", onDelete: .restrict))])
        let account = type("account", [attribute("first_lead", .lookup(target: "lead", onDelete: .unlink))])
        let statements = plan(from: [], to: [lead, account]).statements(.postgresql).map(\.text)
        #expect(
            statements.map { String($0.prefix(11)) }.prefix(4) == [
                "CREATE TABL", "CREATE TABL", "ALTER TABLE", "ALTER TABLE",
            ])
        #expect(statements[0].contains("\"id\" BYTEA PRIMARY KEY NOT NULL"))
        #expect(!statements[0].contains("REFERENCES"))
    }

    @Test func `adds an attribute with the value that old records get`() {
        let plan = plan(
            from: [type("lead", [])],
            to: [
                type(
                    "lead",
                    [
                        attribute("source", required: true),
                        attribute("score", .integer(minimum: nil, maximum: nil), default: .integer(3)),
                    ])
            ])
        #expect(
            plan.lines == [
                "+ column lead.source text, required",
                "+ column lead.score integer, '3' in existing records",
            ])
        #expect(
            plan.statements(.sqlite).map(\.text) == [
                "ALTER TABLE \"lead\" ADD COLUMN \"source\" TEXT",
                "ALTER TABLE \"lead\" ADD COLUMN \"score\" INTEGER DEFAULT 3",
            ])
    }

    @Test func `quotes names and defaults so that neither can become SQL`() {
        let plan = plan(
            from: [type("lead", [])],
            to: [type("lead", [attribute("a\"b", default: .text("x'); DROP TABLE lead; --"))])])
        #expect(
            plan.statements(.sqlite).map(\.text) == [
                "ALTER TABLE \"lead\" ADD COLUMN \"a\"\"b\" TEXT DEFAULT 'x''); DROP TABLE lead; --'"
            ])
    }

    @Test func `widens limits and changes keys without touching a row`() {
        let old = type("lead", [attribute("name"), attribute("rating", choice("hot", "cold"))], keys: [["name"]])
        let new = type(
            "lead",
            [
                attribute("name", .text(maximumLength: 80, isLong: true)),
                attribute("rating", choice("hot", "cold", "warm")),
            ], indexes: [["name"]])
        let plan = plan(from: [old], to: [new])
        #expect(
            plan.lines == [
                "~ column lead.name: up to 80 characters; several lines",
                "~ column lead.rating: new choices warm",
                "- unique key lead(name)",
                "+ index lead(name, id)",
            ])
        #expect(
            plan.statements(.sqlite).map(\.text) == [
                "DROP INDEX \"lead__name__key\"",
                "CREATE INDEX \"lead__name_id__index\" ON \"lead\" (\"name\" COLLATE kontor_din1, \"id\")",
            ])
    }

    @Test func `notices every limit that changes`() {
        let old = [
            attribute("a", .integer(minimum: 0, maximum: 10)),
            attribute("b", .decimal(scale: 1, minimum: nil, maximum: nil)),
            attribute("c", .text(maximumLength: nil, isLong: false), required: true),
            attribute("d", .state(chart: "one")),
            attribute("e", .boolean),
        ]
        var personal = attribute("e", .boolean)
        personal.personal = .init()
        let new = [
            attribute("a", .integer(minimum: nil, maximum: 9)),
            attribute("b", .decimal(scale: 1, minimum: ExactDecimal("0.5"), maximum: nil)),
            attribute("c", .text(maximumLength: 7, isLong: false)), attribute("d", .state(chart: "two")), personal,
        ]
        #expect(
            plan(from: [type("lead", old)], to: [type("lead", new)]).lines == [
                "~ column lead.a: no lower limit; at most 9",
                "~ column lead.b: at least 0.5",
                "~ column lead.c: up to 7 characters; no longer required",
                "~ column lead.d: follows the chart two, until now one",
                "~ column lead.e: personal data from now on",
            ])
    }

    @Test func `notices that a chart loses a state, where its states are known`() {
        let lead = type("lead", [attribute("status", .state(chart: "lead"))])
        let base = AppliedSchema([lead], states: { _ in ["new", "won"] })
        let plan = MigrationPlan(from: base, to: [lead], states: { _ in ["new", "lost"] })
        #expect(plan.lines == ["~ column lead.status: new states lost; without the states won"])
        #expect(MigrationPlan(from: base, to: [lead], states: { _ in ["new", "won"] }).isEmpty)
    }

    @Test func `asks for a word before data are lost, and knows the likely new name`() {
        let old = [type("lead", [attribute("phone"), attribute("name")]), type("account", [attribute("name")])]
        let new = [type("lead", [attribute("telephone"), attribute("name")])]
        let plan = plan(from: old, to: new)
        #expect(plan.refusals.isEmpty)
        #expect(
            plan.lines == ["+ column lead.telephone text", "! drops column lead.phone", "! drops table account"])
        #expect(plan.destructions.map(\.code) == ["KTR-P102", "KTR-P101"])
        #expect(
            plan.destructions[0].hint?.hasPrefix("if 'telephone' is the same attribute, write was=\"phone\"") == true)
        #expect(plan.destructions[1].hint?.hasPrefix("define it again, or 'kontor apply --allow-destructive'") == true)
    }

    @Test func `refuses a type that values cannot become, with place and way out`() {
        let old = [
            type("lead", [attribute("account", .lookup(target: "account", onDelete: .restrict)), attribute("stage")]),
            type("account", []),
        ]
        let new = [
            type("lead", [attribute("account"), attribute("stage", .state(chart: "lead"))]), type("account", []),
        ]
        let plan = plan(from: old, to: new)
        #expect(plan.refusals.map(\.code) == ["KTR-P103", "KTR-P103"])
        #expect(plan.refusals[0].location == here)
        #expect(plan.refusals[0].message == "attribute 'account' of 'lead' cannot become text from lookup(account)")
        #expect(plan.refusals.allSatisfy { $0.hint != nil })
    }

    @Test(arguments: ["kontor_lead", "sqlite_lead", "PG_lead", String(repeating: "l", count: 64)])
    func `refuses names that a database reserves or cannot hold`(name: String) {
        #expect(!plan(from: [], to: [type(name, [])]).refusals.isEmpty)
    }

    @Test func `refuses a lookup to a type that is not there`() {
        let lead = type("lead", [attribute("account", .lookup(target: "acount", onDelete: .restrict))])
        #expect(plan(from: [], to: [lead]).refusals.map(\.code) == ["KTR-P108"])
    }

    @Test func `keeps names of long indexes apart and within the limit`() {
        let name = String(repeating: "n", count: 40)
        let columns = ["a", "b"].map { String(repeating: $0, count: 40) }
        let lead = type(
            name, columns.map { attribute($0) }, indexes: [[columns[0], columns[1]], [columns[1], columns[0]]])
        let names = plan(from: [], to: [lead]).statements(.sqlite).dropFirst().map { $0.text.split(separator: "\"")[1] }
        #expect(Set(names).count == 2)
        #expect(names.allSatisfy { $0.utf8.count <= 63 })
    }
}

extension MigrationPlan {
    /// The SQL among the operations.
    func statements(_ dialect: SQLDialect) -> [SQLFragment] {
        operations(dialect).compactMap { if case .statement(let statement) = $0 { statement } else { nil } }
    }
}
