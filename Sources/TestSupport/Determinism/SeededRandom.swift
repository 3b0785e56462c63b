public import Model
import Synchronization

/// Bytes that look random and are the same in every run (SplitMix64). For tests only.
public final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    /// Begins a sequence that the seed alone decides.
    public init(seed: UInt64 = 1) { state = Mutex(seed) }

    /// The next bytes of the sequence.
    public func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            var result: [UInt8] = []
            result.reserveCapacity(count + 7)
            while result.count < count {
                state &+= 0x9E37_79B9_7F4A_7C15
                var word = state
                word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
                word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
                word ^= word >> 31
                withUnsafeBytes(of: word.littleEndian) { result.append(contentsOf: $0) }
            }
            return Array(result.prefix(count))
        }
    }
}
