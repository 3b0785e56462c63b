public import Model

/// The problems of a refusal as far as an answer tells them: who sends a thousand mistakes is not sent a thousand sentences.
public struct ToldProblems {
    /// Those that are told, in their order; the first always is.
    public let problems: ArraySlice<Refusal.Problem>
    /// How many more there are.
    public let untold: Int

    /// Problems that are told at most.
    static let largestCount = 100
    /// Bytes of texts in all, beyond which no further problem is told.
    static let largestSize = 32_768
    /// Characters of one text.
    static let longestText = 2_000

    /// Chooses those that are told.
    public init(_ all: [Refusal.Problem], in language: Language) {
        var size = 0
        var count = 0
        for problem in all.prefix(Self.largestCount) {
            size += Self.shortened(problem.message[language]).utf8.count
            size += problem.hint.map { Self.shortened($0[language]).utf8.count } ?? 0
            size += 2 * Self.shortened(problem.attribute ?? "").utf8.count
            guard count == 0 || size <= Self.largestSize else { break }
            count += 1
        }
        problems = all.prefix(count)
        untold = all.count - count
    }

    /// A text that may quote what was sent, cut where it is too long to be read.
    public static func shortened(_ text: String) -> String {
        // Counting characters walks the text; its bytes are known.
        guard text.utf8.count > longestText else { return text }
        let cut = text.prefix(longestText)
        return cut.endIndex == text.endIndex ? text : cut + "…"
    }
}
