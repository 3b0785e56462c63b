import Model
import Records
import Storage
import TestSupport
import Testing

@Suite struct `The change log under load` {
    @Test(arguments: StoreKind.allCases)
    func `has every change once, without gaps, and its chain holds`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let written = try await mixedWrites(in: office, tasks: 16, each: 25)
            let entries = try office.changeLogTexts().count
            #expect(written == entries)
            // A gap would be a problem of the chain.
            #expect(try office.changeLogProblems().isEmpty)
            let numbers = try office.all("contract").map { $0["number"].displayText }
            #expect(Set(numbers).count == numbers.count)
        }
    }

    @Test(
        arguments: [
            ("UPDATE kontor_change_log SET \"after\" = '{}' WHERE sequence = 7", "KTR-S123"),
            (
                "UPDATE kontor_change_log SET \"principal\" = x'00000000000000000000000000000000' WHERE sequence = 7",
                "KTR-S123"
            ),
            ("DELETE FROM kontor_change_log WHERE sequence = 7", "KTR-S121"),
        ])
    func `shows that it was tampered with`(sql: String, code: String) async throws {
        try await Workplace.run(Office.texts) { office in
            _ = try await mixedWrites(in: office, tasks: 2, each: 10)
            #expect(try office.changeLogProblems().isEmpty)
            try await office.tamper(sql)
            #expect(try office.changeLogProblems().map(\.code).contains(code))
        }
    }

    @Test(arguments: StoreKind.allCases)
    func `one write that fails among fifty fails alone`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let results = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<50 {
                    group.addTask {
                        let values: [String: DataValue] = number == 25 ? ["weight": 1] : ["subject": .text("\(number)")]
                        return (try? await office.create("contract", values)) != nil
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.filter { !$0 }.count == 1)
            let numbers = try office.all("contract").map { $0["number"].displayText }.sorted()
            #expect(numbers.count == 49)
            #expect(numbers.last == "V-2026-0049")
            #expect(try office.changeLogTexts().count == 49)
        }
    }

    /// Creates, updates, events, deletes and refused writes from several tasks at once; gives how many were done.
    private func mixedWrites(in office: Workplace, tasks: Int, each: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var done = 0
                    for round in 0..<each {
                        let subject = DataValue.text("\(task) \(round)")
                        let create = office.request(
                            "contract", .create(["subject": subject, "contact": "a@example.org"]))
                        let contract = try await office.records.write(create)
                        done += 1
                        let id = contract.record.id
                        let operation: WriteRequest.Operation =
                            switch round % 4 {
                            case 0: .update(id, ["weight": 5])
                            case 1: .event(id, name: "sign", data: .null, values: [:])
                            case 2: .delete(id)
                            default: .update(id, ["subject": .null])
                            }
                        if (try? await office.records.write(office.request("contract", operation))) != nil { done += 1 }
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
