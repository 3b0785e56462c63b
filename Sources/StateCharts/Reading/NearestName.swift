/// The name among `candidates` that a person most likely meant: at most two slips (a third of the letters) away.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, min(2, name.count / 3))
    var best: (distance: Int, name: String)?
    for candidate in candidates {
        let distance = editDistance(Array(name.lowercased()), Array(candidate.lowercased()))
        if distance <= limit, distance < best?.distance ?? .max { best = (distance, candidate) }
    }
    return best?.name
}

/// Hint with the likely name, or the list of what there is when it is short.
func hint(for name: String, among candidates: some Collection<String>) -> String? {
    if let nearest = nearestName(to: name, among: candidates) { return "did you mean '\(nearest)'?" }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return "possible: \(candidates.sorted().joined(separator: ", "))"
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other.
private func editDistance(_ first: [Character], _ second: [Character]) -> Int {
    var rows = Array(repeating: Array(0...second.count), count: first.count + 1)
    for row in 0...first.count { rows[row][0] = row }
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    for row in 1...first.count {
        for column in 1...second.count {
            let same = first[row - 1] == second[column - 1]
            var cost = min(rows[row - 1][column] + 1, rows[row][column - 1] + 1)
            cost = min(cost, rows[row - 1][column - 1] + (same ? 0 : 1))
            if row > 1, column > 1, first[row - 1] == second[column - 2], first[row - 2] == second[column - 1] {
                cost = min(cost, rows[row - 2][column - 2] + 1)
            }
            rows[row][column] = cost
        }
    }
    return rows[first.count][second.count]
}
