/// Tells what time it is. Injected everywhere; only `Platform` knows the real one, tests use a manual one.
public protocol WallClock: Sendable {
    func now() -> Instant

    /// Time that has passed since some moment, whoever sets the clock meanwhile: what limits how long something may last.
    func elapsed() -> Duration
}

extension WallClock {
    /// What the clock shows, for a clock that nobody sets.
    public func elapsed() -> Duration { .microseconds(now().microseconds) }
}
