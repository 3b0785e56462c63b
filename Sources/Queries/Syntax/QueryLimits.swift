/// How large a query text may be. Whatever is larger is refused before work is spent on it.
public enum QueryLimits {
    /// UTF-8 bytes of one expression.
    public static let bytes = 16_384
    /// Words, literals and signs of one expression.
    public static let tokens = 2_000
    /// Parentheses inside one another.
    public static let nesting = 40
    /// Operators and functions above one another; a chain `a add b add c` counts as 2, one of `and` or `or` as 1, a
    /// rounding as 5, a `substring` as 6.
    /// SQLite's parser stack (100 entries) takes what comes of this with room to spare.
    public static let height = 20
    /// Additions and subtractions of durations inside one another.
    public static let spans = 4
    /// Lookups that one path walks over.
    public static let steps = 4
    /// The same with formulas and what they compute counted as nodes.
    public static let computedHeight = 24
    /// Lookups that one path walks over, those inside a formula at its end included.
    public static let computedSteps = 8
    /// Terms of one `$orderby`.
    public static let orderTerms = 8
    /// Records of one page.
    public static let top = 100_000
}
