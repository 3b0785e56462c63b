public import Model

/// Random bytes from the operating system's generator (`getrandom(2)` on Linux).
public struct SystemRandom: RandomSource {
    /// The one generator of the machine.
    public init() {}

    /// Bytes straight from the operating system.
    public func bytes(_ count: Int) -> [UInt8] {
        // Eight bytes at a time: each number that is drawn is a system call.
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }
}
