public import Model

/// One row of a running query; columns count from 0. Valid only inside the closure it was handed to.
///
/// A column that is null reads as 0, an empty text or no bytes: ask ``isNull(_:)`` where that matters.
public protocol SQLRow: AnyObject {
    /// How many columns the query gives.
    var columnCount: Int { get }
    /// Whether the column is null.
    func isNull(_ column: Int) -> Bool
    /// The column as a 64-bit integer.
    func integer(_ column: Int) -> Int64
    /// The column as a double.
    func real(_ column: Int) -> Double
    /// The column as a string.
    func text(_ column: Int) -> String
    /// The column as bytes.
    func blob(_ column: Int) -> [UInt8]
    /// The UTF-8 of a text column or the bytes of a blob, without copying them. They must not leave the closure.
    func withBytes<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R
    /// Notes that a value of the row is damaged, so that somebody learns of it.
    func setAside(_ damage: StoredDamage)
}

extension SQLRow {
    /// The UTF-8 of a text column without copying it, for writing JSON straight from a row.
    public func withText<R>(_ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
        try withBytes(column, body)
    }

    /// The column as a 64-bit integer; nil when it is null.
    public func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

    /// The column as a string; nil when it is null.
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

    /// The column as bytes; nil when it is null.
    public func optionalBlob(_ column: Int) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// An id of 16 bytes; nil when it is null.
    /// - Throws: ``StorageError`` of ``StorageError/Reason/corrupt`` for any other length.
    public func optionalRecordID(_ column: Int) throws -> RecordID? { isNull(column) ? nil : try recordID(column) }

    /// An id of 16 bytes.
    /// - Throws: ``StorageError`` of ``StorageError/Reason/corrupt`` for any other length.
    public func recordID(_ column: Int) throws -> RecordID {
        let halves: (UInt64, UInt64)? = withBytes(column) { bytes in
            guard bytes.count == 16 else { return nil }
            var (high, low): (UInt64, UInt64) = (0, 0)
            for index in 0..<8 {
                high = high << 8 | UInt64(bytes[index])
                low = low << 8 | UInt64(bytes[index + 8])
            }
            return (high, low)
        }
        guard let halves else { throw StorageError(.corrupt, "an id of \(blob(column).count) bytes instead of 16") }
        return RecordID(high: halves.0, low: halves.1)
    }

    /// A point in time, kept in microseconds.
    public func instant(_ column: Int) -> Instant { Instant(microseconds: integer(column)) }

    /// A point in time, kept in microseconds; nil when it is null.
    public func optionalInstant(_ column: Int) -> Instant? { optionalInteger(column).map(Instant.init(microseconds:)) }
}
