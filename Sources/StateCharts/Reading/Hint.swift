import Model

/// Hint with the likely name, or the first of what there is.
func hint(for name: String, among candidates: some Collection<String>) -> String? {
    if let nearest = nearestName(to: name, among: candidates) { return "did you mean '\(nearest)'?" }
    return candidates.isEmpty ? nil : "possible: \(shortList(candidates.sorted()))"
}
