/// Runs the sides of a comparison in turn, so that whatever else the machine does meets all of them, and keeps the
/// fastest run of each: a disturbance only ever makes a run slower.
///
///     let (kontor, bare) = try await fastest(rounds: 3, { try await importRows() }, { try insertRows() })
func fastest(
    rounds: Int, _ kontor: () async throws -> Void, _ bare: () async throws -> Void
) async throws -> (kontor: Double, bare: Double) {
    var best = (kontor: Double.infinity, bare: Double.infinity)
    for _ in 0..<rounds {
        best.kontor = min(best.kontor, try await seconds(kontor))
        best.bare = min(best.bare, try await seconds(bare))
    }
    return best
}

/// How long something takes, in seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let begin = ContinuousClock.now
    try await body()
    return (ContinuousClock.now - begin) / .seconds(1)
}
