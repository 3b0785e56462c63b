import Model
import Queries
import Records
import TestSupport
import Testing

@Suite struct `A formula of a record` {
    private static let worker = Workplace.person("worker", roles: ["worker"])

    @Test func `is there after a write, when the record is read, and in a list`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let account = try await works.create("account", ["name": "Blank", "room": 100])
            let roof = try await works.create(
                "project", ["name": "Roof", "account": works.id(account), "ends_on": "2026-01-31"])
            #expect(roof["customer"] == .text("Blank") && roof["days_left"] == .integer(26))
            let task = try await works.create("task", ["project": works.id(roof), "hours": 3, "rate": .text("1.25")])
            #expect(task["cost"] == .decimal(ExactDecimal(unscaled: 375, scale: 2)))
            #expect(task["place"] == .text("Blank/Roof"))
            // Three hours of the task itself are in the account's rollup when the write is done.
            #expect(try works.reread(task)["free"] == .integer(97))
            #expect(try works.all("task")[0]["free"] == .integer(97))
            #expect(try works.all("account")[0].title == "Blank (3 h in 1)")
            works.clock.advance(by: .seconds(86_400 * 30))
            #expect(try works.reread(roof)["days_left"] == .integer(-4))
        }
    }

    @Test(arguments: ["days_left", "customer desc", "per_task", "is_busy,days_left desc"])
    func `sorts and filters a list that is paged`(order: String) async throws {
        try await Workplace.run(Works.texts()) { works in
            let type = try works.type("project")
            for number in 0..<23 {
                let account =
                    number % 3 == 0 ? nil : try await works.create("account", ["name": .text("A\(number % 4)")])
                let project = try await works.create(
                    "project",
                    [
                        "name": .text("P\(number)"), "account": account.map(works.id) ?? .null,
                        "ends_on": number % 5 == 0 ? .null : .text("2026-02-1\(number % 7)"),
                    ])
                for task in 0..<number % 4 {
                    let hours = DataValue.integer(Int64(number * task))
                    try await works.create("task", ["project": works.id(project), "hours": hours])
                }
            }
            var query = Query(type)
            query.order = try OrderTerm.list(order, on: type, in: works.catalog)
            query.filter = try Filter(
                "customer ne 'A9' and (days_left gt 3 or days_left eq null)", on: type, in: works.catalog)
            query.top = 1000
            let all = try works.records.list(query, as: works.admin).records
            #expect(all.count == 23)
            query.top = 4
            var paged: [Record] = []
            while true {
                let page = try works.records.list(query, as: works.admin)
                paged += page.records
                guard let next = page.next else { break }
                query.after = try KeysetCursor(next.text, for: query)
            }
            #expect(paged == all)
            let term = query.order[0]
            let values = all.map { $0.values[term.path.position].displayText }
            #expect(Set(values).count > 1)
        }
    }

    @Test func `that reads what its reader may not see is null for that reader`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let account = try await works.create("account", ["name": "Blank", "room": 100])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            let task = try await works.create("task", ["project": works.id(roof), "hours": 3, "rate": .text("1.25")])
            let seen = try works.reread(task, as: Self.worker)
            // 'rate' is hidden, and so is the account's 'room'.
            #expect(seen["cost"] == .null && seen["free"] == .null && seen["place"] == .text("Blank/Roof"))
            var query = Query(try works.type("task"))
            query.filter = try Filter("cost gt 0 or free gt 0", on: query.type, in: works.catalog)
            #expect(try works.records.list(query, as: Self.worker).records.isEmpty)
            #expect(try works.records.list(query, as: works.admin).records.count == 1)
            query.filter = nil
            query.order = try OrderTerm.list("cost", on: query.type, in: works.catalog)
            #expect(try works.records.list(query, as: Self.worker).records.map { $0["cost"] } == [.null])
            // The outcome of a write tells no more than reading does.
            let own = try await works.create(
                "task", ["project": works.id(roof), "hours": 1], as: Self.worker)
            #expect(own["cost"] == .null && own["place"] == .text("Blank/Roof"))

            // A busy project is out of the worker's sight, by a row filter that is a formula over a rollup.
            try await works.update(task, ["hours": 50])
            #expect(try works.refused { try works.reread(roof, as: Self.worker) })
            #expect(try works.reread(task, as: Self.worker)["place"] == .null)
            query.order = try OrderTerm.list("place", on: query.type, in: works.catalog)
            #expect(try works.records.list(query, as: Self.worker).records.allSatisfy { $0["place"] == .null })
            let projects = Query(try works.type("project"))
            #expect(try works.records.list(projects, as: Self.worker).records.isEmpty)
        }
    }
}

extension Workplace {
    fileprivate func refused<T>(_ body: () throws -> T) throws -> Bool {
        do {
            _ = try body()
            return false
        } catch is Refusal {
            return true
        }
    }
}
