import Model
import Records
import Storage
import TestSupport
import Testing

private struct PutOff: Error {}

@Suite struct `A write is stored as a whole or not at all` {
    @Test(arguments: StoreKind.allCases)
    func `whichever of its statements fails`(kind: StoreKind) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let nothing = try office.rowCounts()
            // A record with number, chart, timer, personal value and key, and a hook that writes a second record.
            let request = office.request(
                "contract", .create(["subject": "hook", "contact": "a@example.org"]), key: "once")
            var failing = 1
            while true {
                let service = office.service(on: FaultyStore(office.store, failingStatement: failing))
                do {
                    _ = try await service.write(request)
                    break
                } catch is FaultyStore.Fault {
                    #expect(try office.rowCounts() == nothing, "statement \(failing) left something")
                    failing += 1
                }
            }
            #expect(failing > 10)
            let stored = try office.rowCounts()
            #expect(stored["contract"] == 1)
            #expect(stored["letter"] == 1)
            #expect(stored["kontor_timer"] == 1)
            #expect(stored["kontor_change_log"] == 2)
            #expect(stored["kontor_subject_key"] == 1)
            #expect(stored["kontor_idempotency"] == 1)
            #expect(try office.all("contract")[0]["number"] == .text("V-2026-0001"))
        }
    }

    @Test(arguments: ["event", "delete", "timer", "update"], StoreKind.allCases)
    func `whichever statement of an event, a delete with its cascade, a timer or an update fails`(
        operation: String, kind: StoreKind
    ) async throws {
        try await Workplace.run(Office.texts, on: kind) { office in
            let contract = try await office.create("contract", ["subject": "Lease", "contact": "a@example.org"])
            for _ in 0..<2 {
                try await office.create("letter", ["subject": "x", "contract": .text(contract.id.description)])
            }
            office.clock.advance(by: .seconds(7 * 86_400))
            let before = try office.rowCounts()
            let timer = try #require(try office.timers(of: contract).first)
            var failing = 1
            while true {
                let service = office.service(on: FaultyStore(office.store, failingStatement: failing))
                do {
                    switch operation {
                    case "event":
                        let event = WriteRequest.Operation.event(contract.id, name: "sign", data: .null, values: [:])
                        _ = try await service.write(office.request("contract", event))
                    case "delete": _ = try await service.write(office.request("contract", .delete(contract.id)))
                    case "timer":
                        // What fails in one timer puts it off, and the round goes on.
                        if try await !service.fireDueTimers().failures.isEmpty { throw PutOff() }
                    default:
                        _ = try await service.write(office.request("contract", .update(contract.id, ["weight": 1])))
                    }
                    break
                } catch let fault where fault is FaultyStore.Fault || fault is PutOff {
                    #expect(try office.rowCounts() == before, "statement \(failing) left something")
                    #expect(try office.reread(contract).values == contract.values)
                    if fault is PutOff {
                        #expect(try office.timers(of: contract).map(\.attempts) == [1])
                        try await office.tamper(
                            """
                            UPDATE "kontor_timer" SET "attempts" = 0, "problem" = NULL, "due_at" = \(timer.due.microseconds)
                            """)
                    }
                    failing += 1
                }
            }
            #expect(failing > 3)
            #expect(try office.rowCounts() != before)
            #expect(try office.changeLogProblems().isEmpty)
        }
    }

    @Test func `a further write that is refused takes the first one with it`() async throws {
        var texts = Office.texts
        texts.plugins["contract"] = """
            kontor.before_save("contract", function(change)
              kontor.create("letter", { contract = change.after.id })
            end)
            """
        try await Workplace.run(texts) { office in
            let nothing = try office.rowCounts()
            let refusal = try await office.refusal { try await office.create("contract", ["subject": "Lease"]) }
            #expect(refusal.code == "KTR-R222")
            #expect(refusal.problems[0].location?.file == "plugins/test/contract.lua")
            #expect(refusal.problems[0].location?.line == 2)
            #expect(try office.rowCounts() == nothing)
        }
    }
}
