public import Model
import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: WallClock {
    private let instant: Mutex<Instant>
    private let passed = Mutex(Duration.zero)

    /// A clock that shows an instant, 2026-01-05T09:00:00Z (a Monday) unless another is given.
    public init(_ instant: Instant = Instant(microseconds: 1_767_603_600_000_000)) { self.instant = Mutex(instant) }

    /// What the clock shows.
    public func now() -> Instant { instant.withLock { $0 } }

    /// How long it was moved on in all.
    public func elapsed() -> Duration { passed.withLock { $0 } }

    /// Moves the clock on: time passes. Back is as ``set(_:)``.
    public func advance(by duration: Duration) {
        instant.withLock { $0 = $0.adding(duration) }
        if duration > .zero { passed.withLock { $0 += duration } }
    }

    /// Sets the clock; no time passes.
    public func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }
}
