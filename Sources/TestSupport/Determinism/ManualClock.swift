public import Model
import Synchronization

/// A clock that stands still until a test moves it.
public final class ManualClock: WallClock {
    private let instant: Mutex<Instant>

    /// A clock that shows an instant, 2026-01-05T09:00:00Z (a Monday) unless another is given.
    public init(_ instant: Instant = Instant(microseconds: 1_767_603_600_000_000)) { self.instant = Mutex(instant) }

    /// What the clock shows.
    public func now() -> Instant { instant.withLock { $0 } }

    /// Moves the clock on, or back.
    public func advance(by duration: Duration) { instant.withLock { $0 = $0.adding(duration) } }

    /// Sets the clock.
    public func set(_ instant: Instant) { self.instant.withLock { $0 = instant } }
}
