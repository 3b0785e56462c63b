import Model
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

@Suite struct `Changing relationships` {
    private static let several = AttributeType.polymorphic(targets: ["account", "person"], onDelete: .restrict)
    private let ids = SequentialIDs()

    private static func told(_ targets: [String], of name: String = "about", was: [String] = []) -> Attribute {
        Attribute(
            name: "\(name)_type", type: .targetType(among: targets), label: "Type", isReadOnly: true,
            formerNames: was, companionOf: name, location: ChangedTypes.here)
    }

    private static func types(_ note: [Attribute], account: String = "account", was: [String] = []) -> [EntityType] {
        [
            ChangedTypes.type(account, was: was, [ChangedTypes.attribute("name")], keys: [["name"]]),
            ChangedTypes.type("person", [ChangedTypes.attribute("name")]), ChangedTypes.type("note", note),
        ]
    }

    private static func note(_ type: AttributeType, name: String = "about", was: [String] = []) -> [Attribute] {
        var attributes = [ChangedTypes.attribute(name, type, was: was)]
        if case .polymorphic(let targets, _) = type {
            attributes.append(told(targets, of: name, was: was.map { "\($0)_type" }))
        }
        return attributes
    }

    private func plan(to types: [EntityType], _ store: any Store) throws -> MigrationPlan {
        try store.read { try SchemaMigration.plan(to: types, in: $0) }
    }

    private func apply(_ types: [EntityType], to store: any Store) async throws {
        try await SchemaMigration.apply(
            plan(to: types, store), fingerprint: "test", at: ManualClock().now(), to: store)
    }

    private func insert(
        _ types: [EntityType], _ entity: String, _ values: [String: AttributeValue], _ store: any Store
    ) async throws -> RecordID {
        let type = try #require(types.first { $0.name == entity })
        let id = ids.next()
        try await store.write { try RecordTable(type).insert(ComplaintTypes.record(type, id, values), on: $0) }
        return id
    }

    private func note(_ id: RecordID, _ types: [EntityType], _ store: any Store) throws -> Record {
        let type = try #require(types.last)
        return try #require(try store.read { try RecordTable(type).record(id, in: $0) })
    }

    private func isRefused(_ statement: String, _ store: any Store) async -> Bool {
        do {
            _ = try await store.write { try $0.execute(SQLFragment(statement)) }
            return false
        } catch { return true }
    }

    @Test(arguments: StoreKind.allCases)
    func `a lookup leads to more entity types and back to one`(kind: StoreKind) async throws {
        let one = Self.types(Self.note(.lookup(target: "account", onDelete: .restrict)))
        let two = Self.types(Self.note(Self.several))
        try await ComplaintTypes.withTables(kind, one) { store in
            let account = try await insert(one, "account", ["name": .text("Acme")], store)
            let first = try await insert(one, "note", ["about": .record(account)], store)
            let empty = try await insert(one, "note", [:], store)
            let wider = try plan(to: two, store)
            #expect(
                wider.lines == [
                    "~ column note.about: lookup(account) → polymorphic(account person)",
                    "+ column note.about_type target-type",
                ])
            #expect(!wider.isDestructive)
            try await apply(two, to: store)
            #expect(try plan(to: two, store).isEmpty)
            #expect(try note(first, two, store)["about_type"] == .text("account"))
            #expect(try note(empty, two, store)["about_type"] == .null)
            #expect(await isRefused("DELETE FROM account", store))
            let person = try await insert(two, "person", [:], store)
            let second = try await insert(
                two, "note", ["about": .record(person), "about_type": .text("person")], store)
            #expect(await isRefused("DELETE FROM person", store))
            #expect(await isRefused("UPDATE note SET about_type = 'account' WHERE about_type = 'person'", store))

            let narrower = try plan(to: one, store)
            #expect(narrower.problems.map(\.code) == ["KTR-P160"])
            #expect(narrower.problems[0].hint?.contains("\(second)") == true)
            #expect(!narrower.isDestructive)
            _ = try await store.write { try $0.execute(SQLFragment("DELETE FROM note WHERE about_type = 'person'")) }
            try await apply(one, to: store)
            #expect(try note(first, one, store)["about"] == .record(account))
            #expect(await isRefused("DELETE FROM account", store))
            #expect(try store.integrityProblems() == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `one entity type fewer needs no record to lead there`(kind: StoreKind) async throws {
        let two = Self.types(Self.note(Self.several))
        let other = Self.types(Self.note(.polymorphic(targets: ["person", "note"], onDelete: .restrict)))
        try await ComplaintTypes.withTables(kind, two) { store in
            let account = try await insert(two, "account", [:], store)
            let note = try await insert(
                two, "note", ["about": .record(account), "about_type": .text("account")], store)
            let refused = try plan(to: other, store)
            #expect(refused.problems.map(\.code) == ["KTR-P105"])
            #expect(refused.problems[0].message.contains("1 record of 'note'"))
            _ = try await store.write { try $0.execute(SQLFragment("UPDATE note SET about = NULL, about_type = NULL")) }
            try await apply(other, to: store)
            let person = try await insert(other, "person", [:], store)
            for (target, name) in [(person, "person"), (note, "note")] {
                _ = try await insert(other, "note", ["about": .record(target), "about_type": .text(name)], store)
            }
            #expect(await isRefused("UPDATE note SET about_type = 'account' WHERE about IS NOT NULL", store))
            #expect(await isRefused("DELETE FROM person", store))
            #expect(!(await isRefused("DELETE FROM account", store)))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `new names are followed wherever they stand`(kind: StoreKind) async throws {
        let before = Self.types(Self.note(Self.several))
        let after = Self.types(
            Self.note(
                .polymorphic(targets: ["company", "person"], onDelete: .restrict), name: "subject", was: ["about"]),
            account: "company", was: ["account"])
        try await ComplaintTypes.withTables(kind, before) { store in
            let account = try await insert(before, "account", [:], store)
            let id = try await insert(
                before, "note", ["about": .record(account), "about_type": .text("account")], store)
            let plan = try plan(to: after, store)
            #expect(
                plan.lines == [
                    "~ table account → company", "~ column note.about → subject",
                    "~ column note.about_type → subject_type",
                ])
            try await apply(after, to: store)
            let note = try note(id, after, store)
            #expect(note["subject"] == .record(account))
            #expect(note["subject_type"] == .text("company"))
            #expect(await isRefused("DELETE FROM company", store))
            #expect(try store.integrityProblems() == [])
            try await withStore(kind) { other in
                try await apply(after, to: other)
                let query = SQLFragment("SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name")
                let (changed, new) = try (
                    store.read { try $0.all(query) { $0.text(0) } }, other.read { try $0.all(query) { $0.text(0) } }
                )
                #expect(changed == new)
            }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a lookup leads to another entity type only where its records are there too`(kind: StoreKind) async throws {
        let one = Self.types(Self.note(.lookup(target: "account", onDelete: .restrict)))
        let other = Self.types(Self.note(.lookup(target: "person", onDelete: .restrict)))
        try await ComplaintTypes.withTables(kind, one) { store in
            let account = try await insert(one, "account", [:], store)
            let note = try await insert(one, "note", ["about": .record(account)], store)
            #expect(try plan(to: other, store).problems.map(\.code) == ["KTR-P160"])
            _ = try await store.write { try $0.execute(SQLFragment("UPDATE note SET about = NULL")) }
            try await apply(other, to: store)
            let person = try await insert(other, "person", [:], store)
            _ = try await insert(other, "note", ["about": .record(person)], store)
            #expect(await isRefused("DELETE FROM person", store))
            #expect(!(await isRefused("DELETE FROM account", store)))
            #expect(try self.note(note, other, store)["about"] == .null)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a text becomes a lookup to the record that it names`(kind: StoreKind) async throws {
        let text = Self.types(Self.note(ChangedTypes.text))
        let lookup = Self.types(Self.note(.lookup(target: "account", onDelete: .restrict)))
        let keyless = Self.types(Self.note(.lookup(target: "person", onDelete: .restrict)))
        try await ComplaintTypes.withTables(kind, text) { store in
            let account = try await insert(text, "account", ["name": .text("Acme")], store)
            let named = try await insert(text, "note", ["about": .text("Acme")], store)
            let empty = try await insert(text, "note", [:], store)
            let stray = try await insert(text, "note", ["about": .text("Nobody")], store)
            let refused = try plan(to: lookup, store)
            #expect(refused.lines.first == "~ column note.about: text → lookup(account) by its name")
            #expect(refused.problems.map(\.code) == ["KTR-P160"])
            #expect(
                refused.problems[0].hint?.contains("\(stray): 'Nobody': no record of 'account' has it as its 'name'")
                    == true)
            #expect(try plan(to: keyless, store).problems.map(\.code) == ["KTR-P103"])
            _ = try await store.write { try $0.execute(SQLFragment("DELETE FROM note WHERE about = 'Nobody'")) }
            try await apply(lookup, to: store)
            #expect(try note(named, lookup, store)["about"] == .record(account))
            #expect(try note(empty, lookup, store)["about"] == .null)
            #expect(await isRefused("DELETE FROM account", store))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a lookup becomes a tree where no record lies below itself`(kind: StoreKind) async throws {
        let lookup = Self.types(Self.note(.lookup(target: "note", onDelete: .unlink)))
        let tree = Self.types(Self.note(.tree(target: "note", onDelete: .unlink)))
        try await ComplaintTypes.withTables(kind, lookup) { store in
            let first = try await insert(lookup, "note", [:], store)
            let second = try await insert(lookup, "note", ["about": .record(first)], store)
            _ = try await insert(lookup, "note", ["about": .record(second)], store)
            let type = try #require(lookup.last)
            _ = try await store.write { connection in
                try connection.execute(
                    SQLFragment("UPDATE note SET about = ? WHERE id = ?", .blob(second.bytes), .blob(first.bytes)))
            }
            let refused = try plan(to: tree, store)
            #expect(refused.lines.first == "~ column note.about: a tree from now on")
            #expect(refused.problems.map(\.code) == ["KTR-P161"])
            #expect(refused.problems[0].message == "3 records of 'note' cannot form a tree by 'about'")
            _ = try await store.write { connection in
                try connection.execute(SQLFragment("UPDATE note SET about = NULL WHERE id = ?", .blob(first.bytes)))
            }
            try await apply(tree, to: store)
            #expect(try plan(to: tree, store).isEmpty)
            #expect(
                try store.read { try RecordTable(type).line(from: second, at: 6, limit: 9, in: $0) } == [second, first])
        }
    }

    @Test func `a lookup to several can be dropped`() async throws {
        let two = Self.types(Self.note(Self.several))
        try await ComplaintTypes.withTables(.sqlite, two) { store in
            let without = Self.types([ChangedTypes.attribute("text")])
            let plan = try plan(to: without, store)
            #expect(plan.isDestructive)
            try await SchemaMigration.apply(
                plan, allowingDestruction: true, fingerprint: "test", at: ManualClock().now(), to: store)
            let left = try store.read {
                try $0.integer(SQLFragment("SELECT count(*) FROM pragma_table_xinfo('note') WHERE name LIKE 'kontor%'"))
            }
            #expect(left == 0)
        }
    }

    @Test func `statements for PostgreSQL keep the computed columns`() {
        let plan = MigrationPlan(from: .empty, to: Self.types(Self.note(Self.several)))
        let texts = plan.operations(.postgresql).compactMap { operation in
            if case .statement(let statement) = operation { statement.text } else { nil }
        }
        let first = texts.firstIndex { $0.contains("kontor_about__account") }
        let tables = texts.lastIndex { $0.hasPrefix("CREATE TABLE") }
        #expect(texts.contains { $0.contains("STORED REFERENCES \"account\" (\"id\")") })
        #expect(texts.contains { $0.contains("THEN 1 ELSE 0 END) STORED CHECK (\"kontor_about__\" = 1)") })
        #expect((tables ?? 0) < (first ?? 0))
    }
}
