import SQLText

/// The last entry of the change log at some time: noted outside of the database, it tells later whether the log still has it.
///
///     ChangeLogHead("1234:5f0c…")     // as 'kontor verify' prints it; the hash alone does too
public struct ChangeLogHead: Sendable, Hashable, CustomStringConvertible {
    /// The entry's place; nil where only its hash was noted.
    public var sequence: Int64?
    /// The entry's hash, 32 bytes.
    public var hash: [UInt8]

    /// The head with a place and a hash.
    public init(sequence: Int64?, hash: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
    }

    /// Reads `N:HASH` or `HASH`; nil for any other text.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let digits = parts.last.map({ Array($0.utf8) }), digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: 64, by: 2) {
            guard digits[start...start + 1].allSatisfy({ $0 < 128 && Character(UnicodeScalar($0)).isHexDigit }),
                let byte = UInt8(String(decoding: digits[start...start + 1], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        hash = bytes
        guard parts.count == 2 else { return }
        guard let number = Int64(parts[0]), number >= 0 else { return nil }
        sequence = number
    }

    /// `N:HASH`.
    public var description: String { (sequence.map { "\($0):" } ?? "") + hash.map(hexadecimal).joined() }

    /// Whether this is the beginning of every log.
    var isOrigin: Bool { sequence == 0 }
}

extension ChangeLogTable {
    /// The last entry.
    public static func currentHead(in reader: any SQLReader) throws -> ChangeLogHead {
        let head = try head(in: reader)
        return ChangeLogHead(sequence: head.sequence, hash: head.hash)
    }

    /// Whether the log has a head that was noted earlier. Looks at one entry where its place is known, else at all.
    public static func contains(_ head: ChangeLogHead, in reader: any SQLReader) throws -> Bool {
        if head.isOrigin { return head.hash == ChangeLogChain.origin }
        var sql = SQLFragment("SELECT 1 FROM \"kontor_change_log\" WHERE \"hash\" = ?", .blob(head.hash))
        if let sequence = head.sequence { sql += SQLFragment(" AND \"sequence\" = ?", .integer(sequence)) }
        return try reader.exists(sql)
    }
}
