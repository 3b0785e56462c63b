import Crypto
import Model

/// How entries of the change log are tied together: each hash covers its entry and, by the previous hash, all before it.
///
/// The bytes that are hashed: the format's number, the previous hash, then each field, numbers in eight bytes big-endian and
/// texts in UTF-8 after their length. A text that is absent has the length 2⁶⁴−1, so that no two entries have the same bytes.
public enum ChangeLogChain {
    /// The hash before the first entry.
    public static let origin = [UInt8](repeating: 0, count: 32)

    /// The hash of a change at a place in the log.
    public static func hash(_ change: LoggedChange, sequence: Int64, previous: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(256 + (change.before?.utf8.count ?? 0) + (change.after?.utf8.count ?? 0))
        bytes += previous
        append(UInt64(bitPattern: sequence), to: &bytes)
        append(UInt64(bitPattern: change.instant.microseconds), to: &bytes)
        append(change.kind.rawValue, to: &bytes)
        append(change.entity, to: &bytes)
        append(change.recordID.high, to: &bytes)
        append(change.recordID.low, to: &bytes)
        append(UInt64(bitPattern: change.revision), to: &bytes)
        append(change.principal.high, to: &bytes)
        append(change.principal.low, to: &bytes)
        append(change.cause, to: &bytes)
        append(change.before, to: &bytes)
        append(change.after, to: &bytes)
        return [UInt8](SHA256.hash(data: bytes))
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private static func append(_ text: String?, to bytes: inout [UInt8]) {
        guard let text else { return append(UInt64.max, to: &bytes) }
        append(UInt64(text.utf8.count), to: &bytes)
        bytes.append(contentsOf: text.utf8)
    }
}
