/// One line of the table: what Kontor took or did, beside its bare twin.
struct Measurement: Sendable, Codable {
    /// What the figure means, and which way is better.
    enum Unit: String, Sendable, Codable {
        case perSecond = "/s"
        case milliseconds = "ms"
        case microseconds = "µs"
        case mebibytes = "MiB"
        case percent = "%"

        var isBetterHigh: Bool { self == .perSecond }
    }

    /// What is to be reached: of the ratio to the bare twin, or of Kontor's own figure.
    enum Reach: Sendable, Codable {
        /// Kontor's speed over the bare twin's, at least.
        case speedRatio(Double)
        /// Kontor's time over the bare twin's, at most.
        case timeRatio(Double)
        case atLeast(Double)
        case atMost(Double)
    }

    var work: String
    var unit: Unit
    var kontor: Double
    var bare: Double?
    /// Processor time of this process for the same work, Kontor's over the bare twin's: what a busy neighbour disturbs least.
    var cpuRatio: Double?
    var reach: Reach?

    /// Kontor's figure over the bare one's.
    var ratio: Double? { bare.map { kontor / $0 } }

    /// Nil where there is nothing to reach.
    var isReached: Bool? {
        switch reach {
        case nil: nil
        case .speedRatio(let least): ratio.map { $0 >= least }
        case .timeRatio(let most): ratio.map { $0 <= most }
        case .atLeast(let least): kontor >= least
        case .atMost(let most): kontor <= most
        }
    }
}

extension Measurement {
    /// A line in things per second, from what a number of them costs on both sides.
    init(_ work: String, _ count: Int, _ costs: Costs, reach: Reach) {
        self.init(
            work: work, unit: .perSecond, kontor: Double(count) / costs.kontor.seconds,
            bare: Double(count) / costs.bare.seconds, cpuRatio: costs.kontor.cpuSeconds / costs.bare.cpuSeconds,
            reach: reach)
    }
}

extension Measurement.Reach: CustomStringConvertible {
    var description: String {
        switch self {
        case .speedRatio(let least): "≥ \(least) × bare"
        case .timeRatio(let most): "≤ \(most) × bare"
        case .atLeast(let least): "≥ \(figure(least))"
        case .atMost(let most): "≤ \(figure(most))"
        }
    }
}

/// A number with three significant digits, thousands grouped.
func figure(_ value: Double) -> String {
    if value >= 1000 {
        let digits = String(Int(value.rounded()))
        var text = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
    let places = value >= 100 ? 0 : value >= 10 ? 1 : 2
    let scale = [1.0, 10, 100][places]
    let rounded = (value * scale).rounded() / scale
    return places == 0 ? String(Int(rounded)) : String(rounded)
}
