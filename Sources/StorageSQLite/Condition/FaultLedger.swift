import Storage
import Synchronization

/// What went wrong with a store: the first cause of each fault, and how often it was met. Whoever asks learns of it; nothing is
/// logged here.
final class FaultLedger: Sendable {
    private struct State {
        var faults: [StoreCondition.Part: StoreCondition.Fault] = [:]
        var damages: [StoredDamage] = []
        var lastWrite: ContinuousClock.Instant?
    }

    /// A fault of reading may concern one page only, and other reads then say nothing about it: it is over when it was not met
    /// for so long.
    private static let memory: Duration = .seconds(300)
    /// Enough to mend by; `kontor verify` names all.
    private static let listedDamages = 100

    private let state = Mutex(State())

    /// What works now.
    var condition: StoreCondition {
        state.withLock { state in
            let now = ContinuousClock.now
            for part in [StoreCondition.Part.reading, .statements] {
                if let fault = state.faults[part], now - fault.met > Self.memory { state.faults[part] = nil }
            }
            var condition = StoreCondition()
            condition.faults = state.faults
            condition.damages = state.damages
            condition.lastWrite = state.lastWrite
            return condition
        }
    }

    func note(_ error: StorageError, in part: StoreCondition.Part) {
        let now = ContinuousClock.now
        state.withLock { state in
            if state.faults[part] == nil {
                state.faults[part] = StoreCondition.Fault(error, at: now)
            } else {
                state.faults[part]?.latest = error
                state.faults[part]?.met = now
                state.faults[part]?.count += 1
            }
        }
    }

    /// A fault is over.
    func clear(_ part: StoreCondition.Part) { state.withLock { $0.faults[part] = nil } }

    /// Something was stored, and is on the disk.
    func noteWrite() {
        let now = ContinuousClock.now
        state.withLock { state in
            state.faults[.writing] = nil
            state.lastWrite = now
        }
    }

    /// A stored value could not be read.
    func note(_ damage: StoredDamage) {
        state.withLock { state in
            guard state.damages.count < Self.listedDamages, !state.damages.contains(damage) else { return }
            state.damages.append(damage)
        }
    }
}
