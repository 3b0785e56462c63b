import Model
import Synchronization

/// How many long reads go on for one principal at once: others wait for their turn, so that nobody takes all threads.
final class LongReads: Sendable {
    /// One that asks for its turn, and may leave the line before it comes.
    final class Request: Sendable {
        fileprivate let hasLeft = Atomic(false)
    }

    private struct State {
        var running: [RecordID: Int] = [:]
        var waiting: [RecordID: [(request: Request, continuation: CheckedContinuation<Bool, Never>)]] = [:]
    }

    private let state = Mutex(State())
    /// How many go on at once, and how many more may wait.
    private let (most, longestLine): (Int, Int)

    init(most: Int = 2, longestLine: Int = 64) { (self.most, self.longestLine) = (most, longestLine) }

    private enum Turn { case now, later, never }

    /// Waits for the principal's turn, which ``leave(_:)`` gives back.
    ///
    /// - Returns: `false` where too many wait already, or the request has left the line: there is no turn to give back then.
    func enter(_ principal: RecordID, _ request: Request = Request()) async -> Bool {
        await withCheckedContinuation { continuation in
            let turn = state.withLock { state -> Turn in
                if request.hasLeft.load(ordering: .relaxed) { return .never }
                let running = state.running[principal, default: 0]
                if running < most {
                    state.running[principal] = running + 1
                    return .now
                }
                guard state.waiting[principal, default: []].count < longestLine else { return .never }
                state.waiting[principal, default: []].append((request, continuation))
                return .later
            }
            if turn != .later { continuation.resume(returning: turn == .now) }
        }
    }

    /// Whoever asked has gone: the request waits no longer, and the next one takes its place in the line.
    func leaveLine(_ principal: RecordID, _ request: Request) {
        let left = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            request.hasLeft.store(true, ordering: .relaxed)
            guard var line = state.waiting[principal], let place = line.firstIndex(where: { $0.request === request })
            else { return nil }
            let left = line.remove(at: place)
            state.waiting[principal] = line.isEmpty ? nil : line
            return left.continuation
        }
        left?.resume(returning: false)
    }

    func leave(_ principal: RecordID) {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            if var line = state.waiting[principal] {
                let first = line.removeFirst()
                state.waiting[principal] = line.isEmpty ? nil : line
                return first.continuation
            }
            let running = state.running[principal, default: 1] - 1
            state.running[principal] = running > 0 ? running : nil
            return nil
        }
        next?.resume(returning: true)
    }
}
