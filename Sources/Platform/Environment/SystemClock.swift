import Foundation
public import Model

/// The machine's wall clock.
public struct SystemClock: WallClock {
    /// The one clock of the machine.
    public init() {}

    /// The time now, to the microsecond.
    public func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    /// Time since the machine was started, its sleep included (CLOCK_BOOTTIME).
    public func elapsed() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
