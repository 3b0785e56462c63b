import Glibc

/// How long something took: by the clock on the wall, and of all processors' time in this process.
struct Cost: Sendable {
    var seconds: Double
    var cpuSeconds: Double

    static let endless = Cost(seconds: .infinity, cpuSeconds: .infinity)

    /// The smaller of both figures: a disturbance only ever makes a run slower.
    func best(_ other: Cost) -> Cost {
        Cost(seconds: min(seconds, other.seconds), cpuSeconds: min(cpuSeconds, other.cpuSeconds))
    }
}

/// Both sides of a comparison.
struct Costs: Sendable {
    var kontor = Cost.endless
    var bare = Cost.endless
}

/// Runs both sides in turn, so that whatever else the machine does meets both, and keeps the best of each.
///
///     let costs = try await fastest(rounds: 3, { try await importRows() }, { try insertRows() })
func fastest(
    rounds: Int, _ kontor: () async throws -> Void, _ bare: () async throws -> Void
) async throws -> Costs {
    var costs = Costs()
    for _ in 0..<rounds {
        costs.kontor = costs.kontor.best(try await cost(kontor))
        costs.bare = costs.bare.best(try await cost(bare))
    }
    return costs
}

/// What a run costs.
func cost(_ body: () async throws -> Void) async rethrows -> Cost {
    let (begin, cpuBegin) = (ContinuousClock.now, cpuSeconds())
    try await body()
    return Cost(seconds: (ContinuousClock.now - begin) / .seconds(1), cpuSeconds: cpuSeconds() - cpuBegin)
}

/// User and system time of this process so far.
private func cpuSeconds() -> Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}
