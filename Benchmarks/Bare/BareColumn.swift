import Model

/// A column and how its value is written as JSON.
struct BareColumn: Sendable {
    enum Kind: Sendable {
        case text, integer, boolean, instant, identifier
        case decimal(scale: Int)
    }

    var name: String
    var key: [UInt8]
    var kind: Kind

    init(_ attribute: Attribute) {
        name = attribute.name
        key = JSONWriter.key(attribute.name)
        kind =
            switch attribute.type {
            case .integer: .integer
            case .boolean: .boolean
            case .instant: .instant
            case .decimal(let scale, _, _): .decimal(scale: scale)
            case .lookup, .identifier, .principal: .identifier
            default: .text
            }
    }

    /// Writes the column of the row that a statement stands on.
    func write(_ row: BareStatement, _ column: Int32, _ writer: inout JSONWriter) {
        writer.name(prepared: key)
        guard !row.isNull(column) else { return writer.null() }
        switch kind {
        case .text: writer.text(row.text(column))
        case .integer: writer.integer(row.integer(column))
        case .boolean: writer.boolean(row.integer(column) != 0)
        case .instant: writer.instant(Instant(microseconds: row.integer(column)))
        case .decimal(let scale): writer.decimal(ExactDecimal(unscaled: row.integer(column), scale: scale))
        case .identifier: writer.id(RecordID(row.bytes(column)))
        }
    }
}

extension RecordID {
    /// From the 16 bytes of a column.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}
