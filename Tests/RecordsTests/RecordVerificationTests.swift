import Access
import Definitions
import Model
import Records
import SQLText
import SchemaPlanning
import Storage
import TestSupport
import Testing

/// Records are held against the change log: what was changed, made or taken away beside it is named.
@Suite struct `Holding records against the change log` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <options name="colour"><option name="red"/><option name="blue"/></options>
            <entity name="firm" set="firms" title="{name}"><text name="name"/></entity>
            <entity name="thing" set="things" title="{name}">
              <text name="name"/><longtext name="body"/><integer name="count"/><decimal name="weight" scale="3"/>
              <money name="price" currency="EUR"/><boolean name="ready"/><date name="day"/><instant name="seen"/>
              <time name="hour"/><duration name="span"/><choice name="colour" options="colour"/>
              <multichoice name="colours" options="colour"/><json name="more"/><point name="place"/>
              <email name="mail" personal="true"/><json name="secret" personal="true"/>
              <lookup name="firm" to="firm" on-delete="unlink"/>
            </entity>
            """)

    private static let values: [String: DataValue] = [
        "name": .text("Ünï"), "body": .text("long text"), "count": .integer(7),
        "weight": .decimal(ExactDecimal(unscaled: 1500, scale: 3)),
        "price": .decimal(ExactDecimal(unscaled: 1230, scale: 2)), "ready": .boolean(true), "day": .text("2026-02-28"),
        "seen": .text("2026-02-28T10:00:00.5Z"), "hour": .text("10:30:00"), "span": .text("PT1H30M"),
        "colour": .text("red"),
        "colours": .list([.text("blue"), .text("red")]),
        "more": .object(["a": .list([.integer(1), .decimal(ExactDecimal(unscaled: 150, scale: 2))])]),
        "place": GeoPoint(latitudeUnits: 525_000_000, longitudeUnits: 134_000_000).map { DataValue(.point($0)) }
            ?? .null,
        "mail": .text("a@example.org"), "secret": .object(["b": .text("c")]),
    ]

    private func problems(_ desk: Workplace, sample: Int? = nil) throws -> [Diagnostic] {
        try desk.store.read { try RecordVerification(desk.records.deployment.get(), sample: sample, reading: $0) }
            .problems
    }

    private func fill(_ desk: Workplace) async throws -> Record {
        let firm = try await desk.create("firm", ["name": .text("Nordwind")])
        var values = Self.values
        values["firm"] = .text(firm.id.description)
        let thing = try await desk.create("thing", values)
        _ = try await desk.create("thing", [:])
        let gone = try await desk.create("thing", ["name": .text("gone")])
        try await desk.delete(gone)
        try await desk.update(thing, ["count": .integer(8), "mail": .null, "more": .object(["a": .null])])
        return try await desk.update(thing, ["mail": .text("b@example.org"), "body": .null])
    }

    @Test func `finds nothing where every value of every type came the right way`() async throws {
        try await Workplace.run(Self.texts) { desk in
            _ = try await fill(desk)
            #expect(try problems(desk).map(\.message) == [])
            #expect(try problems(desk, sample: 10).map(\.message) == [])
            let result = try desk.store.read { try RecordVerification(desk.records.deployment.get(), reading: $0) }
            #expect(result.count == 3)
        }
    }

    @Test(arguments: [
        ("name", "'forged'"), ("body", "'back'"), ("count", "9"), ("weight", "1501"), ("price", "1"), ("ready", "0"),
        ("day", "'2026-03-01'"), ("seen", "0"), ("hour", "1"), ("span", "1"), ("colour", "'blue'"), ("colours", "'[]'"),
        ("more", "'{}'"), ("place", "0"), ("mail", "'x@example.org'"), ("secret", "NULL"), ("firm", "NULL"),
        ("revision", "9"),
    ])
    func `names the record and the attribute that was edited`(attribute: String, value: String) async throws {
        try await Workplace.run(Self.texts) { desk in
            let thing = try await fill(desk)
            _ = try await desk.store.write {
                try $0.execute(
                    SQLFragment(
                        "UPDATE \"thing\" SET \"\(attribute)\" = \(value) WHERE \"id\" = ?", .blob(thing.id.bytes)))
            }
            for sample in [nil, 100] {
                let found = try problems(desk, sample: sample)
                #expect(Set(found.map(\.code)) == ["KTR-S530"])
                #expect(found.first?.message.contains("\(thing.id)") == true)
                #expect(found.first?.message.contains("'\(attribute)'") == true)
            }
        }
    }

    @Test func `names records that were made or taken away, and values that cannot be read`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let thing = try await fill(desk)
            let copy = RecordID(high: 9, low: 9)
            _ = try await desk.store.write { connection in
                try connection.execute(
                    SQLFragment(
                        """
                        INSERT INTO "thing" ("id", "revision", "created_at", "created_by", "updated_at", "updated_by", "name")
                        SELECT ?, "revision", "created_at", "created_by", "updated_at", "updated_by", "name" FROM "thing"
                        WHERE "id" = ?
                        """, .blob(copy.bytes), .blob(thing.id.bytes)))
                try connection.execute(
                    SQLFragment("UPDATE \"thing\" SET \"more\" = '{' WHERE \"id\" = ?", .blob(thing.id.bytes)))
                try connection.execute(SQLFragment("DELETE FROM \"thing\" WHERE \"name\" IS NULL"))
            }
            let found = try problems(desk)
            #expect(Set(found.map(\.code)) == ["KTR-S531", "KTR-S532", "KTR-S533"])
            #expect(found.contains { $0.code == "KTR-S532" && $0.message.contains("\(copy)") })
            #expect(found.contains { $0.code == "KTR-S533" && $0.message.contains("'more'") })
        }
    }

    @Test func `goes on after an entry of the change log whose values cannot be read`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let thing = try await fill(desk)
            for damage in ["'{\"broken'", "''", "'zzz'"] {
                _ = try await desk.store.write {
                    try $0.execute(
                        SQLFragment(
                            "UPDATE \"kontor_change_log\" SET \"after\" = \(damage) WHERE \"record_id\" = ? AND \"kind\" = 'create'",
                            .blob(thing.id.bytes)))
                }
                for sample in [nil, 100] {
                    let found = try problems(desk, sample: sample)
                    #expect(Set(found.map(\.code)) == ["KTR-S530"])
                    #expect(
                        found.allSatisfy { $0.message.contains("\(thing.id)") && $0.message.contains("cannot be read") }
                    )
                }
            }
        }
    }

    @Test func `goes on after a record whose id is none`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let thing = try await fill(desk)
            _ = try await desk.store.write { connection in
                try connection.execute(
                    SQLFragment("UPDATE \"thing\" SET \"id\" = x'00' WHERE \"id\" = ?", .blob(thing.id.bytes)))
                try connection.execute(SQLFragment("UPDATE \"thing\" SET \"count\" = 5 WHERE \"name\" IS NULL"))
            }
            let found = try problems(desk)
            #expect(Set(found.map(\.code)) == ["KTR-S530", "KTR-S531", "KTR-S533"])
        }
    }

    @Test(arguments: [Int64.max, -1, .min])
    func `a record whose revision was damaged refuses a change and is still there`(revision: Int64) async throws {
        try await Workplace.run(Self.texts) { desk in
            let thing = try await fill(desk)
            _ = try await desk.store.write {
                try $0.execute(
                    SQLFragment(
                        "UPDATE \"thing\" SET \"revision\" = ? WHERE \"id\" = ?", .integer(revision),
                        .blob(thing.id.bytes)))
            }
            let refusal = try await desk.refusal { try await desk.update(thing, ["count": 9]) }
            #expect(refusal.code == "KTR-S109")
            #expect(try desk.all("thing").count == 2)
            _ = try await desk.create("thing", [:])
        }
    }

    /// Applies one entity type to a store.
    private func deploy(_ entity: String, to store: any Store, at instant: Instant) async throws -> Deployment {
        let catalog = try DefinitionCompiler.compile(
            WorkplaceTexts(definitions: entity).sources)
        let plan = try store.read { try SchemaMigration.plan(to: catalog.entityTypes, in: $0) }
        try await SchemaMigration.apply(
            plan, allowingDestruction: true, fingerprint: catalog.fingerprint, at: instant, to: store)
        return Deployment(
            catalog: catalog, access: AccessTable(catalog), saveRules: NoSaveRules(), stateRules: NoStateRules(),
            zone: .utc)
    }

    @Test func `follows names, and passes over what an apply converted or filled until it is written again`()
        async throws
    {
        try await withStore(.sqlite) { store in
            let clock = ManualClock()
            let first = try await deploy(
                """
                <entity name="account" set="accounts" title="{name}"><text name="name"/><text name="size"/>
                  <text name="phone" personal="true"/></entity>
                """, to: store, at: clock.now())
            let records = RecordService(
                store: store, deployment: CurrentDeployment(first), clock: clock, ids: SequentialIDs(),
                random: SeededRandom())
            let cause = Cause(.api, request: "test")
            let id = try await records.write(
                WriteRequest(
                    principal: .system, entity: "account",
                    .create(["name": .text("Nord"), "size": .text("12"), "phone": .text("030")]), cause: cause)
            ).record.id
            clock.advance(by: .seconds(60))
            let second = try await deploy(
                """
                <entity name="company" was="account" set="companies" title="{title}"><text name="title" was="name"/>
                  <integer name="size"/><text name="telephone" was="phone" personal="true"/>
                  <text name="kind" default="new" required="true"/></entity>
                """, to: store, at: clock.now())
            records.deployment.replace(with: second)
            let check = { try store.read { try RecordVerification(second, reading: $0) }.problems.map(\.message) }
            #expect(try check() == [])
            // Renamed attributes are still held against what was logged under their old names.
            for (column, isFound) in [("title", true), ("telephone", true), ("size", false), ("kind", false)] {
                let stored = try store.read { try $0.text(SQLFragment("SELECT \"\(column)\" FROM \"company\"")) }
                _ = try await store.write { try $0.execute(SQLFragment("UPDATE \"company\" SET \"\(column)\" = '77'")) }
                #expect(try check().isEmpty != isFound, "\(column)")
                _ = try await store.write {
                    try $0.execute(SQLFragment("UPDATE \"company\" SET \"\(column)\" = ?", .text(stored ?? "")))
                }
            }
            clock.advance(by: .seconds(60))
            _ = try await records.write(
                WriteRequest(
                    principal: .system, entity: "company", .update(id, ["size": .integer(13)]), cause: cause))
            #expect(try check() == [])
            _ = try await store.write { try $0.execute(SQLFragment("UPDATE \"company\" SET \"size\" = 14")) }
            #expect(try check().count == 1)
        }
    }

    @Test func `passes over older texts that an apply brought into their one form`() async throws {
        try await withStore(.sqlite) { store in
            let entity = #"<entity name="account" set="accounts" title="{name}"><text name="name"/></entity>"#
            let clock = ManualClock()
            let first = try await deploy(entity, to: store, at: clock.now())
            let records = RecordService(
                store: store, deployment: CurrentDeployment(first), clock: clock, ids: SequentialIDs(),
                random: SeededRandom())
            let cause = Cause(.api, request: "test")
            let write = { (operation: WriteRequest.Operation) in
                WriteRequest(principal: .system, entity: "account", operation, cause: cause)
            }
            let id = try await records.write(write(.create(["name": "Nord"]))).record.id
            // As an older version kept and logged it.
            for statement in [
                #"UPDATE "account" SET "name" = ' Nord'"#,
                #"UPDATE "kontor_change_log" SET "after" = replace("after", 'Nord', ' Nord')"#,
                #"UPDATE "kontor_schema_state" SET "schema" = replace("schema", '"form":1', '"form":0')"#,
            ] { _ = try await store.write { try $0.execute(SQLFragment(statement)) } }
            let check = { try store.read { try RecordVerification(first, reading: $0) }.problems.map(\.code) }
            #expect(try check() == [])
            clock.advance(by: .seconds(60))
            _ = try await deploy(entity, to: store, at: clock.now())
            #expect(try store.read { try $0.text(SQLFragment(#"SELECT "name" FROM "account""#)) } == "Nord")
            #expect(try check() == [])
            clock.advance(by: .seconds(60))
            _ = try await records.write(write(.update(id, ["name": "Süd"])))
            #expect(try check() == [])
            _ = try await store.write { try $0.execute(SQLFragment(#"UPDATE "account" SET "name" = 'West'"#)) }
            #expect(try check() == ["KTR-S530"])
        }
    }
}
