import Model

/// Collects what is wrong, so that an administrator sees all of it at once.
struct Findings {
    private(set) var diagnostics: [Diagnostic] = []
    /// What would be declared if it could be read.
    var unread = UnreadNames()
    /// Languages beside English that every label of the pack in hand should exist in.
    private(set) var languages: [Language] = []
    /// Those of all packs, where a manifest declares them for the whole installation.
    let declaredLanguages: [Language]?
    private var languagesOfPacks: [String: [Language]] = [:]

    init(languages: [Language]? = nil) { declaredLanguages = languages }

    /// Goes on with another pack.
    ///
    /// - Parameter written: the languages that its manifest's own label is written in.
    mutating func begin(_ pack: String, languages written: [Language]) {
        languages = declaredLanguages ?? written
        languagesOfPacks[pack] = languages
    }

    /// Languages beside English that every label of a pack should exist in.
    func languages(of pack: String) -> [Language] { languagesOfPacks[pack] ?? [] }

    mutating func error(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.error, code, message, hint: hint, at: location))
    }

    mutating func warning(_ code: String, _ message: String, hint: String? = nil, at location: SourceLocation) {
        diagnostics.append(Diagnostic(.warning, code, message, hint: hint, at: location))
    }

    mutating func add(_ others: [Diagnostic]) { diagnostics += others }
}

/// `did you mean 'label'?`, or which names there are when none is near.
func suggestion(for name: String, among known: some Collection<String>) -> String? {
    if let near = nearestName(to: name, among: known) { return "did you mean '\(near)'?" }
    guard !known.isEmpty else { return nil }
    return "known: \(shortList(known.sorted(), most: 24))"
}
