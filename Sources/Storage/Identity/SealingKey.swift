import Crypto

/// Vouches for what goes out to clients and comes back: a key that nobody else has (RFC 2104).
public struct SealingKey: Sendable {
    private let key: SymmetricKey

    /// A key of ``length`` random bytes.
    public init(_ bytes: [UInt8]) { key = SymmetricKey(data: bytes) }

    /// How many random bytes make a key.
    public static let length = 32

    /// The first bytes of the HMAC-SHA-256 of some content.
    ///
    /// - Parameter length: at most 32.
    public func seal(_ content: [UInt8], length: Int) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: content, using: key).prefix(length))
    }

    /// Whether a seal is the one of this content. Takes equally long for every wrong one.
    public func vouches(for content: [UInt8], by seal: [UInt8]) -> Bool {
        let expected = self.seal(content, length: seal.count)
        return !seal.isEmpty && expected.count == seal.count
            && zip(expected, seal).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
