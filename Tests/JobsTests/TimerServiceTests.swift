import Jobs
import Logging
import Model
import Records
import Synchronization
import TestSupport
import Testing

@Suite struct `The service that fires timers` {
    private static let texts = WorkplaceTexts(
        definitions: """
            <entity name="note" set="notes" title="{text}">
              <text name="text"/><integer name="calls"/><state name="status" chart="note"/>
            </entity>
            """,
        charts: [
            "note": """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:k="urn:kontor:workflow:1" version="1.0"
                   datamodel="lua" name="note" initial="waiting" k:entity="note" k:attribute="status">
              <state id="waiting">
                <onentry><send event="call" k:delay="30 minutes"/></onentry>
                <transition event="call" target="waiting">
                  <assign location="record.calls" expr="(record.calls or 0) + 1"/>
                </transition>
              </state>
            </scxml>
            """
        ])

    private static func quietLogger() -> Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    private func service(
        _ desk: Workplace, records: RecordService? = nil,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { _ in }
    ) -> TimerService {
        TimerService(records: records ?? desk.records, clock: desk.clock, logger: Self.quietLogger(), sleep: sleep)
    }

    @Test func `lets others write between the timers when they take long`() async throws {
        try await Workplace.run(Self.texts, limits: WorkLimits(timerRound: .zero)) { desk in
            for _ in 0..<3 { try await desk.create("note", ["text": "x"]) }
            desk.clock.advance(by: .seconds(1800))
            for left in [true, true, false] {
                let round = try await desk.records.fireDueTimers()
                #expect(round.fired == 1 && round.isFull == left)
            }
            #expect(try await desk.records.fireDueTimers().fired == 0)
        }
    }

    @Test func `waits until the next timer is due, at most a second`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let service = service(desk)
            #expect(await service.round() == .seconds(1))
            let note = try await desk.create("note", ["text": "x"])
            #expect(await service.round() == .seconds(1))
            desk.clock.advance(by: .seconds(1800) - .milliseconds(300))
            #expect(await service.round() == .milliseconds(300))
            desk.clock.advance(by: .microseconds(299_999))
            #expect(await service.round() == .milliseconds(10))
            desk.clock.advance(by: .microseconds(1))
            #expect(await service.round() == .seconds(1))
            #expect(try desk.reread(note)["calls"] == .integer(1))
        }
    }

    @Test func `goes on at once where more are due than one round takes`() async throws {
        // However slow the machine is: here a round ends by its count alone.
        try await Workplace.run(Self.texts, limits: WorkLimits(timerRound: .seconds(3600))) { desk in
            let writes = (0..<250).map { desk.request("note", .create(["text": .text("\($0)")])) }
            _ = try await desk.records.write(groups: [writes])
            desk.clock.advance(by: .seconds(1800))
            let service = service(desk)
            #expect(await service.round() == .zero)
            #expect(await service.round() == .zero)
            #expect(await service.round() == .seconds(1))
            let notes = try desk.all("note")
            #expect(notes.allSatisfy { $0["calls"] == .integer(1) })
        }
    }

    @Test func `works round after round until it is cancelled`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let note = try await desk.create("note", ["text": "x"])
            let pauses = Mutex<[Duration]>([])
            let service = service(desk) { pause in
                let rounds = pauses.withLock { pauses in
                    pauses.append(pause)
                    return pauses.count
                }
                // Time passes only here.
                desk.clock.advance(by: .seconds(900))
                if rounds == 9 { throw CancellationError() }
            }
            try await service.run()
            #expect(pauses.withLock { $0.count } == 9)
            #expect(try desk.reread(note)["calls"] == .integer(4))
        }
    }

    @Test func `ends when its task is cancelled while it sleeps`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let (asleep, signal) = AsyncStream.makeStream(of: Void.self)
            let service = service(desk) { _ in
                signal.yield()
                // Sleeps for ever, unless it is cancelled.
                let (never, hold) = AsyncStream.makeStream(of: Void.self)
                for await _ in never {}
                withExtendedLifetime(hold) {}
                try Task.checkCancellation()
            }
            let task = Task { try await service.run() }
            for await _ in asleep { break }
            task.cancel()
            try await task.value
        }
    }

    @Test func `rests longer when the store fails, and then goes on`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let note = try await desk.create("note", ["text": "x"])
            desk.clock.advance(by: .seconds(1800))
            // What fails before any timer is taken concerns the store, not one of them.
            let failing = desk.service(on: FaultyStore(desk.store, failingStatement: 1))
            let service = service(desk, records: failing)
            #expect(await service.round() == .seconds(5))
            #expect(try desk.reread(note)["calls"] == .null)
            #expect(await service.round() == .seconds(1))
            #expect(try desk.reread(note)["calls"] == .integer(1))
        }
    }

    @Test func `puts off the one timer whose step the store failed`() async throws {
        try await Workplace.run(Self.texts) { desk in
            let note = try await desk.create("note", ["text": "x"])
            desk.clock.advance(by: .seconds(1800))
            let failing = desk.service(on: FaultyStore(desk.store, failingStatement: 5))
            let service = service(desk, records: failing)
            #expect(await service.round() == .seconds(1))
            #expect(try desk.reread(note)["calls"] == .null)
            #expect(try desk.records.refusedTimerCount().all == 1)
            desk.clock.advance(by: .seconds(60))
            #expect(await service.round() == .seconds(1))
            #expect(try desk.reread(note)["calls"] == .integer(1))
        }
    }
}
