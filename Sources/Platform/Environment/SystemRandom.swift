public import Model

/// Random bytes from the operating system's generator (`getrandom(2)` on Linux).
public struct SystemRandom: RandomSource {
    /// The one generator of the machine.
    public init() {}

    /// Bytes straight from the operating system.
    public func bytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in generator.next() }
    }
}
