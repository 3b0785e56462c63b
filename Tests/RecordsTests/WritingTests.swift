import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `Writing records` {
    @Test(arguments: StoreKind.allCases)
    func `a new record has its defaults, its number, its state and who made it when`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            #expect(contract["number"] == .text("V-2026-0001"))
            #expect(contract["priority"] == .text("low"))
            #expect(contract["signed"] == .boolean(false))
            #expect(contract["status"] == .text("draft"))
            #expect(contract.revision == 1)
            #expect(contract[.createdAt] == .instant(office.clock.now()))
            #expect(contract[.createdBy] == .record(office.admin.id))
            #expect(contract[.updatedBy] == .record(office.admin.id))
            #expect(contract.title == "V-2026-0001 Lease")
            #expect(try office.reread(contract).values == contract.values)
        }
    }

    @Test func `a value that is given beats the default, null included`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "priority": .null, "signed": true])
            #expect(contract["priority"] == .null)
            #expect(contract["signed"] == .boolean(true))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an update sets what it names and counts the revision`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "weight": 3])
            office.clock.advance(by: .seconds(60))
            let bo = Workplace.person("bo", roles: ["admin"])
            let outcome = try await office.records.write(
                office.request("contract", .update(contract.id, ["weight": 4]), as: bo))
            #expect(outcome.kind == .update)
            #expect(outcome.record["weight"] == .integer(4))
            #expect(outcome.record["subject"] == .text("Lease"))
            #expect(outcome.record.revision == 2)
            #expect(outcome.record[.createdBy] == .record(office.admin.id))
            #expect(outcome.record[.updatedBy] == .record(bo.id))
            #expect(outcome.record[.updatedAt] == .instant(office.clock.now()))
            #expect(try office.reread(contract).values == outcome.record.values)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `an event moves the state, assigns and takes further values`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let operation = WriteRequest.Operation.event(contract.id, name: "sign", data: .null, values: ["weight": 7])
            let outcome = try await office.records.write(office.request("contract", operation))
            #expect(outcome.record["status"] == .text("active"))
            #expect(outcome.record["signed"] == .boolean(true))
            #expect(outcome.record["weight"] == .integer(7))
            #expect(
                outcome.transition == StateTransition(chart: "contract", event: "sign", from: "draft", to: "active"))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a deleted record is gone, and its timers with it`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            #expect(try office.timers(of: contract).count == 1)
            try await office.delete(contract)
            let refusal = try await office.refusal { try office.reread(contract) }
            #expect(refusal.kind == .notFound)
            #expect(try office.timers(of: contract).isEmpty)
        }
    }

    @Test func `numbers have no gaps, whatever is refused between them`() async throws {
        try await Workplace.run(Office.texts) { office in
            for round in 1...5 {
                let contract = try await office.create("contract", ["subject": "Lease"])
                #expect(contract["number"] == .text("V-2026-000\(round)"))
                _ = try await office.refusal { try await office.create("contract", ["subject": .null]) }
            }
        }
    }

    @Test func `a series of numbers begins anew when its pattern's year does`() async throws {
        try await Workplace.run(Office.texts) { office in
            try await office.create("contract", ["subject": "Lease"])
            office.clock.advance(by: .seconds(365 * 86_400))
            #expect(try await office.create("contract", ["subject": "Lease"])["number"] == .text("V-2027-0001"))
        }
    }

    @Test func `an id may be given, once`() async throws {
        try await Workplace.run(Office.texts) { office in
            let id = try #require(RecordID("0190163d-8694-739b-aea5-966c26f8ad90"))
            let request = office.request("customer", .create(id: id, ["name": "Acme"]))
            #expect(try await office.records.write(request).record.id == id)
            let again = office.request("customer", .create(id: id, ["name": "Other"]))
            let refusal = try await office.refusal { try await office.records.write(again) }
            #expect(refusal.code == "KTR-R212")
            #expect(refusal.message.english.contains(id.description))
        }
    }
}
