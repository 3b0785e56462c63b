import Model

/// Texts that mean yes or no; upper and lower case make no difference.
struct BooleanWords: Sendable {
    private let yes: Set<String>
    private let no: Set<String>
    private let shown: String

    /// The words that a map declares; for an answer that it leaves out, the usual ones.
    init(yes: Set<String>? = nil, no: Set<String>? = nil) {
        let (yes, no) = (yes ?? ["true", "yes", "y", "ja", "j", "wahr", "1"], no ?? Self.usualNo)
        self.yes = Set(yes.map(folded))
        self.no = Set(no.map(folded))
        shown = (yes.sorted() + no.sorted()).joined(separator: ", ")
    }

    private static let usualNo: Set<String> = ["false", "no", "n", "nein", "falsch", "0"]

    /// - Throws: `KTR-I162` for a text that is none of them.
    func value(_ text: String) throws(Refusal.Problem) -> Bool {
        let word = folded(text)
        if yes.contains(word) { return true }
        if no.contains(word) { return false }
        throw Refusal.Problem(
            "KTR-I162",
            LocalizedText("'\(text)' is not one of \(shown)", german: "„\(text)“ ist keines von \(shown)"))
    }
}
