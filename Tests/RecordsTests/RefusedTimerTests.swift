import Model
import Records
import TestSupport
import Testing

@Suite struct `Timers that are refused` {
    @Test(arguments: StoreKind.allCases)
    func `say why, pause longer each time, wait for a change at last, and go on with it`(kind: StoreKind) async throws {
        try await Workplace.run(Garage.texts, on: kind) { garage in
            let job = try await garage.create("job", ["work": "oil"])
            var attempts = 0
            garage.clock.advance(by: .seconds(30 * 60))
            for pause in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
                let round = try await garage.records.fireDueTimers()
                attempts += 1
                #expect(round.failures.map(\.refusal.code) == ["KTR-R122"])
                let timers = try garage.records.refusedTimers(of: job, as: garage.admin)
                #expect(timers.map(\.attempts) == [attempts])
                #expect(timers.first?.retry == garage.clock.now().adding(.seconds(pause * 60)))
                #expect(timers.first?.problems.first?.message[.german] == "„Price“ ist im Zustand „done“ erforderlich.")
                garage.clock.advance(by: .seconds(pause * 60))
            }
            #expect(try await garage.records.fireDueTimers().failures.count == 1)
            #expect(try garage.records.refusedTimers(of: job, as: garage.admin).map(\.retry) == [nil])
            #expect(try garage.records.refusedTimerCount() == (1, 1))
            garage.clock.advance(by: .seconds(400 * 86_400))
            #expect(try await garage.records.fireDueTimers().failures.isEmpty)
            #expect(try garage.records.refusedTimers(limit: 5).first?.line.contains("refused 10 times") == true)
            try await garage.update(job, ["price": 5])
            let round = try await garage.records.fireDueTimers()
            #expect(round.fired == 1)
            #expect(try garage.reread(job)["status"] == .text("done"))
            #expect(try garage.records.refusedTimers(of: job, as: garage.admin).isEmpty)
        }
    }

    @Test func `do not tell of attributes that are hidden`() async throws {
        var texts = Garage.texts
        texts.definitions = texts.definitions.replacing(#"hide="secret""#, with: #"hide="secret price""#)
        try await Workplace.run(texts) { garage in
            let job = try await garage.create("job", ["work": "oil"])
            garage.clock.advance(by: .seconds(30 * 60))
            #expect(try await garage.records.fireDueTimers().failures.count == 1)
            let told = try garage.records.refusedTimers(of: job, as: Garage.apprentice).flatMap(\.problems)
            #expect(told.map(\.message.english) == ["Something that you may not see prevents this."])
            let events = try garage.records.possibleEvents(for: job, as: Garage.apprentice)
            #expect(events.flatMap(\.missing).isEmpty)
        }
    }
}
