import Foundation
import Synchronization

// The one place that asks the system's time zone database: it gives a zone's changes once, and all that follows is arithmetic.

extension Zone {
    /// The zone of a name in the IANA time zone database, as `Europe/Berlin`; nil where there is none.
    ///
    /// Its changes are those of the years 1900 to 2100.
    public init?(named name: String) {
        if let known = Self.known.withLock({ $0[name] }) {
            self = known
            return
        }
        guard let zone = TimeZone(identifier: name) else { return nil }
        let end = Date(timeIntervalSince1970: 4_133_980_800)
        var moment = Date(timeIntervalSince1970: -2_208_988_800)
        let first = Int64(zone.secondsFromGMT(for: moment))
        var changes: [(at: Int64, offset: Int64)] = []
        // A zone has four changes a year at most.
        for _ in 0..<1000 {
            guard let next = zone.nextDaylightSavingTimeTransition(after: moment), next < end, next > moment else { break }
            let second = next.timeIntervalSince1970.rounded(.down)
            changes.append((Int64(second), Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: second)))))
            moment = next
        }
        let made = Zone(name: name, first: first, changes: changes)
        Self.known.withLock { $0[name] = made }
        self = made
    }

    /// Few programs know more than a handful, and making one takes milliseconds.
    private static let known = Mutex<[String: Zone]>([:])
}
