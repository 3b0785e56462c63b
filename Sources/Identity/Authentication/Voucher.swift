import Crypto
import Foundation
public import Model

extension Authenticator {
    /// How long a voucher is good for.
    public static let voucherLife: Duration = .seconds(24 * 3600)

    /// A proof that somebody was recognised by this process a while ago. It lets nobody in: it only tells, after a session has
    /// ended, whose form arrives. Good for a day.
    public func voucher(for principal: RecordID) -> String {
        let claim = principal.bytes + Self.bytes(of: clock.now().microseconds)
        return base64URL(claim + code(for: claim))
    }

    /// Whom a voucher is for; nil where it is none of ours, or too old.
    public func principal(vouchedForBy voucher: String) -> RecordID? {
        guard voucher.utf8.count <= 100,
            let bytes = Data(
                base64Encoded: Self.padded(voucher.replacing("-", with: "+").replacing("_", with: "/"))),
            bytes.count == 16 + 8 + 32
        else { return nil }
        let claim = Array(bytes.prefix(24))
        let expected = code(for: claim)
        guard zip(bytes.suffix(32), expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else { return nil }
        let made = claim.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let age = clock.now().since(Instant(microseconds: Int64(bitPattern: made)))
        guard age >= .zero, age < Self.voucherLife else { return nil }
        return RecordID(bytes: Array(claim.prefix(16)))
    }

    private func code(for claim: [UInt8]) -> [UInt8] {
        // The key has other uses; the words keep them apart.
        Array(HMAC<SHA256>.authenticationCode(for: Array("a voucher of Kontor\0".utf8) + claim, using: passwordKey))
    }

    private static func bytes(of number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }

    private static func padded(_ text: String) -> String {
        text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
    }
}
