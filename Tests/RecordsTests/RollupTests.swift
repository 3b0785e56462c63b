import Definitions
import Model
import Queries
import Records
import Storage
import TestSupport
import Testing

@Suite struct `A rollup` {
    @Test(arguments: StoreKind.allCases)
    func `follows creates, changes, moves and deletes of what it sums up`(kind: StoreKind) async throws {
        try await Workplace.run(Works.texts(), on: kind) { works in
            let account = try await works.create("account", ["name": "Blank"])
            let other = try await works.create("account", ["name": "Other"])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            let wall = try await works.create("project", ["name": "Wall", "account": works.id(account)])
            #expect(roof["open_tasks"] == .integer(0) && roof["hours"] == .integer(0) && roof["least"] == .null)
            #expect(try works.reread(account)["projects_count"] == .integer(2))
            #expect(try works.reread(account)["load"] == .text("0 h in 2"))

            let first = try await works.create(
                "task", ["project": works.id(roof), "hours": 8, "rate": .text("2.50"), "due_on": "2026-03-01"])
            let second = try await works.create(
                "task",
                ["project": works.id(roof), "hours": 5, "done": true, "fee": .text("9.90"), "fee_currency": "EUR"])
            var roofNow = try works.reread(roof)
            #expect(roofNow["open_tasks"] == .integer(1) && roofNow["hours"] == .integer(13))
            #expect(roofNow["least"] == .integer(8))
            #expect(roofNow["mean"] == .decimal(ExactDecimal(unscaled: 650, scale: 2)))
            #expect(roofNow["last_due"] == CalendarDate("2026-03-01").map(AttributeValue.date))
            #expect(roofNow["euros"] == .decimal(ExactDecimal(unscaled: 990, scale: 2)))
            #expect(roofNow["late_cost"] == .decimal(ExactDecimal(unscaled: 2000, scale: 2)))
            #expect(roofNow["newest"] == second[.createdAt])
            // Nobody changed the project: its revision and its history are as they were.
            #expect(roofNow.revision == 1)
            #expect(try works.records.history(of: "project", roof.id, as: works.admin).count == 1)

            try await works.update(second, ["hours": 15, "done": false])
            roofNow = try works.reread(roof)
            #expect(roofNow["hours"] == .integer(23) && roofNow["open_tasks"] == .integer(2))
            #expect(roofNow["least"] == .integer(8))
            #expect(try works.reread(account)["hours"] == .integer(23))
            #expect(try works.reread(account)["busy"] == .integer(1))

            try await works.update(first, ["project": works.id(wall)])
            roofNow = try works.reread(roof)
            #expect(roofNow["hours"] == .integer(15) && roofNow["least"] == .integer(15))
            #expect(roofNow["last_due"] == .null)
            #expect(try works.reread(wall)["hours"] == .integer(8))
            #expect(try works.reread(account)["hours"] == .integer(23))
            #expect(try works.reread(account)["busy"] == .integer(0))

            try await works.update(wall, ["account": works.id(other)])
            #expect(try works.reread(account)["hours"] == .integer(15))
            #expect(try works.reread(other)["hours"] == .integer(8))
            try await works.delete(second)
            #expect(try works.reread(roof)["open_tasks"] == .integer(0))
            #expect(try works.reread(account)["load"] == .text("0 h in 1"))
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `stays right when what it belongs to is deleted, with cascade and with unlinking`(kind: StoreKind) async throws
    {
        try await Workplace.run(Works.texts(), on: kind) { works in
            let account = try await works.create("account", ["name": "Blank"])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            let wall = try await works.create("project", ["name": "Wall", "account": works.id(account)])
            let task = try await works.create("task", ["project": works.id(roof), "hours": 30])
            try await works.create("task", ["project": works.id(wall), "hours": 4])
            try await works.delete(roof)
            #expect(try works.reread(task)["project"] == .null)
            #expect(try works.reread(account)["hours"] == .integer(4))
            #expect(try works.reread(account)["busy"] == .integer(0))
            #expect(try works.wrongRollups() == [])
            try await works.delete(account)
            #expect(try works.all("project").isEmpty)
            #expect(try works.all("task").count == 2)
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test(arguments: 1...6)
    func `equals its recomputation after any sequence of writes`(seed: UInt64) async throws {
        // Even seeds are sums to the last digit; odd ones means, which take fewer.
        try await Workplace.run(seed % 2 == 0 ? Works.texts(mean: "") : Works.texts()) { works in
            var random = Dice(state: seed)
            var accounts: [Record] = []
            var projects: [Record] = []
            var tasks: [Record] = []
            var refused = 0
            for _ in 0..<160 {
                let project: DataValue =
                    random.chance(10) ? .null : projects.isEmpty ? .null : works.id(random.pick(projects))
                let values: [String: DataValue] = [
                    "project": project, "hours": random.chance(10) ? .null : .integer(random.hours()),
                    "rate": random.chance(20) ? .null : .text("\(random.number(90)).5"),
                    "done": random.pick([.null, true, false]),
                    "due_on": random.chance(20)
                        ? .null : .text("2026-0\(random.number(8) + 1)-1\(random.number(9))"),
                    "fee": .text("\(random.number(50)).25"), "fee_currency": random.pick(["EUR", "USD"]),
                ]
                switch random.number(12) {
                case 0: accounts.append(try await works.create("account", ["name": "A"]))
                case 1:
                    let account = accounts.isEmpty ? DataValue.null : works.id(random.pick(accounts))
                    projects.append(try await works.create("project", ["name": "P", "account": account]))
                case 2 where !projects.isEmpty && !accounts.isEmpty:
                    let move = ["account": works.id(random.pick(accounts))]
                    if try await !hasRoom(works, "project", .update(random.pick(projects).id, move)) {
                        refused += 1
                    }
                case 3 where projects.count > 2:
                    let index = random.number(projects.count - 1)
                    if try await hasRoom(works, "project", .delete(projects[index].id)) {
                        projects.remove(at: index)
                    } else {
                        refused += 1
                    }
                case 4 where accounts.count > 3:
                    if try await hasRoom(works, "account", .delete(accounts[0].id)) {
                        accounts.remove(at: 0)
                    } else {
                        refused += 1
                    }
                    let left = Set(try works.all("project").map(\.id))
                    projects.removeAll { !left.contains($0.id) }
                case 5 where tasks.count > 3:
                    let index = random.number(tasks.count - 1)
                    if try await hasRoom(works, "task", .delete(tasks[index].id)) {
                        tasks.remove(at: index)
                    } else {
                        refused += 1
                    }
                case 6, 7, 8:
                    guard !tasks.isEmpty else { break }
                    if try await !hasRoom(works, "task", .update(random.pick(tasks).id, values)) { refused += 1 }
                default:
                    let before = Set(tasks.map(\.id))
                    if try await hasRoom(works, "task", .create(values)) {
                        tasks += try works.all("task").filter { !before.contains($0.id) }
                    } else {
                        refused += 1
                    }
                }
                clockTick(works)
            }
            #expect(refused > 0 && tasks.count > 3)
            #expect(try works.wrongRollups() == [])
            #expect(try works.changeLogProblems().isEmpty)
        }
    }

    /// Whether a write is stored, and not refused because a rollup has no room for what it leads to.
    private func hasRoom(
        _ works: Workplace, _ entity: String, _ operation: WriteRequest.Operation
    ) async throws -> Bool {
        do {
            _ = try await works.records.write(works.request(entity, operation))
            return true
        } catch let refusal as Refusal where refusal.code == "KTR-R580" {
            return false
        }
    }

    private func clockTick(_ works: Workplace) { works.clock.advance(by: .seconds(1)) }

    @Test func `that would have no room refuses the write`() async throws {
        try await Workplace.run(Works.texts(mean: "")) { works in
            let roof = try await works.create("project", ["name": "Roof"])
            let most = try await works.create("task", ["project": works.id(roof), "hours": .integer(.max)])
            let refusal = try await works.refusal {
                try await works.create("task", ["project": works.id(roof), "hours": 1])
            }
            #expect(refusal.code == "KTR-R580")
            #expect(try works.reread(roof)["hours"] == .integer(.max))
            let less = try await works.create("task", ["project": works.id(roof), "hours": -5])
            #expect(try works.reread(roof)["hours"] == .integer(.max - 5))
            _ = try await works.refusal { try await works.update(less, ["hours": 1]) }
            try await works.delete(most)
            #expect(try works.reread(roof)["hours"] == .integer(-5))
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test func `that is a mean of too many digits refuses the write`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let roof = try await works.create("project", ["name": "Roof"])
            // Two digits after the point leave sixteen before it.
            let most: Int64 = 9_999_999_999_999_999
            try await works.create("task", ["project": works.id(roof), "hours": .integer(most)])
            let refusal = try await works.refusal {
                try await works.create("task", ["project": works.id(roof), "hours": .integer(most + 2)])
            }
            #expect(refusal.code == "KTR-R580")
            try await works.create("task", ["project": works.id(roof), "hours": .integer(most)])
            #expect(try works.reread(roof)["mean"] == .decimal(ExactDecimal(unscaled: most * 100, scale: 2)))
            #expect(try works.all("task").count == 2)
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test func `of a group that is refused is as it was`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let roof = try await works.create("project", ["name": "Roof"])
            let task = { (hours: Int64) in
                works.request("task", .create(["project": works.id(roof), "hours": .integer(hours)]))
            }
            let outcomes = try await works.records.write(groups: [
                [task(3), task(4)], [task(5), works.request("project", .create([:]))], [task(6)],
            ])
            #expect(outcomes.count == 3)
            #expect(try works.reread(roof)["hours"] == .integer(13))
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test func `survives writes that happen at once`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let account = try await works.create("account", ["name": "Blank"])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for hours in 1...40 {
                    group.addTask {
                        try await works.create("task", ["project": works.id(roof), "hours": .integer(Int64(hours))])
                    }
                }
                try await group.waitForAll()
            }
            #expect(try works.reread(account)["hours"] == .integer(820))
            #expect(try works.wrongRollups() == [])
        }
    }

    @Test func `is stored with the write that changes it or not at all`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let account = try await works.create("account", ["name": "Blank"])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            let task = try await works.create("task", ["project": works.id(roof), "hours": 3])
            var failing = 1
            while true {
                let service = works.service(on: FaultyStore(works.store, failingStatement: failing))
                do {
                    _ = try await service.write(works.request("task", .update(task.id, ["hours": 10, "done": true])))
                    break
                } catch is FaultyStore.Fault {
                    #expect(try works.reread(account)["hours"] == .integer(3))
                    #expect(try works.wrongRollups() == [])
                    failing += 1
                }
            }
            #expect(failing > 6)
            #expect(try works.reread(account)["hours"] == .integer(10))
        }
    }

    @Test(arguments: [
        ("project", "hours", "KTR-R221"), ("project", "customer", "KTR-R221"), ("account", "busy", "KTR-R221"),
    ])
    func `and a formula cannot be set, which says why`(entity: String, attribute: String, code: String) async throws {
        try await Workplace.run(Works.texts()) { works in
            let refusal = try await works.refusal {
                try await works.create(entity, ["name": "X", attribute: 1])
            }
            #expect(refusal.problems.map(\.code) == [code])
            #expect(refusal.problems[0].hint?.english.hasPrefix("It is computed") == true)
        }
    }

    @Test func `cannot be set by a plugin, which reads it as it is stored`() async throws {
        let plugins = [
            "rules": """
            kontor.before_save("project", function(change)
              if change.after.name == "set" then change.after.hours = 5 end
              if change.after.name == "read" then
                change.after.name = change.after.customer .. change.before.hours .. tostring(change.after.is_busy)
              end
            end)
            """
        ]
        try await Workplace.run(Works.texts(plugins: plugins)) { works in
            let roof = try await works.create("project", ["name": "Roof"])
            try await works.create("task", ["project": works.id(roof), "hours": 21])
            let refusal = try await works.refusal { try await works.update(roof, ["name": "set"]) }
            #expect(refusal.problems.map(\.code) == ["KTR-L313"])
            let read = try await works.update(roof, ["name": "read"])
            #expect(read["name"] == .text("–21true"))
        }
    }
}

@Suite struct `Rollups of a database that is there already` {
    private static let more = """
        <rollup name="open" of="projects" sum="open_tasks"/>
        <rollup name="first_end" of="projects" min="ends_on" where="name ne 'Wall'"/>
        """

    @Test func `are computed when they are added, changed, or become of another kind`() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock()
        try await Workplace.run(Works.texts(), in: folder, clock: clock) { works in
            for number in 0..<3 {
                let account = try await works.create("account", ["name": .text("A\(number)")])
                for name in ["Roof", "Wall"].prefix(number) {
                    let project = try await works.create(
                        "project",
                        ["name": .text(name), "account": works.id(account), "ends_on": .text("2026-05-0\(number)")])
                    for hours in 1...3 {
                        try await works.create("task", ["project": works.id(project), "hours": .integer(Int64(hours))])
                    }
                }
            }
        }
        let ids = SequentialIDs(startingAfter: 5000)
        try await Workplace.run(Works.texts(account: Self.more), in: folder, clock: clock, ids: ids) { works in
            #expect(try works.wrongRollups() == [])
            let opens = try works.all("account").map { $0["open"] }
            #expect(opens == [.integer(0), .integer(3), .integer(6)])
        }
        let changed = Self.more.replacing("name ne 'Wall'", with: "name eq 'Wall'").replacing("sum=", with: "average=")
        try await Workplace.run(Works.texts(account: changed), in: folder, clock: clock, ids: ids) { works in
            #expect(try works.wrongRollups() == [])
            let means = try works.all("account").map { $0["open"].displayText }
            #expect(means == ["", "3.00", "3.00"])
        }
        // What a rollup held can be computed again: it goes without a word.
        try await Workplace.run(Works.texts(), in: folder, clock: clock, ids: ids) { works in
            let (wrong, type) = (try works.wrongRollups(), try works.type("account"))
            #expect(wrong == [] && type.position(of: "open") == nil)
        }
    }

    @Test func `that are wrong are found and repaired`() async throws {
        try await Workplace.run(Works.texts()) { works in
            let account = try await works.create("account", ["name": "A"])
            let roof = try await works.create("project", ["name": "Roof", "account": works.id(account)])
            try await works.create("task", ["project": works.id(roof), "hours": 7])
            try await works.tamper(#"UPDATE "project" SET "hours" = 9, "mean" = NULL"#)
            #expect(
                try works.wrongRollups().sorted() == [
                    "account.hours of \(account.id): integer(7) instead of 9",
                    "project.hours of \(roof.id): integer(9) instead of 7",
                    "project.mean of \(roof.id): null instead of 7.00",
                ])
            let rollups = works.catalog.rollups
            _ = try await works.store.write { connection in
                try rollups.map { try RollupTable($0).repair(on: connection) }.reduce(0, +)
            }
            #expect(try works.wrongRollups() == [])
        }
    }
}

/// SplitMix64 with what these tests throw.
private struct Dice {
    var state: UInt64

    mutating func number(_ largest: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(largest + 1))
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(choices.count - 1)] }
    mutating func chance(_ percent: Int) -> Bool { number(99) < percent }
    mutating func hours() -> Int64 {
        pick([
            Int64(number(20)), Int64(-number(5)), 9_000_000_000_000_000, Int64.max, 9_000_000_000_000_000_000,
        ])
    }
}
