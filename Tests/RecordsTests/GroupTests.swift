import Model
import Records
import Synchronization
import TestSupport
import Testing

@Suite struct `Groups of writes` {
    @Test(arguments: StoreKind.allCases)
    func `each is stored as a whole, and a refused one leaves the others alone`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let ids = try ["0190163d-8694-739b-aea5-966c26f8ad91", "0190163d-8694-739b-aea5-966c26f8ad92"].map {
                try #require(RecordID($0))
            }
            let groups = ids.enumerated().map { number, id in
                [
                    office.request("contract", .create(id: id, ["subject": .text("\(number)")])),
                    office.request("contract", .event(id, name: "sign", data: .null, values: [:])),
                    office.request("contract", .update(id, ["weight": .integer(number == 0 ? 5 : 500)])),
                ]
            }
            let outcomes = try await office.records.write(groups: groups)
            guard case .written(let written) = outcomes[0], case .refused(let index, let refusal) = outcomes[1] else {
                Issue.record("\(outcomes)")
                return
            }
            #expect(written.map(\.kind) == [.create, .update, .update])
            #expect(index == 2)
            #expect(refusal.code == "KTR-R108")
            let stored = try office.all("contract")
            #expect(stored.map(\.id) == [ids[0]])
            #expect(stored[0]["status"] == .text("active"))
            #expect(stored[0].revision == 3)
        }
    }

    @Test func `a collision with a stored record refuses its own group`() async throws {
        try await Workplace.run(Office.texts) { office in
            let groups = ["A", "A", "B"].map { [office.request("customer", .create(["name": .text($0)]))] }
            let outcomes = try await office.records.write(groups: groups)
            let refused = outcomes.map { if case .refused(_, let refusal) = $0 { refusal.code } else { "" } }
            #expect(refused == ["", "KTR-R208", ""])
            #expect(try office.all("customer").count == 2)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `can be rehearsed: the same answers, and nothing stored`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let groups = ["A", "A"].map { [office.request("customer", .create(["name": .text($0)]))] }
            let nothing = try office.rowCounts()
            let rehearsed = try await office.records.rehearse(groups: groups)
            #expect(try office.rowCounts() == nothing)
            let refused = rehearsed.map { if case .refused(_, let refusal) = $0 { refusal.code } else { "" } }
            #expect(refused == ["", "KTR-R208"])
        }
    }

    @Test func `let others write in between, each with what accompanies it, and make a target once`() async throws {
        let limits = WorkLimits(groups: .zero)
        try await Workplace.run(Office.texts, limits: limits) { office in
            let id = try #require(RecordID("0190163d-8694-739b-aea5-966c26f8ad91"))
            let target = office.request("customer", .create(id: id, ["name": "Nordwind"]))
            let groups = ["A", "A", "B"].map { name in
                WriteGroup([office.request("customer", .create(["name": .text(name)]))], targets: [target])
            }
            let parts = Mutex<[[Int]]>([])
            let outcomes = try await office.records.write(groups) { outcomes, first, _ in
                parts.withLock { $0.append([first, outcomes.count]) }
            }
            #expect(parts.withLock { $0 } == [[0, 1], [1, 1], [2, 1]])
            let refused = outcomes.map { if case .refused(_, let refusal) = $0 { refusal.code } else { "" } }
            #expect(refused == ["", "KTR-R208", ""])
            #expect(try office.all("customer").count == 3)
        }
    }

    @Test func `what accompanies them is stored with them or not at all`() async throws {
        struct Stop: Error {}
        try await Workplace.run(Office.texts) { office in
            let groups = [[office.request("customer", .create(["name": "A"]))]]
            await #expect(throws: Stop.self) {
                try await office.records.write(groups: groups) { _, _, _ in throw Stop() }
            }
            let stored = try office.all("customer")
            #expect(stored.isEmpty)
        }
    }
}
