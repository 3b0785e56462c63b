import Model

/// The known name that somebody probably meant; nil when none is near.
///
/// Near is at most a third of the letters changed (optimal string alignment distance).
func nearestName(to written: String, among known: some Sequence<String>) -> String? {
    let letters = Array(written.lowercased().unicodeScalars.prefix(64))
    var best: (name: String, distance: Int)?
    for name in known {
        let distance = editDistance(letters, Array(name.lowercased().unicodeScalars.prefix(64)))
        if distance <= max(1, letters.count / 3), distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
}

/// “did you mean 'x'?” in both languages, or what else there is to choose from.
func suggestion(for written: String, among known: [String]) -> LocalizedText? {
    if let name = nearestName(to: written, among: known) {
        return LocalizedText("did you mean '\(name)'?", german: "Meinten Sie „\(name)“?")
    }
    guard !known.isEmpty else { return nil }
    let shown = shortList(known, most: 20)
    return LocalizedText("there are: \(shown)", german: "Es gibt: \(shown)")
}

private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 1...left.count {
        var current = [row]
        for column in 1...right.count {
            let changed = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
            var cost = min(changed, last[column] + 1, current[column - 1] + 1)
            if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                cost = min(cost, beforeLast[column - 2] + 1)
            }
            current.append(cost)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}
