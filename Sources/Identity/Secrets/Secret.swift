import Crypto
import Foundation
import Model

/// A random secret that its holder shows to be recognised: an API token or a session. Only its hash is kept.
public struct Secret: Sendable, Hashable {
    /// What is given to the holder, once.
    public let text: String

    /// What a secret is for, visible at its start: leaked ones can be searched for and told apart.
    enum Kind: String {
        case token = "ktr_"
        case session = "kts_"
    }

    /// A new secret of 256 bits.
    init(_ kind: Kind, random: any RandomSource) {
        text = kind.rawValue + base64URL(random.bytes(32))
    }

    /// A secret as somebody shows it.
    public init(_ text: String) { self.text = text }

    /// What is stored: enough to recognise the secret, nothing to make it again. A plain hash will do: there is nothing
    /// to guess in 256 random bits.
    var hash: SecretHash { SecretHash(text) }
}

/// The SHA-256 of a secret.
struct SecretHash: Sendable, Hashable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(_ text: String) {
        var text = text
        var hash = SHA256()
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        words = hash.finalize().withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
                bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
            )
        }
    }

    /// The 32 bytes.
    var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.0) }
}

/// Base64 with the alphabet of RFC 4648 §5, without padding: fit for headers and addresses.
func base64URL(_ bytes: some Sequence<UInt8>) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
