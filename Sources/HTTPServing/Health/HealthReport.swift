import Definitions
import Model
import Records
import SQLText
import Storage

/// What works of a server, as `/health` tells it to anybody: what fails with its code and what that means, nothing of paths, records
/// or people. The rest is in the log.
struct HealthReport {
    /// How well something works.
    enum Status: String {
        case ok
        /// The server can do its work, and somebody has to look.
        case impaired
        case failing
    }

    private let isDatabaseFine: Bool
    private let areDefinitionsFine: Bool
    private let condition: StoreCondition
    private let catalog: String
    private let timers: (refused: Int, waiting: Int, areLate: Bool)?

    /// How late a timer may be before that is told: a server that was down catches up in less.
    private static let lateness: Duration = .seconds(60)

    /// Looks at a server now.
    init(of records: RecordService) async {
        isDatabaseFine = (try? records.store.read { try $0.integer(SQLFragment("SELECT 1")) }) == 1
        // Failing where others were applied that this program cannot use: then it can neither read nor write records.
        areDefinitionsFine = (try? await records.again { try $0.store.read { _ in true } }) == true
        condition = records.store.condition
        catalog = records.deployment.get().catalog.fingerprint
        let late = records.now().adding(.zero - Self.lateness)
        timers = try? records.store.read { reader in
            let refused = try TimerTable.refusedCount(in: reader)
            return (refused.all, refused.waiting, try TimerTable.nextDue(in: reader).map { $0 < late } ?? false)
        }
    }

    /// The whole: failing where nothing can be stored or read.
    var status: Status {
        guard isDatabaseFine, areDefinitionsFine, condition.faults[.writing] == nil else { return .failing }
        let isWhole = Self.impairing.allSatisfy { condition.faults[$0] == nil } && condition.damages.isEmpty
        return isWhole && timers?.areLate == false ? .ok : .impaired
    }

    /// Parts whose faults leave the server able to do its work.
    private static let impairing: [StoreCondition.Part] = [.reading, .checkpoints, .disk]

    func write(to writer: inout JSONWriter, version: String) {
        writer.beginObject()
        writer.member("status", status.rawValue)
        writer.member("version", version)
        writer.member("database", isDatabaseFine ? "ok" : "failing")
        writer.member("definitions", areDefinitionsFine ? "ok" : "failing")
        writer.member("catalog", catalog)
        part(.writing, .failing, &writer)
        for name in Self.impairing { part(name, .impaired, &writer) }
        if !condition.damages.isEmpty {
            writer.name("damaged")
            writer.integer(Int64(condition.damages.count))
        }
        if let timers {
            writer.name("timers")
            writer.beginObject()
            writer.member("status", (timers.areLate ? Status.impaired : .ok).rawValue)
            writer.name("refused")
            writer.integer(Int64(timers.refused))
            writer.name("waiting")
            writer.integer(Int64(timers.waiting))
            writer.endObject()
        }
        writer.endObject()
    }

    private func part(_ part: StoreCondition.Part, _ severity: Status, _ writer: inout JSONWriter) {
        writer.name(part.rawValue)
        writer.beginObject()
        if let fault = condition.faults[part] {
            writer.member("status", severity.rawValue)
            writer.member("code", fault.latest.code)
            writer.member("reason", fault.latest.headline.english)
            if fault.first.code != fault.latest.code { writer.member("cause", fault.first.headline.english) }
            writer.name("seconds")
            writer.integer((ContinuousClock.now - fault.began).components.seconds)
            writer.name("count")
            writer.integer(Int64(fault.count))
        } else {
            writer.member("status", Status.ok.rawValue)
        }
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: String, _ value: String) {
        self.name(name)
        text(value)
    }
}
