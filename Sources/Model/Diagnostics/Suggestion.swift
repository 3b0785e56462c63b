/// The known name nearest to a mistyped one, for "did you mean …?"; nil when none is near.
///
///     nearestName(to: "subjct", among: ["subject", "status"])   // "subject"
///
/// Nearness is the optimal string alignment distance (insertion, deletion, substitution, transposition), at most a
/// third of the name's length.
public func nearestName(to name: String, among known: some Sequence<String>) -> String? {
    let target = Array(name.lowercased().unicodeScalars.prefix(64))
    guard !target.isEmpty else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in known {
        let scalars = Array(candidate.lowercased().unicodeScalars.prefix(64))
        let allowed = max(1, max(target.count, scalars.count) / 3)
        guard abs(scalars.count - target.count) <= allowed else { continue }
        let distance = alignmentDistance(target, scalars)
        if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

/// The first of some names, `a, b, c, …`: a list in a message is as long as somebody reads, however many names there are.
public func shortList(_ names: some Collection<String>, most: Int = 12) -> String {
    names.prefix(most).joined(separator: ", ") + (names.count > most ? ", …" : "")
}

private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var twoBack: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
        var row = [i + 1] + Array(repeating: 0, count: right.count)
        for j in right.indices {
            let substitution = previous[j] + (left[i] == right[j] ? 0 : 1)
            row[j + 1] = min(previous[j + 1] + 1, row[j] + 1, substitution)
            if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                row[j + 1] = min(row[j + 1], twoBack[j - 1] + 1)
            }
        }
        (twoBack, previous) = (previous, row)
    }
    return previous[right.count]
}
