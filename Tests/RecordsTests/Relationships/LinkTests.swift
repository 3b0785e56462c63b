import Access
import Definitions
import Model
import Records
import TestSupport
import Testing

@Suite struct `A many-to-many relationship` {
    @Test func `is an entity type of its own`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let type = try registry.type("employment")
            #expect(type.setName == "employments")
            #expect(
                type.declaredPositions.map { type.attributes[$0].name } == [
                    "person", "account", "part", "valid_from", "valid_to",
                ])
            #expect(type.link?.opposite(of: "person") == "account")
            let other = try registry.type("person_friends")
            #expect(other.declaredPositions.map { other.attributes[$0].name } == ["person", "other_person"])
            #expect(try registry.type("person_interests").keys.count == 1)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `links the same two only once at a time`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let clara = try await registry.create("person", ["name": "Clara"])
            let acme = try await registry.create("account", ["name": "Acme"])
            let pair: [String: DataValue] = ["person": reference(clara), "account": reference(acme)]
            @discardableResult func link(_ from: DataValue, _ to: DataValue) async throws -> Record {
                try await registry.create("employment", pair.merging(["valid_from": from, "valid_to": to]) { $1 })
            }
            let first = try await link("2020-01-01", "2020-12-31")
            for (from, to) in [
                ("2020-12-31", "2021-06-30"), ("2019-01-01", "2020-01-01"), ("2020-05-01", "2020-06-01"),
                ("2019-01-01", ""),
                ("", "2020-02-01"), ("", ""),
            ] as [(DataValue, DataValue)] {
                let refusal = try await registry.refusal { try await link(from, to) }
                #expect(refusal.code == "KTR-R164")
                #expect(refusal.message.english == "These two are linked already from 2020-01-01 to 2020-12-31.")
            }
            #expect(try await registry.refusal { try await link("2021-02-01", "2021-01-31") }.code == "KTR-R163")
            let second = try await link("2021-01-01", .null)
            try await link("", "2019-12-31")
            let longer = try await registry.refusal { try await registry.update(first, ["valid_to": "2021-01-01"]) }
            #expect(longer.code == "KTR-R164")
            try await registry.update(second, ["valid_to": "2021-03-31"])
            try await link("2021-04-01", "")
            let rules = try #require(second.type.link)
            let ended = try registry.reread(second)
            #expect(rules.isCurrent(ended, on: try #require(CalendarDate("2021-03-31"))))
            #expect(!rules.isCurrent(ended, on: try #require(CalendarDate("2021-04-01"))))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `without validity links the same two once`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let clara = try await registry.create("person", ["name": "Clara"])
            let north = try await registry.create("region", ["name": "North"])
            let pair: [String: DataValue] = ["person": reference(clara), "region": reference(north)]
            try await registry.create("person_interests", pair)
            let refusal = try await registry.refusal { try await registry.create("person_interests", pair) }
            #expect(refusal.code == "KTR-R164")
            #expect(refusal.kind == .conflict)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `loses its links with either end`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let clara = try await registry.create("person", ["name": "Clara"])
            let bruno = try await registry.create("person", ["name": "Bruno"])
            let acme = try await registry.create("account", ["name": "Acme"])
            for person in [clara, bruno] {
                try await registry.create("employment", ["person": reference(person), "account": reference(acme)])
            }
            try await registry.create("person_friends", ["person": reference(clara), "other_person": reference(bruno)])
            try await registry.delete(clara)
            #expect(try registry.all("employment").count == 1)
            #expect(try registry.all("person_friends").isEmpty)
            try await registry.delete(acme)
            #expect(try registry.all("employment").isEmpty)
        }
    }

    @Test func `is asked about from both of its ends`() async throws {
        try await Workplace.run(Registry.texts) { registry in
            let clara = try await registry.create("person", ["name": "Clara"])
            let acme = try await registry.create("account", ["name": "Acme"])
            try await registry.create(
                "employment", ["person": reference(clara), "account": reference(acme), "part": "director"])
            #expect(try registry.texts("person", "organisations/any(o: o/part eq 'director')") == ["Clara"])
            #expect(try registry.texts("account", "staff/any(s: s/person/name eq 'Clara')") == ["Acme"])
            #expect(try registry.texts("account", "staff/all(s: s/part ne 'director')").isEmpty)
            let active = Workplace.person("ann", roles: ["active"])
            #expect(try registry.reread(acme, as: active).id == acme.id)
            let other = try await registry.create("account", ["name": "Other"])
            #expect(throws: Refusal.self) { try registry.reread(other, as: active) }
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `may be read with both ends, and changed with the record that declares it`(kind: StoreKind) async throws {
        try await Workplace.run(Registry.texts, on: kind) { registry in
            let clerk = Workplace.person("carl", roles: ["clerk"])
            let reader = Workplace.person("rita", roles: ["reader"])
            let own = try await registry.create("person", ["name": "Own"], as: clerk)
            let foreign = try await registry.create("person", ["name": "Foreign"])
            let acme = try await registry.create("account", ["name": "Acme"])
            let secret = try await registry.create("account", ["name": "Secret"])
            @discardableResult
            func link(_ person: Record, _ account: Record, as principal: Principal) async throws -> Record {
                try await registry.create(
                    "employment", ["person": reference(person), "account": reference(account)], as: principal)
            }
            let link1 = try await link(own, acme, as: clerk)
            let hidden = try await link(own, secret, as: registry.admin)
            for (person, account) in [(foreign, acme), (own, secret)] {
                let refusal = try await registry.refusal { try await link(person, account, as: clerk) }
                #expect([.invalid, .forbidden].contains(refusal.kind))
            }
            #expect(try registry.texts("employment", "true", as: clerk).count == 1)
            #expect(throws: Refusal.self) { try registry.reread(hidden, as: clerk) }
            #expect(try registry.texts("employment", "true", as: reader).count == 2)
            let refusal = try await registry.refusal {
                try await registry.update(link1, ["valid_to": "2030-01-01"], as: reader)
            }
            #expect(refusal.kind == .forbidden)
            try await registry.update(link1, ["valid_to": "2030-01-01"], as: clerk)
            try await registry.delete(link1, as: clerk)

            let explained = registry.records.deployment.get().access.explain(
                .privilege(.update), of: clerk, to: try registry.type("employment"))
            #expect(explained.isAllowed)
            #expect(explained.description.contains("because 'person' may be updated"))
            let refused = registry.records.deployment.get().access.explain(
                .privilege(.update), of: reader, to: try registry.type("employment"))
            #expect(!refused.isAllowed)
            #expect(refused.description.contains("does not follow"))
        }
    }

    @Test func `is ruled by grants alone once one names it`() async throws {
        var texts = Registry.texts
        texts.definitions += """
            <role name="archivist"><grant entity="employment" privileges="read"/></role>
            """
        try await Workplace.run(texts) { registry in
            let clara = try await registry.create("person", ["name": "Clara"])
            let acme = try await registry.create("account", ["name": "Acme"])
            try await registry.create("employment", ["person": reference(clara), "account": reference(acme)])
            let refusal = try await registry.refusal {
                try registry.texts("employment", "true", as: Workplace.person("rita", roles: ["reader"]))
            }
            #expect(refusal.kind == .forbidden)
            let archivist = Workplace.person("art", roles: ["archivist"])
            #expect(try registry.texts("employment", "true", as: archivist).count == 1)
        }
    }
}
