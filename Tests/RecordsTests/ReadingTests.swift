import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `Reading records` {
    @Test(arguments: StoreKind.allCases)
    func `a list comes page by page, each record once, with the count of all`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            for number in 0..<25 {
                try await office.create(
                    "contract", ["subject": .text("\(number)"), "weight": .integer(Int64(number % 5))])
            }
            let contract = try office.type("contract")
            var query = Query(contract)
            query.filter = try Filter("weight ge 1", on: contract, in: office.catalog)
            query.order = try OrderTerm.list("weight desc", on: contract, in: office.catalog)
            query.top = 7
            query.count = true
            var seen: [Record] = []
            var sizes: [Int] = []
            repeat {
                let page = try office.records.list(query, as: office.admin)
                #expect(page.count == 20)
                sizes.append(page.records.count)
                seen += page.records
                query.after = page.next
            } while query.after != nil
            #expect(sizes == [7, 7, 6])
            #expect(Set(seen.map(\.id)).count == 20)
            let weights = seen.map { $0["weight"].displayText }
            #expect(weights == weights.sorted(by: >))
        }
    }

    @Test func `a last page that is full has no next one`() async throws {
        try await Workplace.run(Office.texts) { office in
            for name in ["A", "B"] { try await office.create("customer", ["name": .text(name)]) }
            var query = Query(try office.type("customer"))
            query.top = 2
            #expect(try office.records.list(query, as: office.admin).next == nil)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `many are read at once, as their reader may see them`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            var ids: Set<RecordID> = []
            for number in 0..<300 {
                let owner: DataValue = number.isMultiple(of: 3) ? "bob" : "ada"
                let record = try await office.create(
                    "customer", ["name": .text("\(number)"), "owner": owner, "revenue": 5])
                ids.insert(record.id)
            }
            let missing = try #require(RecordID("00000000-0000-7000-8000-00000000ffff"))
            let all = try office.records.records(of: ids.union([missing]), entity: "customer", as: office.admin)
            #expect(Set(all.keys) == ids)
            #expect(all.allSatisfy { $0.key == $0.value.id && $0.value["revenue"] != .null })
            let own = try office.records.records(of: ids, entity: "customer", as: Office.agent)
            #expect(own.count == 200)
            #expect(own.values.allSatisfy { $0["owner"] == .text("ada") && $0["revenue"] == .null })
            #expect(try office.records.records(of: [], entity: "customer", as: office.admin).isEmpty)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `only what may be seen is listed, counted and titled`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let mine = try await office.create("customer", ["name": "Mine", "owner": "ada", "revenue": 5])
            let other = try await office.create("customer", ["name": "Other", "owner": "bob"])
            var query = Query(mine.type)
            query.count = true
            let page = try office.records.list(query, as: Office.agent)
            #expect(page.records.map(\.id) == [mine.id])
            #expect(page.records[0]["revenue"] == .null)
            #expect(page.count == 1)
            #expect(
                try office.records.titles(of: [mine.id, other.id], entity: "customer", as: Office.agent)
                    == [mine.id: "Mine"])
            #expect(try office.records.titles(of: [mine.id], entity: "customer", as: Office.nobody).isEmpty)
            #expect(try await office.refusal { try office.reread(other, as: Office.agent) }.kind == .notFound)
            #expect(try office.reread(mine, as: Office.agent)["revenue"] == .null)
            #expect(try office.reread(mine)["revenue"] != .null)
        }
    }

    @Test func `a query about what is hidden is refused`() async throws {
        try await Workplace.run(Office.texts) { office in
            let customer = try office.type("customer")
            var query = Query(customer)
            query.filter = try Filter("revenue gt 3", on: customer, in: office.catalog)
            #expect(throws: Refusal.self) { try office.records.list(query, as: Office.agent) }
            #expect(try await office.refusal { try office.records.list(query, as: Office.nobody) }.kind == .forbidden)
        }
    }

    @Test func `possible events say what stands against them`() async throws {
        try await Workplace.run(Office.texts) { office in
            let contract = try await office.create("contract", ["subject": "Lease"])
            let events = try office.records.possibleEvents(for: contract, as: office.admin)
            #expect(events.map(\.name) == ["sign"])
            #expect(events[0].isPossible)
            let active = try await office.send("sign", to: contract)
            let forAgent = try office.records.possibleEvents(for: active, as: Office.agent)
            #expect(forAgent.map(\.name) == ["end"])
            #expect(!forAgent[0].isPossible)
            #expect(forAgent[0].obstacle?[.german] == "Ihre Rollen erlauben dieses Ereignis nicht.")
        }
    }
}
