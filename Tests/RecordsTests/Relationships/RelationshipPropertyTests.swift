import Definitions
import Model
import Records
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `Whatever is written and deleted` {
    /// What must lead to a record that is there: entity type, lookup, and the entity types it may lead to.
    private static let lookups: [(String, String, [String])] = [
        ("region", "parent", ["region"]), ("account", "region", ["region"]), ("account", "parent", ["account"]),
        ("employment", "person", ["person"]), ("employment", "account", ["account"]),
        ("person_interests", "person", ["person"]), ("person_interests", "region", ["region"]),
        ("person_friends", "person", ["person"]), ("person_friends", "other_person", ["person"]),
        ("note", "regarding", ["account", "person", "note"]), ("note", "about", ["account", "region"]),
        ("note", "origin", ["person", "account"]),
    ]

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `leaves no lookup without its record, no ring and no pair twice`(seed: UInt64) async throws {
        try await Workplace.run(Registry.texts) { registry in
            var random = SeededRandom(seed: seed)
            var written = 0
            for step in 0..<400 {
                let request = try Self.request(step, registry, &random)
                do {
                    _ = try await registry.records.write(request)
                    written += 1
                } catch is Refusal {}
                if step % 100 == 99 { try Self.check(registry) }
            }
            #expect(written > 150)
            #expect(try registry.changeLogProblems().isEmpty)
        }
    }

    private static func request(
        _ step: Int, _ registry: Workplace, _ random: inout SeededRandom
    ) throws -> WriteRequest {
        let entities = [
            "region", "account", "person", "employment", "person_interests", "person_friends", "note", "note",
            "account",
        ]
        let entity = pick(entities, &random) ?? "note"
        let existing = try registry.all(entity)
        var values: [String: DataValue] = [:]
        for (owner, name, targets) in lookups where owner == entity && number(4, &random) > 0 {
            let target = pick(targets, &random) ?? targets[0]
            values[name] = pick(try registry.all(target), &random).map { .text($0.id.description) } ?? .null
            // Sometimes what is not there.
            if number(20, &random) == 0 { values[name] = .text(RecordID(milliseconds: 3, random: (0, 3)).description) }
        }
        if entity == "employment" {
            values["valid_from"] = pick(["", "2020-01-01", "2021-01-01", "2022-01-01"], &random).map { .text($0) }
            values["valid_to"] = pick(["", "2020-12-31", "2021-12-31", "2022-12-31"], &random).map { .text($0) }
        }
        if let record = pick(existing, &random), number(10, &random) < 5 {
            if number(3, &random) == 0 { return registry.request(entity, .delete(record.id)) }
            for name in ["person", "account", "region", "other_person"] where record.type.link != nil {
                values[name] = nil
            }
            return registry.request(entity, .update(record.id, values))
        }
        values[entity == "note" ? "text" : "name"] = .text("n\(step)")
        if registry.catalog.entityType(named: entity)?.link != nil { values["name"] = nil }
        return registry.request(entity, .create(values))
    }

    private static func check(_ registry: Workplace) throws {
        try registry.store.read { reader in
            for (entity, lookup, targets) in lookups {
                let exists = targets.map { "EXISTS (SELECT 1 FROM \"\($0)\" AS t WHERE t.\"id\" = s.\"\(lookup)\")" }
                let dangling = try reader.integer(
                    SQLFragment(
                        "SELECT count(*) FROM \"\(entity)\" AS s WHERE s.\"\(lookup)\" IS NOT NULL AND NOT ("
                            + exists.joined(separator: " OR ") + ")"))
                #expect(dangling == 0, "\(entity).\(lookup)")
                guard targets.count > 1 else { continue }
                for target in targets {
                    let wrong = try reader.integer(
                        SQLFragment(
                            "SELECT count(*) FROM \"\(entity)\" AS s WHERE (s.\"\(lookup)\" IS NULL) <> (s.\"\(lookup)_type\" IS NULL) "
                                + "OR s.\"\(lookup)_type\" = '\(target)' AND s.\"\(lookup)\" NOT IN (SELECT \"id\" FROM \"\(target)\")"
                        ))
                    #expect(wrong == 0, "\(entity).\(lookup)_type")
                }
            }
            for (entity, parent) in [("account", "parent"), ("region", "parent")] {
                let rings = try reader.integer(
                    SQLFragment(
                        """
                        WITH RECURSIVE above(start, id) AS (SELECT "id", "\(parent)" FROM "\(entity)" WHERE "\(parent)" IS NOT NULL \
                        UNION SELECT above.start, n."\(parent)" FROM above JOIN "\(entity)" AS n ON n."id" = above.id \
                        WHERE n."\(parent)" IS NOT NULL) SELECT count(*) FROM above WHERE start = id
                        """))
                #expect(rings == 0, "\(entity)")
            }
            let overlaps = try reader.integer(
                SQLFragment(
                    """
                    SELECT count(*) FROM employment AS a JOIN employment AS b ON a.person = b.person AND a.account = b.account \
                    AND a.id < b.id AND coalesce(a.valid_from, '') <= coalesce(b.valid_to, '9') \
                    AND coalesce(b.valid_from, '') <= coalesce(a.valid_to, '9')
                    """))
            #expect(overlaps == 0)
        }
    }

    private static func number(_ limit: Int, _ random: inout SeededRandom) -> Int {
        Int(random.bytes(2).reduce(0) { $0 * 256 + Int($1) }) % limit
    }

    private static func pick<Value>(_ values: [Value], _ random: inout SeededRandom) -> Value? {
        values.isEmpty ? nil : values[number(values.count, &random)]
    }
}
