import Synchronization

/// Things that serve one thread at a time, such as sandboxes, waiting for their next use: making one costs far more than using it.
///
///     let pool = IdlePool { try HookHost() }
///     try pool.withOne { host in try host.run(…) }
public final class IdlePool<Thing>: Sendable {
    /// Unchecked: a thing is either here, behind the lock, or with the one caller that took it.
    private struct Idle: @unchecked Sendable { let thing: Thing }

    private let idle = Mutex<[Idle]>([])
    private let make: @Sendable () throws -> Thing

    /// An empty pool.
    ///
    /// - Parameter make: makes another one when all are in use.
    public init(make: @escaping @Sendable () throws -> Thing) { self.make = make }

    /// Lends one to the closure, which must not keep it.
    public func withOne<Result>(_ body: (Thing) throws -> Result) throws -> Result {
        let lent = try idle.withLock { $0.popLast() } ?? Idle(thing: make())
        defer { idle.withLock { $0.append(lent) } }
        return try body(lent.thing)
    }
}
