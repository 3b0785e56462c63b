/// Tells what time it is. Injected everywhere; only `Platform` knows the real one, tests use a manual one.
public protocol WallClock: Sendable {
    func now() -> Instant
}
