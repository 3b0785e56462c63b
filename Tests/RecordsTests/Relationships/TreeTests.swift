import Model
import Records
import TestSupport
import Testing

@Suite struct `A tree` {
    @Test(arguments: StoreKind.allCases)
    func `has no record below itself, and says which way round it would go`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let top = try await registry.create("account", ["name": "Top"])
            let middle = try await registry.create("account", ["name": "Middle", "parent": reference(top)])
            let low = try await registry.create("account", ["name": "Low", "parent": reference(middle)])
            let refusal = try await registry.refusal { try await registry.update(top, ["parent": reference(low)]) }
            #expect(refusal.code == "KTR-R161")
            #expect(
                refusal.message.english == "'Top' cannot be under 'Low', which is under it: Top › Middle › Low.")
            #expect(refusal.message[.german].contains("Top › Middle › Low"))
            let own = try await registry.refusal { try await registry.update(low, ["parent": reference(low)]) }
            #expect(own.message.english == "'Low' cannot be under itself.")
            try await registry.update(low, ["parent": reference(top)])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `stays one when two moves would close a ring together`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            for round in 0..<10 {
                let left = try await registry.create("account", ["name": .text("L\(round)")])
                let right = try await registry.create("account", ["name": .text("R\(round)")])
                async let first = Self.code { try await registry.update(left, ["parent": reference(right)]) }
                async let second = Self.code { try await registry.update(right, ["parent": reference(left)]) }
                let codes = await [first, second]
                #expect(codes.compactMap { $0 } == ["KTR-R161"])
            }
        }
    }

    @Test func `is not deeper than a walk goes`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let ids = (0..<100).map { RecordID(milliseconds: 1, random: (0, UInt64($0) + 1)) }
            let writes = ids.enumerated().map { number, id in
                let parent = number == 0 ? DataValue.null : .text(ids[number - 1].description)
                return registry.request("account", .create(id: id, ["name": .text("\(number)"), "parent": parent]))
            }
            let outcomes = try await registry.records.write(groups: [writes])
            guard case .written = outcomes[0] else { return #expect(Bool(false), "\(outcomes)") }
            let refusal = try await registry.refusal {
                try await registry.create("account", ["name": "deeper", "parent": .text(ids[99].description)])
            }
            #expect(refusal.code == "KTR-R162")
            let top = try await registry.create("account", ["name": "above"])
            let first = try registry.records.read("account", ids[0], as: registry.admin)
            let moved = try await registry.refusal { try await registry.update(first, ["parent": reference(top)]) }
            #expect(moved.code == "KTR-R162")
        }
    }

    @Test func `does not tell the names of what is hidden`() async throws {
        var texts = Registry.texts
        texts.definitions += """
            <role name="mover"><grant entity="account" privileges="read update" where="name ne 'Secret'"/></role>
            """
        try await Workplace.run(texts) { registry in
            let mover = Workplace.person("mo", roles: ["mover"])
            let top = try await registry.create("account", ["name": "Top"])
            let secret = try await registry.create("account", ["name": "Secret", "parent": reference(top)])
            let low = try await registry.create("account", ["name": "Low", "parent": reference(secret)])
            let refusal = try await registry.refusal {
                try await registry.update(top, ["parent": reference(low)], as: mover)
            }
            #expect(refusal.message.english.contains("Top › … › Low"))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `cascades or restricts downwards`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let north = try await registry.create("region", ["name": "North"])
            let coast = try await registry.create("region", ["name": "Coast", "parent": reference(north)])
            try await registry.create("region", ["name": "Port", "parent": reference(coast)])
            let account = try await registry.create("account", ["name": "Acme", "region": reference(coast)])
            try await registry.delete(north)
            #expect(try registry.all("region").isEmpty)
            #expect(try registry.reread(account)["region"] == .null)
            let child = try await registry.create("account", ["name": "Child", "parent": reference(account)])
            #expect(try await registry.refusal { try await registry.delete(account) }.code == "KTR-R207")
            try await registry.delete(child)
            try await registry.delete(account)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `gives a role one of its branches`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let id = try #require(RecordID("0190f3c2-7d1e-7abc-8def-0123456789ab"))
            let person = Workplace.person("tom", roles: ["territory"])
            _ = try await registry.records.write(registry.request("region", .create(id: id, ["name": "North"])))
            let coast = try await registry.create("region", ["name": "Coast", "parent": .text(id.description)])
            let south = try await registry.create("region", ["name": "South"])
            let inside = try await registry.create("account", ["name": "Inside", "region": reference(coast)])
            let outside = try await registry.create("account", ["name": "Outside", "region": reference(south)])
            #expect(try registry.texts("account", "true", as: person) == ["Inside"])
            #expect(throws: Refusal.self) { try registry.reread(outside, as: person) }
            #expect(try registry.reread(inside, as: person).id == inside.id)
            let refusal = try await registry.refusal {
                try await registry.update(inside, ["region": reference(south)], as: person)
            }
            #expect(refusal.code == "KTR-R206")
            try await registry.update(coast, ["parent": .null])
            #expect(throws: Refusal.self) { try registry.reread(inside, as: person) }
            #expect(try registry.texts("region", "under(id,\(id))") == ["North"])
        }
    }

    private static func code(_ body: () async throws -> Record) async -> String? {
        do {
            _ = try await body()
            return nil
        } catch { return (error as? Refusal)?.code ?? "\(error)" }
    }
}
