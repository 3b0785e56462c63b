import Platform

/// The clock and the ids that an installation uses, for what is made outside of one.
enum TimeOrdered {
    static let clock = SystemClock()
    static let ids = TimeOrderedIDs(clock: clock)
}
