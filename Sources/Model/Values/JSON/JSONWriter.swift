/// Writes JSON as UTF-8 bytes, without a string in between.
///
///     var writer = JSONWriter()
///     writer.beginObject()
///     writer.name("subject")
///     writer.text("Wrong \"bill\"")
///     writer.endObject()                 // {"subject":"Wrong \"bill\""}
///
/// Commas are put where they belong; that names and values alternate is the caller's part.
public struct JSONWriter: Sendable {
    /// What was written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// - Parameter capacity: bytes to make room for at once.
    public init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    /// Opens an object; its members come next.
    public mutating func beginObject() { begin(UInt8(ascii: "{")) }
    /// Closes the object.
    public mutating func endObject() { end(UInt8(ascii: "}")) }
    /// Opens a list; its elements come next.
    public mutating func beginList() { begin(UInt8(ascii: "[")) }
    /// Closes the list.
    public mutating func endList() { end(UInt8(ascii: "]")) }

    /// A member's name; its value comes next.
    public mutating func name(_ name: String) {
        text(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A member's name that was prepared with ``key(_:)``.
    @inline(__always)
    public mutating func name(prepared key: [UInt8]) {
        separate()
        bytes.append(contentsOf: key)
        needsComma = false
    }

    /// A whole member, name and value, that already is JSON: `"kind":"complaint"`.
    public mutating func member(prepared member: [UInt8]) { raw(member) }

    /// A name in quotes with its colon, for ``name(prepared:)``: `"subject":`.
    public static func key(_ name: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.name(name)
        return writer.bytes
    }

    /// One value that already is JSON.
    public mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    /// The value null.
    public mutating func null() { ascii("null") }
    /// True or false.
    public mutating func boolean(_ value: Bool) { ascii(value ? "true" : "false") }

    /// A whole number.
    public mutating func integer(_ value: Int64) {
        separate()
        digits(value.magnitude, negative: value < 0, minimumLength: 1)
        needsComma = true
    }

    /// All digits of the value's scale: `12.50` of scale 2.
    public mutating func decimal(_ value: ExactDecimal) {
        separate()
        digits(value.unscaled.magnitude, negative: value.unscaled < 0, minimumLength: value.scale + 1)
        if value.scale > 0 { bytes.insert(UInt8(ascii: "."), at: bytes.count - value.scale) }
        needsComma = true
    }

    /// A finite binary number in its shortest form, always with an exponent; null where it is not finite.
    public mutating func number(_ value: Double) {
        guard value.isFinite else { return null() }
        separate()
        let text = value.description
        bytes.append(contentsOf: text.utf8)
        if !text.utf8.contains(UInt8(ascii: "e")) { bytes.append(contentsOf: [UInt8(ascii: "e"), UInt8(ascii: "0")]) }
        needsComma = true
    }

    /// A text, escaped as RFC 8259 §7 demands and no further.
    public mutating func text(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// An id in its canonical text form.
    public mutating func id(_ value: RecordID) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        hex(value.high, groups: (8, 4, 4))
        bytes.append(UInt8(ascii: "-"))
        hex(value.low, groups: (4, 12, 0))
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// A day as `YYYY-MM-DD`.
    public mutating func date(_ value: CalendarDate) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        day(value)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    /// RFC 3339 in UTC, with as many digits of a second as there are (none, three or six).
    public mutating func instant(_ value: Instant) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        day(value.date)
        let time = UInt64(value.timeOfDay)
        let (seconds, fraction) = time.quotientAndRemainder(dividingBy: 1_000_000)
        bytes.append(UInt8(ascii: "T"))
        twoDigits(seconds / 3600)
        bytes.append(UInt8(ascii: ":"))
        twoDigits(seconds / 60 % 60)
        bytes.append(UInt8(ascii: ":"))
        twoDigits(seconds % 60)
        if fraction > 0 {
            bytes.append(UInt8(ascii: "."))
            let milliseconds = fraction % 1000 == 0
            digits(milliseconds ? fraction / 1000 : fraction, negative: false, minimumLength: milliseconds ? 3 : 6)
        }
        bytes.append(UInt8(ascii: "Z"))
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() { if needsComma { bytes.append(UInt8(ascii: ",")) } }

    private mutating func ascii(_ word: StaticString) {
        separate()
        bytes.append(contentsOf: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        needsComma = true
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for (index, byte) in text.enumerated() {
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            bytes.append(contentsOf: text[start..<index])
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
            case 0x08: bytes.append(UInt8(ascii: "b"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0C: bytes.append(UInt8(ascii: "f"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            default:
                bytes.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
                bytes.append(hexDigits[Int(byte >> 4)])
                bytes.append(hexDigits[Int(byte & 0xF)])
            }
            start = index + 1
        }
        bytes.append(contentsOf: text[start...])
    }

    private mutating func day(_ date: CalendarDate) {
        let (year, month, day) = date.components
        digits(UInt64(max(0, year)), negative: false, minimumLength: 4)
        bytes.append(UInt8(ascii: "-"))
        twoDigits(UInt64(month))
        bytes.append(UInt8(ascii: "-"))
        twoDigits(UInt64(day))
    }

    private mutating func twoDigits(_ value: UInt64) {
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10))
        bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }

    private mutating func digits(_ magnitude: UInt64, negative: Bool, minimumLength: Int) {
        if negative { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        var rest = magnitude
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0 || bytes.count - start < minimumLength
        bytes[start...].reverse()
    }

    private mutating func hex(_ half: UInt64, groups: (Int, Int, Int)) {
        var shift: UInt64 = 64
        for (index, length) in [groups.0, groups.1, groups.2].enumerated() where length > 0 {
            if index > 0 { bytes.append(UInt8(ascii: "-")) }
            for _ in 0..<length {
                shift -= 4
                bytes.append(hexDigits[Int(truncatingIfNeeded: half >> shift & 0xF)])
            }
        }
    }
}

private let hexDigits: [UInt8] = Array("0123456789abcdef".utf8)

extension JSONWriter {
    /// A value whose type nobody declared, in canonical form.
    public mutating func value(_ value: DataValue) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .integer(let value): integer(value)
        case .decimal(let value): decimal(shortest(value))
        case .number(let value): number(value)
        case .text(let value): text(value)
        case .list(let values):
            beginList()
            for element in values { self.value(element) }
            endList()
        case .object(let members):
            beginObject()
            for member in members {
                name(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }

    /// A place as GeoJSON has it, longitude first (RFC 7946 §3.1.2).
    public mutating func point(_ value: GeoPoint) {
        beginObject()
        name("type")
        text("Point")
        name("coordinates")
        beginList()
        decimal(shortest(value.longitude))
        decimal(shortest(value.latitude))
        endList()
        endObject()
    }

    /// The value of an attribute: choices and states as texts, decimals with all digits of their scale.
    public mutating func value(_ value: AttributeValue) {
        switch value {
        case .null: null()
        case .boolean(let value): boolean(value)
        case .integer(let value): integer(value)
        case .decimal(let value): decimal(value)
        case .text(let value): text(value)
        case .date(let value): date(value)
        case .instant(let value): instant(value)
        case .time(let value): text(value.description)
        case .duration(let value): text(value.description)
        case .names, .json: self.value(DataValue(value))
        case .point(let value): point(value)
        case .record(let value): id(value)
        }
    }
}

/// The decimal without zeros at its end, but with one digit after the point.
private func shortest(_ value: ExactDecimal) -> ExactDecimal {
    var (unscaled, scale) = (value.unscaled, value.scale)
    while scale > 1, unscaled % 10 == 0 { (unscaled, scale) = (unscaled / 10, scale - 1) }
    return scale == 0
        ? ExactDecimal(unscaled: unscaled, scale: 0).rescaled(to: 1) ?? value
        : ExactDecimal(unscaled: unscaled, scale: scale)
}
