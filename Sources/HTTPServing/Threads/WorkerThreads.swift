import Dispatch
import Foundation
import Synchronization

/// Threads of their own for work that may take long, so that those of Swift stay free for what is short, `/health` among it.
///
/// At most so many at once; each ends when there has been nothing to do for a while.
///
///     try await withTaskExecutorPreference(threads) { try records.list(query, as: clara) }
final class WorkerThreads: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Jobs before it were taken already.
        var next = 0
        var threads = 0
        var idle = 0
    }

    private let state = Mutex(State())
    private let wakeup = DispatchSemaphore(value: 0)
    private let most: Int
    private let name: String

    private static let idleTime = DispatchTimeInterval.seconds(10)

    init(_ name: String, most: Int) {
        self.name = name
        self.most = max(1, most)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let needsThread = state.withLock { state in
            state.jobs.append(job)
            guard state.idle < state.jobs.count - state.next, state.threads < most else { return false }
            state.threads += 1
            return true
        }
        if needsThread {
            let thread = Thread { self.work() }
            thread.name = name
            // Lua and the JSON reader nest.
            thread.stackSize = 8 << 20
            thread.start()
        }
        wakeup.signal()
    }

    private func work() {
        while true {
            if let job = state.withLock({ Self.take(&$0) }) {
                job.runSynchronously(on: asUnownedTaskExecutor())
                continue
            }
            state.withLock { $0.idle += 1 }
            let isOver = wakeup.wait(timeout: .now() + Self.idleTime) == .timedOut
            let ends = state.withLock { state in
                state.idle -= 1
                guard isOver, state.next == state.jobs.count else { return false }
                state.threads -= 1
                return true
            }
            if ends { return }
        }
    }

    private static func take(_ state: inout State) -> UnownedJob? {
        guard state.next < state.jobs.count else { return nil }
        defer {
            state.next += 1
            if state.next == state.jobs.count {
                state.jobs.removeAll(keepingCapacity: true)
                state.next = 0
            }
        }
        return state.jobs[state.next]
    }
}
