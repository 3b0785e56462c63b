import Logging
import Storage

/// Decides what is logged of a store's faults: each once with its first cause, again when it becomes another one, after a long time,
/// and when it is over. A thousand requests that meet it make a number, not a thousand lines.
struct FaultJournal {
    /// A line for the log.
    struct Line: Equatable {
        var level: Logger.Level
        var text: String
        var metadata: Logger.Metadata = [:]
    }

    private struct Told {
        var codes: Set<String>
        var last: ContinuousClock.Instant
        var began: ContinuousClock.Instant
        var count: Int
    }

    /// How long a fault may last before it is told again.
    private static let reminder: Duration = .seconds(600)

    private var told: [StoreCondition.Part: Told] = [:]
    private var damages: Set<StoredDamage> = []

    /// What is to be said of a condition that was met at an instant.
    mutating func lines(on condition: StoreCondition, at now: ContinuousClock.Instant) -> [Line] {
        var lines: [Line] = []
        for part in StoreCondition.Part.allCases {
            if let line = line(on: part, condition.faults[part], at: now) { lines.append(line) }
        }
        for damage in condition.damages where damages.insert(damage).inserted {
            lines.append(Line(level: .error, text: "a stored value cannot be read and was set aside: \(damage)"))
        }
        return lines
    }

    private mutating func line(
        on part: StoreCondition.Part, _ fault: StoreCondition.Fault?, at now: ContinuousClock.Instant
    ) -> Line? {
        guard let fault else {
            guard let old = told.removeValue(forKey: part), part != .statements else { return nil }
            return Line(
                level: .notice, text: "\(part.rawValue): works again",
                metadata: ["failed": "\(old.count)", "seconds": "\((now - old.began).components.seconds)"])
        }
        var known = told[part] ?? Told(codes: [], last: now, began: fault.began, count: 0)
        defer { told[part] = known }
        known.count = fault.count
        let level: Logger.Level = part == .disk ? .warning : .error
        if known.codes.isEmpty {
            known.codes = [fault.first.code, fault.latest.code]
            (known.last, known.began) = (now, fault.began)
            return Line(level: level, text: "\(part.rawValue): \(fault.first)")
        }
        if known.codes.insert(fault.latest.code).inserted {
            known.last = now
            return Line(level: level, text: "\(part.rawValue): \(fault.latest)")
        }
        guard now - known.last >= Self.reminder else { return nil }
        known.last = now
        return Line(
            level: level, text: "\(part.rawValue): still: \(fault.latest)", metadata: ["failed": "\(fault.count)"])
    }
}
