import Model
import Records
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `A write with an idempotency key` {
    @Test(arguments: StoreKind.allCases)
    func `gives its first outcome again when it is repeated`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let request = office.request("customer", .create(["name": "Acme", "owner": "ada"]), key: "k1")
            let first = try await office.records.write(request)
            let again = try await office.records.write(request)
            #expect(!first.isRepeated)
            #expect(again.isRepeated)
            #expect(again.record.id == first.record.id)
            #expect(again.kind == .create)
            #expect(try office.all("customer").count == 1)
        }
    }

    @Test(arguments: ["'{\"broken'", "''", "'{}'", "'{\"request\":1}'", "replace(\"outcome\", 'create', 'made')"])
    func `is not done again where what was kept of it is damaged`(damage: String) async throws {
        try await Workplace.run(Office.texts) { office in
            let request = office.request("customer", .create(["name": "Acme"]), key: "k1")
            _ = try await office.records.write(request)
            _ = try await office.store.write {
                try $0.execute(SQLFragment("UPDATE \"kontor_idempotency\" SET \"outcome\" = \(damage)"))
            }
            let refusal = try await office.refusal { try await office.records.write(request) }
            #expect(refusal.code == "KTR-R660" && refusal.kind == .conflict)
            #expect(try office.all("customer").count == 1)
        }
    }

    @Test func `is the same request whatever the order and form of its values`() async throws {
        try await Workplace.run(Office.texts) { office in
            let first = office.request("contract", .create(["subject": "Lease", "weight": 1]), key: "k")
            let second = office.request("contract", .create(["weight": .text("1"), "subject": "Lease"]), key: "k")
            let id = try await office.records.write(first).record.id
            #expect(try await office.records.write(second).record.id == id)
        }
    }

    @Test func `refuses the key for another request, and takes it from another principal`() async throws {
        try await Workplace.run(Office.texts) { office in
            _ = try await office.records.write(office.request("customer", .create(["name": "A"]), key: "k"))
            let other = office.request("customer", .create(["name": "B"]), key: "k")
            let refusal = try await office.refusal { try await office.records.write(other) }
            #expect(refusal.code == "KTR-R210")
            #expect(refusal.kind == .conflict)
            let somebody = Workplace.person("bo", roles: ["admin"])
            let theirs = office.request("customer", .create(["name": "B"]), as: somebody, key: "k")
            #expect(try await !office.records.write(theirs).isRepeated)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `is done once when it comes many times at the same moment`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let request = office.request("contract", .create(["subject": "Lease"]), key: "double click")
            let outcomes = try await withThrowingTaskGroup(of: WriteOutcome.self) { group in
                for _ in 0..<20 { group.addTask { try await office.records.write(request) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(outcomes.map(\.record.id)).count == 1)
            #expect(outcomes.filter { !$0.isRepeated }.count == 1)
            #expect(try office.all("contract").count == 1)
        }
    }

    @Test func `may be used again after a refusal`() async throws {
        try await Workplace.run(Office.texts) { office in
            _ = try await office.refusal {
                try await office.records.write(office.request("contract", .create([:]), key: "k"))
            }
            let mended = office.request("contract", .create(["subject": "Lease"]), key: "k")
            #expect(try await !office.records.write(mended).isRepeated)
        }
    }

    @Test func `shows nothing of a record that has left the principal's sight since`() async throws {
        try await Workplace.run(Office.texts) { office in
            let values: [String: DataValue] = ["name": "Acme", "owner": "ada"]
            let request = office.request("customer", .create(values), as: Office.agent, key: "k")
            let customer = try await office.records.write(request).record
            try await office.update(customer, ["owner": "bob", "revenue": 5])
            let again = try await office.records.write(request)
            #expect(again.isRepeated)
            #expect(again.record.id == customer.id)
            #expect(again.record["name"] == .null)
            #expect(!again.isInSight)
        }
    }

    @Test func `is answered without a record where that is gone`() async throws {
        try await Workplace.run(Office.texts) { office in
            let request = office.request("customer", .create(["name": "Acme"]), key: "k")
            let customer = try await office.records.write(request).record
            try await office.delete(customer)
            let again = try await office.records.write(request)
            #expect(again.isRepeated && !again.isInSight)
            #expect(again.record.id == customer.id)
            #expect(again.record.revision == 0)
            #expect(try office.all("customer").isEmpty)
        }
    }

    @Test func `is another one on another condition`() async throws {
        try await Workplace.run(Office.texts) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            let values: [String: DataValue] = ["name": "Ajax"]
            let first = office.request("customer", .update(customer.id, values), revision: 1, key: "k")
            #expect(try await office.records.write(first).record.revision == 2)
            #expect(try await office.records.write(first).isRepeated)
            for revision in [99, nil] as [Int64?] {
                let other = office.request("customer", .update(customer.id, values), revision: revision, key: "k")
                #expect(try await office.refusal { try await office.records.write(other) }.code == "KTR-R210")
            }
        }
    }

    @Test func `is forgotten after a day`() async throws {
        try await Workplace.run(Office.texts) { office in
            let request = office.request("contract", .create(["subject": "Lease"]), key: "k")
            _ = try await office.records.write(request)
            office.clock.advance(by: .seconds(23 * 3600))
            #expect(try await office.records.forgetKeys().forgotten == 0)
            #expect(try await office.records.write(request).isRepeated)
            office.clock.advance(by: .seconds(2 * 3600))
            // Whether a round has removed it already makes no difference.
            #expect(try await !office.records.write(request).isRepeated)
            office.clock.advance(by: .seconds(25 * 3600))
            #expect(try await office.records.forgetKeys().forgotten == 1)
            #expect(try office.rowCounts()["kontor_idempotency"] == 0)
        }
    }
}
