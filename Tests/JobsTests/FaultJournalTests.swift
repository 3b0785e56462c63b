import Logging
import Storage
import Testing

@testable import Jobs

@Suite struct `The journal of a store's faults` {
    private let start = ContinuousClock.now

    private func condition(_ errors: StorageError..., in part: StoreCondition.Part = .writing) -> StoreCondition {
        var condition = StoreCondition.sound
        guard let first = errors.first, let last = errors.last else { return condition }
        var fault = StoreCondition.Fault(first, at: start)
        fault.latest = last
        fault.count = errors.count
        condition.faults[part] = fault
        return condition
    }

    private let full = StorageError(.full, "database or disk is full (SQLite 13)")

    @Test func `tells a fault once with its first cause, however many requests meet it`() {
        var journal = FaultJournal()
        let lines = journal.lines(on: condition(full), at: start)
        #expect(lines.map(\.level) == [.error])
        #expect(
            lines[0].text.contains("writing") && lines[0].text.contains("KTR-S106")
                && lines[0].text.contains("SQLite 13"))
        for second in 1...599 {
            let more = condition(full, full, full)
            #expect(journal.lines(on: more, at: start + .seconds(second)) == [])
        }
        let reminder = journal.lines(on: condition(full, full), at: start + .seconds(601))
        #expect(reminder.count == 1 && reminder[0].metadata["failed"] == "2")
    }

    @Test func `tells when a fault became another one, and when it is over`() {
        var journal = FaultJournal()
        let failed = StorageError(.inputOutput, "disk I/O error (SQLite 1034)")
        _ = journal.lines(on: condition(failed), at: start)
        let stopped = journal.lines(on: condition(failed, StorageError(.stopped, "")), at: start + .seconds(1))
        #expect(stopped.count == 1 && stopped[0].text.contains("KTR-S114"))
        let over = journal.lines(on: .sound, at: start + .seconds(90))
        #expect(over.map(\.level) == [.notice])
        #expect(over[0].metadata == ["failed": "2", "seconds": "90"])
        #expect(journal.lines(on: .sound, at: start + .seconds(91)) == [])
        #expect(journal.lines(on: condition(failed), at: start + .seconds(92)).count == 1)
    }

    @Test func `tells each part and each damaged value by itself`() {
        var journal = FaultJournal()
        var both = condition(full, in: .checkpoints)
        both.faults[.disk] = StoreCondition.Fault(full, at: start)
        both.damages = [StoredDamage(entity: "note", record: "1", attribute: "day", problem: "no day")]
        let lines = journal.lines(on: both, at: start)
        #expect(lines.map(\.level) == [.error, .warning, .error])
        #expect(lines.contains { $0.text.contains("'day' of note 1") })
        #expect(journal.lines(on: both, at: start) == [])
    }
}
