import Model
import Queries
import Records
import SQLText
import Storage
import TestSupport
import Testing

@Suite struct `Searching texts` {
    private func found(
        _ text: String, in garage: Workplace, _ entity: String = "job", as principal: Principal? = nil
    ) throws -> [String] {
        var query = Query(try garage.type(entity))
        query.search = try SearchExpression(text)
        query.order = try OrderTerm.list(entity == "job" ? "work" : "name", on: query.type, in: garage.catalog)
        return try garage.records.list(query, as: principal ?? garage.admin).records.map { record in
            record[entity == "job" ? "work" : "name"].displayText
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `finds what was written, changed and deleted as it is now`(kind: StoreKind) async throws {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let oil = try await garage.create("job", ["work": "Ölwechsel", "plate": "B-A 1", "remarks": "urgent case"])
            try await garage.create("job", ["work": "brakes", "remarks": "not urgent", "rank": 1])
            #expect(try found("urg", in: garage) == ["brakes", "Ölwechsel"].sorted())
            #expect(try found("olwechsel", in: garage) == ["Ölwechsel"])
            #expect(try found("urgent NOT brakes", in: garage) == ["Ölwechsel"])
            #expect(try found("b-a", in: garage) == ["Ölwechsel"])
            try await garage.update(oil, ["remarks": "done soon"])
            #expect(try found("urgent", in: garage) == ["brakes"])
            #expect(try found("soon", in: garage) == ["Ölwechsel"])
            try await garage.delete(try garage.reread(oil))
            #expect(try found("soon", in: garage) == [])
            #expect(try await garage.records.damagedSearchIndexes() == [])
        }
    }

    @Test func `goes together with filter, row filter, order, count and pages`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            for number in 1...7 {
                try await garage.create(
                    "job", ["work": .text("tyre \(number)"), "effort": .integer(Int64(number * 3)), "rank": 0])
            }
            var query = Query(try garage.type("job"))
            query.search = try SearchExpression("tyre")
            query.filter = try Filter("effort gt 5", on: query.type, in: garage.catalog)
            query.order = try OrderTerm.list("effort desc", on: query.type, in: garage.catalog)
            query.top = 2
            query.count = true
            var pages: [[String]] = []
            while true {
                let page = try garage.records.list(query, as: garage.admin)
                pages.append(page.records.map { $0["work"].displayText })
                #expect(page.count == 6)
                guard let next = page.next else { break }
                query.after = next
            }
            #expect(pages == [["tyre 7", "tyre 6"], ["tyre 5", "tyre 4"], ["tyre 3", "tyre 2"]])
            #expect(try found("tyre", in: garage, as: Garage.viewer) == ["tyre 4", "tyre 5", "tyre 6", "tyre 7"])
        }
    }

    @Test func `does not tell of attributes that are hidden`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            try await garage.create("job", ["work": "oil", "secret": "stolen", "reason": "r"])
            #expect(try found("stolen", in: garage) == ["oil"])
            #expect(try found("stolen", in: garage, as: Garage.apprentice) == [])
            #expect(try found("oil", in: garage, as: Garage.apprentice) == ["oil"])
        }
    }

    @Test func `is kept by imports and not by what was refused`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            let groups: [[WriteRequest]] = ["paint", "x", "polish"].map {
                [garage.request("job", .create(["work": .text($0), "remarks": "batch"]))]
            }
            let outcomes = try await garage.records.write(groups: groups)
            #expect(outcomes.count == 3)
            #expect(try found("batch", in: garage) == ["paint", "polish"])
            _ = try await garage.records.rehearse(groups: [[garage.request("job", .create(["work": "weld"]))]])
            #expect(try found("weld", in: garage) == [])
            // Made, changed and deleted again in one transaction.
            let id = RecordID(high: 0x7777, low: 0x8000_0000_0000_0001)
            let all = try await garage.records.write(groups: [
                [
                    garage.request("job", .create(id: id, ["work": "first"])),
                    garage.request("job", .update(id, ["work": "second"])),
                ],
                [garage.request("job", .update(id, ["work": "third"]))],
            ])
            #expect(all.count == 2)
            #expect(try found("first OR second", in: garage) == [])
            #expect(try found("third", in: garage) == ["third"])
            _ = try await garage.records.write(groups: [
                [garage.request("job", .delete(id)), garage.request("job", .create(["work": "again"]))]
            ])
            #expect(try found("third", in: garage) == [])
            #expect(try found("again", in: garage) == ["again"])
            #expect(try await garage.records.damagedSearchIndexes() == [])
        }
    }

    @Test func `what is erased is forgotten by the index`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            for number in 0..<40 {
                let name = number == 20 ? "Wolkenstein" : "Person \(number)"
                try await garage.create("owner", ["name": .text(name), "phone": .text("+49 \(number)")])
            }
            let all = try garage.all("owner")
            let owner = try #require(all.first { $0["name"] == .text("Wolkenstein") })
            #expect(try holds("wolkenstein", garage))
            try await garage.delete(owner)
            #expect(try found("wolkenstein", in: garage, "owner") == [])
            // The removal is noted beside the word until the parts of the index are merged.
            #expect(try holds("wolkenstein", garage))
            var rounds = 0
            while try await garage.records.purgeSearchIndexes() { rounds += 1 }
            #expect((1...20).contains(rounds))
            #expect(try !holds("wolkenstein", garage))
            #expect(try found("person", in: garage, "owner").count == 39)
            #expect(try await garage.records.damagedSearchIndexes() == [])
        }
    }

    /// Whether a word stands anywhere in the index's own pages.
    private func holds(_ word: String, _ garage: Workplace) throws -> Bool {
        try garage.store.read { reader in
            try reader.all(SQLFragment("SELECT \"block\" FROM \"kontor_search_owner_data\"")) { $0.blob(0) }
        }.contains { block in
            // Terms share their beginnings; the rest of this one stands as it is.
            block.count >= word.utf8.count
                && (0...block.count - word.utf8.count + 1).contains { start in
                    start + word.utf8.count - 1 <= block.count
                        && block[start..<start + word.utf8.count - 1].elementsEqual(word.utf8.dropFirst())
                }
        }
    }

    @Test func `an index that does not fit its records is noticed and made anew`() async throws {
        try await Workplace.run(Garage.texts) { garage in
            try await garage.create("job", ["work": "oil"])
            try await garage.tamper("UPDATE \"job\" SET \"work\" = 'paint'")
            #expect(try await garage.records.damagedSearchIndexes() == ["job"])
            #expect(try await garage.records.rebuildSearchIndexes() == ["job", "owner"])
            #expect(try await garage.records.damagedSearchIndexes() == [])
            #expect(try found("paint", in: garage) == ["paint"])
        }
    }
}
