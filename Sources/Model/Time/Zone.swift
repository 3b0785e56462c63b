/// A time zone: which day and time of day an instant is at a place, and the other way round.
///
/// An installation has one (`time_zone`), by which `today()`, days, years and business days are told wherever they are asked for.
/// A user may see instants in another one.
///
/// Every function has an answer for everything: what lies before the first change of the clocks or after the last one that is
/// known has the offset that holds there, and a time that the clocks skip or show twice follows a rule (``instant(of:)``).
///
///     let berlin = Zone(named: "Europe/Berlin")
///     berlin?.date(of: Instant("2026-12-31T23:30:00Z")!)   // 2027-01-01
public struct Zone: Sendable, Hashable {
    /// As the IANA time zone database calls it.
    public let name: String
    /// When the clocks change, in seconds since 1970-01-01T00:00:00Z, ascending.
    private let changes: [Int64]
    /// Seconds east of UTC: before the first change, then from each change on.
    private let offsets: [Int64]

    /// The zone without changes at offset zero.
    public static let utc = Zone(name: "UTC", first: 0, changes: [])

    /// A zone from its changes.
    ///
    /// - Parameters:
    ///   - first: seconds east of UTC before the first change.
    ///   - changes: instants in seconds since 1970-01-01T00:00:00Z, ascending, and the offset from each on.
    public init(name: String, first: Int64, changes: [(at: Int64, offset: Int64)]) {
        self.name = name
        self.changes = changes.map(\.at)
        offsets = [first] + changes.map(\.offset)
    }

    /// Zones of one name are one zone.
    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    /// By the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    /// What calendar and clock show at an instant.
    public func local(_ instant: Instant) -> LocalTime {
        let bounded = min(max(instant.microseconds, Instant.calendar.lowerBound), Instant.calendar.upperBound)
        return LocalTime(inUTC: bounded + offset(at: bounded))
    }

    /// The day that an instant falls on.
    public func date(of instant: Instant) -> CalendarDate { local(instant).date }

    /// What a local time is in instants.
    public enum Reading: Sendable, Hashable {
        /// The usual case.
        case once(Instant)
        /// The clocks are put forward over it: the instant that it would have been by the offset before, and by the one after.
        case skipped(forward: Instant, back: Instant)
        /// The clocks are put back over it.
        case twice(first: Instant, second: Instant)
    }

    /// The instants at which calendar and clock show a local time.
    public func reading(_ local: LocalTime) -> Reading {
        // More than any offset on either side, and less than lies between two changes.
        let reach: Int64 = 26 * 3_600_000_000
        let (before, after) = (offset(at: local.inUTC - reach), offset(at: local.inUTC + reach))
        let (early, late) = (local.inUTC - before, local.inUTC - after)
        switch (offset(at: early) == before, offset(at: late) == after) {
        case (true, true) where early != late:
            return .twice(first: Instant(microseconds: min(early, late)), second: Instant(microseconds: max(early, late)))
        case (true, _): return .once(Instant(microseconds: early))
        case (_, true): return .once(Instant(microseconds: late))
        case (false, false):
            return .skipped(forward: Instant(microseconds: early), back: Instant(microseconds: late))
        }
    }

    /// The instant of a local time: the first one of a time that the clocks show twice; a time that they skip is moved on by
    /// what they skip, so that half past two of a night without it is half past three.
    public func instant(of local: LocalTime) -> Instant {
        switch reading(local) {
        case .once(let instant), .twice(first: let instant, second: _), .skipped(forward: let instant, back: _): instant
        }
    }

    /// Microseconds east of UTC.
    private func offset(at microseconds: Int64) -> Int64 {
        guard !changes.isEmpty else { return offsets[0] * 1_000_000 }
        let second = microseconds / 1_000_000 - (microseconds % 1_000_000 < 0 ? 1 : 0)
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= second { low = middle + 1 } else { high = middle }
        }
        return offsets[low] * 1_000_000
    }
}
