import Model

/// Writes a cursor's values: a tag, then eight bytes or a counted text.
struct CursorWriter {
    var bytes: [UInt8] = []

    mutating func write(_ number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    mutating func write(_ value: AttributeValue) {
        switch value {
        case .null: bytes.append(0)
        case .boolean(let value): bytes.append(value ? 2 : 1)
        case .integer(let value): tagged(3, UInt64(bitPattern: value))
        case .decimal(let value):
            tagged(4, UInt64(bitPattern: value.unscaled))
            bytes.append(UInt8(clamping: value.scale))
        case .text(let value):
            tagged(5, UInt64(value.utf8.count))
            bytes += value.utf8
        case .date(let value): tagged(6, UInt64(bitPattern: Int64(value.daysSinceEpoch)))
        case .instant(let value): tagged(7, UInt64(bitPattern: value.microseconds))
        case .record(let value):
            tagged(8, value.high)
            write(value.low)
        case .time(let value): tagged(9, UInt64(bitPattern: value.milliseconds))
        case .duration(let value): tagged(10, UInt64(bitPattern: value.milliseconds))
        case .point(let value): tagged(11, UInt64(bitPattern: value.packed))
        // Lists and JSON have no order, so no list is sorted by them.
        case .names, .json: bytes.append(0)
        }
    }

    private mutating func tagged(_ tag: UInt8, _ number: UInt64) {
        bytes.append(tag)
        write(number)
    }
}

/// Reads what ``CursorWriter`` wrote; nil wherever the bytes are not that.
struct CursorReader {
    let bytes: [UInt8]
    var position: Int

    /// What nobody has read.
    mutating func readRest() -> [UInt8] {
        defer { position = bytes.count }
        return Array(bytes[position...])
    }

    mutating func readNumber() -> UInt64? {
        guard bytes.count - position >= 8 else { return nil }
        defer { position += 8 }
        return bytes[position..<position + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func readValue() -> AttributeValue? {
        guard let tag = readByte() else { return nil }
        switch tag {
        case 0: return .null
        case 1, 2: return .boolean(tag == 2)
        case 3: return readNumber().map { .integer(Int64(bitPattern: $0)) }
        case 4:
            guard let unscaled = readNumber(), let scale = readByte(), scale <= 18 else { return nil }
            return .decimal(ExactDecimal(unscaled: Int64(bitPattern: unscaled), scale: Int(scale)))
        case 5: return readText().map { .text($0) }
        case 6:
            // Years 1 to 9999, as the store's text form has them.
            guard let days = readNumber().map({ Int64(bitPattern: $0) }), (-719_162...2_932_896).contains(days)
            else { return nil }
            return .date(CalendarDate(daysSinceEpoch: Int(days)))
        case 7: return readNumber().map { .instant(Instant(microseconds: Int64(bitPattern: $0))) }
        case 8:
            guard let high = readNumber(), let low = readNumber() else { return nil }
            return .record(RecordID(high: high, low: low))
        case 9: return readNumber().flatMap { TimeOfDay(milliseconds: Int64(bitPattern: $0)) }.map { .time($0) }
        case 10: return readNumber().flatMap { TimeSpan(milliseconds: Int64(bitPattern: $0)) }.map { .duration($0) }
        case 11: return readNumber().flatMap { GeoPoint(packed: Int64(bitPattern: $0)) }.map { .point($0) }
        default: return nil
        }
    }

    private mutating func readByte() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func readText() -> String? {
        guard let count = readNumber(), count <= UInt64(bytes.count - position) else { return nil }
        defer { position += Int(count) }
        return String(validating: bytes[position..<position + Int(count)], as: UTF8.self)
    }
}
