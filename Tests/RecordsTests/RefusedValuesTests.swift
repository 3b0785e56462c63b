import Model
import Records
import TestSupport
import Testing

@Suite struct `Refused values` {
    private static let nowhere = "0190163d-8694-739b-aea5-966c26f8ad90"

    @Test func `an unknown entity type is named, with the nearest one`() async throws {
        try await Workplace.run(Office.texts) { office in
            let refusal = try await office.refusal { try await office.create("contarct", [:]) }
            #expect(refusal.kind == .malformed)
            #expect(refusal.code == "KTR-R201")
            #expect(refusal.problems[0].hint?[.german] == "Meinten Sie „contract“?")
        }
    }

    @Test func `all problems of a request come at once, by attribute`() async throws {
        try await Workplace.run(Office.texts) { office in
            let refusal = try await office.refusal {
                try await office.create(
                    "contract",
                    [
                        "subjct": "x", "subject": .text(String(repeating: "x", count: 21)), "weight": 101,
                        "priority": "urgent", "begins_on": "yesterday", "contact": "nobody", "signed": "maybe",
                        "number": "V-1", "status": "active", "customer": "no id", "revision": 7,
                    ])
            }
            #expect(refusal.kind == .malformed)
            #expect(
                refusal.problems.map { "\($0.attribute ?? "") \($0.code)" } == [
                    "begins_on KTR-R112", "contact KTR-R104", "customer KTR-R116", "number KTR-R221",
                    "priority KTR-R115", "revision KTR-R221", "signed KTR-R111", "status KTR-R221",
                    "subjct KTR-R220", "subject KTR-R102", "weight KTR-R108",
                ])
            let unknown = try #require(refusal.problems.first { $0.code == "KTR-R220" })
            #expect(unknown.hint?.english == "Did you mean 'subject'?")
            let state = try #require(refusal.problems.first { $0.attribute == "status" })
            #expect(state.hint?.english == "Send one of the chart's events instead.")
            #expect(try office.rowCounts().values.allSatisfy { $0 == 0 })
        }
    }

    @Test func `a required attribute may be neither absent nor emptied`() async throws {
        try await Workplace.run(Office.texts) { office in
            let absent = try await office.refusal { try await office.create("contract", [:]) }
            #expect(absent.kind == .invalid)
            #expect(absent.problems.map(\.code) == ["KTR-R222"])
            #expect(absent.problems[0].attribute == "subject")
            let contract = try await office.create("contract", ["subject": "Lease"])
            let emptied = try await office.refusal { try await office.update(contract, ["subject": .null]) }
            #expect(emptied.code == "KTR-R222")
        }
    }

    @Test func `an immutable attribute is set once`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let set = try await office.update(contract, ["begins_on": "2026-02-01"])
            let refusal = try await office.refusal { try await office.update(set, ["begins_on": "2026-02-02"]) }
            #expect(refusal.code == "KTR-R223")
            let same = try await office.update(set, ["begins_on": "2026-02-01"])
            #expect(same == set && same.revision == 2)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `a key is taken once, also by an update`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            try await office.create("customer", ["name": "Acme"])
            let refusal = try await office.refusal { try await office.create("customer", ["name": "Acme"]) }
            #expect(refusal.kind == .conflict)
            #expect(refusal.code == "KTR-R208")
            #expect(refusal.problems[0].attribute == "name")
            let other = try await office.create("customer", ["name": "Other"])
            let renamed = try await office.refusal { try await office.update(other, ["name": "Acme"]) }
            #expect(renamed.code == "KTR-R208")
        }
    }

    @Test func `a lookup names something that exists and that the principal may see`() async throws {
        try await Workplace.run(Office.texts) { office in
            let missing = try await office.refusal {
                try await office.create("contract", ["subject": "Lease", "customer": .text(Self.nowhere)])
            }
            #expect(missing.code == "KTR-R224")
            let hidden = try await office.create("customer", ["name": "Acme", "owner": "bob"])
            let values: [String: DataValue] = ["subject": "Lease", "customer": .text(hidden.id.description)]
            let invisible = try await office.refusal { try await office.create("contract", values, as: Office.agent) }
            // Word for word the same: nobody learns that there is such a customer.
            #expect(
                invisible.description
                    == missing.description.replacing(Self.nowhere, with: hidden.id.description))
            #expect(try await office.create("contract", values)["customer"] == .record(hidden.id))
        }
    }

    @Test func `a stale revision is refused with the current one`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            try await office.update(contract, ["weight": 1])
            for operation in [
                WriteRequest.Operation.update(contract.id, ["weight": 2]), .delete(contract.id),
                .event(contract.id, name: "sign", data: .null, values: [:]),
            ] {
                let request = office.request("contract", operation, revision: 1)
                let refusal = try await office.refusal { try await office.records.write(request) }
                #expect(refusal.kind == .stale)
                #expect(refusal.message.english.contains("at 2"))
            }
            let current = office.request("contract", .update(contract.id, ["weight": 2]), revision: 2)
            #expect(try await office.records.write(current).record.revision == 3)
        }
    }

    @Test func `an event for a type without a chart is refused`() async throws {
        try await Workplace.run(Office.texts) { office in
            let customer = try await office.create("customer", ["name": "Acme"])
            let refusal = try await office.refusal { try await office.send("sign", to: customer) }
            #expect(refusal.code == "KTR-R211")
        }
    }
}
