import Synchronization

/// Hosts that wait for their next run: making a sandbox and compiling into it costs far more than a run.
final class HookHostPool: Sendable {
    /// Unchecked: a host is either in the pool, behind the lock, or with the one caller that took it.
    private struct Idle: @unchecked Sendable { let host: HookHost }

    private let idle = Mutex<[Idle]>([])

    func withHost<T>(_ body: (HookHost) throws -> T) throws -> T {
        let taken = idle.withLock { $0.popLast() }
        let host = try taken?.host ?? HookHost()
        let back = Idle(host: host)
        defer { idle.withLock { $0.append(back) } }
        return try body(host)
    }
}
