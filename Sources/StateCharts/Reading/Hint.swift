import Model

/// Hint with the likely name, or the list of what there is when it is short.
func hint(for name: String, among candidates: some Collection<String>) -> String? {
    if let nearest = nearestName(to: name, among: candidates) { return "did you mean '\(nearest)'?" }
    guard !candidates.isEmpty, candidates.count <= 12 else { return nil }
    return "possible: \(candidates.sorted().joined(separator: ", "))"
}
