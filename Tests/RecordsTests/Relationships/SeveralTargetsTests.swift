import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `A lookup to several entity types` {
    @Test(arguments: StoreKind.allCases)
    func `keeps of which entity type its record is`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let person = try await registry.create("person", ["name": "Clara"])
            let note = try await registry.create("note", ["text": "a", "regarding": reference(account)])
            #expect(note["regarding"] == .record(account.id))
            #expect(note["regarding_type"] == .text("account"))
            let moved = try await registry.update(note, ["regarding": reference(person)])
            #expect(moved["regarding_type"] == .text("person"))
            let empty = try await registry.update(note, ["regarding": .null])
            #expect(empty["regarding_type"] == .null)
            let text = try registry.changeLogTexts().last ?? ""
            #expect(text.contains(#""regarding_type":"person""#))
        }
    }

    @Test func `takes what is said of the entity type as a check`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let values: [String: DataValue] = ["text": "a", "regarding": reference(account)]
            try await registry.create("note", values.merging(["regarding_type": "account"]) { $1 })
            let refusal = try await registry.refusal {
                try await registry.create("note", values.merging(["regarding_type": "person"]) { $1 })
            }
            #expect(refusal.code == "KTR-R160")
            #expect(refusal.problems.first?.attribute == "regarding_type")
            let unknown = try await registry.refusal {
                try await registry.create("note", values.merging(["regarding_type": "region"]) { $1 })
            }
            #expect(unknown.problems.first?.attribute == "regarding_type")
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `tells two records of one id apart by what is said`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let id = try await registry.twins("account", "person", ["name": "Twin"])
            let note = try await registry.create(
                "note", ["text": "a", "regarding": .text(id.description), "regarding_type": "person"])
            #expect(note["regarding_type"] == .text("person"))
            let account = try registry.records.read("account", id, as: registry.admin)
            try await registry.delete(account)
            let person = try registry.records.read("person", id, as: registry.admin)
            let refusal = try await registry.refusal { try await registry.delete(person) }
            #expect(refusal.code == "KTR-R207")
            #expect(refusal.message.english.contains("1 Note refers to it by 'Regarding' (a)"))
        }
    }

    @Test func `leads to nothing else`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let region = try await registry.create("region", ["name": "North"])
            for id in [region.id, RecordID(milliseconds: 9, random: (0, 9))] {
                let refusal = try await registry.refusal {
                    try await registry.create("note", ["text": "a", "regarding": .text(id.description)])
                }
                #expect(refusal.code == "KTR-R224")
            }
        }
    }

    @Test func `is seen and changed by rules like any other`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let person = try await registry.create("person", ["name": "Clara"])
            let told = try await registry.create("note", ["text": "which", "regarding": reference(account)])
            #expect(told["text"] == .text("account"))
            let swapped = try await registry.create(
                "note", ["text": "swap", "regarding": reference(account), "origin": reference(person)])
            #expect(swapped["regarding"] == .record(person.id))
            #expect(swapped["regarding_type"] == .text("person"))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `restricts, cascades and unlinks for each of them`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let region = try await registry.create("region", ["name": "North"])
            let person = try await registry.create("person", ["name": "Clara"])
            let restricting = try await registry.create("note", ["text": "r", "regarding": reference(account)])
            let cascading = try await registry.create("note", ["text": "c", "about": reference(region)])
            let unlinking = try await registry.create("note", ["text": "u", "origin": reference(person)])
            #expect(try await registry.refusal { try await registry.delete(account) }.code == "KTR-R207")
            try await registry.delete(restricting)
            try await registry.delete(account)
            try await registry.delete(region)
            #expect(throws: Refusal.self) { try registry.reread(cascading) }
            try await registry.delete(person)
            let left = try registry.reread(unlinking)
            #expect(left["origin"] == .null)
            #expect(left["origin_type"] == .null)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `is held together by the database itself`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let person = try await registry.create("person", ["name": "Clara"])
            try await registry.create("note", ["text": "a", "regarding": reference(account)])
            let id = person.id.description.replacing("-", with: "")
            let damage = [
                "DELETE FROM account", "UPDATE note SET regarding_type = 'person'",
                "UPDATE note SET regarding_type = NULL",
                "UPDATE note SET regarding = NULL", "UPDATE note SET regarding_type = 'region'",
                "UPDATE note SET regarding = x'\(id)'",
                "UPDATE note SET regarding = x'00000000000000000000000000000001'",
            ]
            for statement in damage {
                await #expect(throws: (any Error).self, "\(statement)") { try await registry.tamper(statement) }
            }
            try await registry.tamper("UPDATE note SET regarding = x'\(id)', regarding_type = 'person'")
        }
    }

    @Test func `is asked about by its entity type and by what it leads to`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let account = try await registry.create("account", ["name": "Acme"])
            let person = try await registry.create("person", ["name": "Acme"])
            for (text, target) in [("a", account), ("p", person)] {
                try await registry.create("note", ["text": .text(text), "regarding": reference(target)])
            }
            let found = try registry.texts("note", "regarding_type eq 'account'")
            #expect(found == ["a"])
            #expect(try registry.texts("note", "regarding/person/name eq 'Acme'") == ["p"])
            #expect(try registry.texts("note", "regarding eq \(account.id)") == ["a"])
            #expect(try registry.texts("account", "notes/any(n: n/text eq 'a')") == ["Acme"])
            #expect(try registry.texts("person", "notes/any(n: n/text eq 'a')").isEmpty)
        }
    }
}

extension Workplace {
    /// The titles of the records that a condition selects.
    func texts(_ entity: String, _ condition: String, as principal: Principal? = nil) throws -> [String] {
        var query = Query(try type(entity))
        query.filter = try Filter(condition, on: query.type, in: catalog)
        return try records.list(query, as: principal ?? admin).records.map(\.title)
    }
}
