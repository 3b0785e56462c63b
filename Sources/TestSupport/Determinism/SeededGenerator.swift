/// Numbers that look random and are the same for the same seed (SplitMix64). For tests only.
///
///     var random = SeededGenerator(seed: 7)
///     let word = random.element(of: ["a", "b", "c"])
public struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// Begins a sequence that the seed alone decides.
    public init(seed: UInt64) { state = seed }

    /// The next number of the sequence.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A whole number from 0 up to a bound, which is above 0 and not reached.
    public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// One of some texts; there is at least one.
    public mutating func element(of texts: [String]) -> String { texts[below(texts.count)] }
}
