/// Turns the bytes of a text into UTF-8, piece by piece.
///
/// Halves of a surrogate pair that stand alone are given as three bytes, which is no UTF-8: their row is refused by that, and they
/// can be written back as they were. UTF-8 is passed on as it is.
struct TextDecoding {
    private let encoding: TextEncoding
    /// The byte of a two-byte unit whose other half comes with the next piece.
    private var halfUnit: UInt8?
    private var highSurrogate: UInt16?

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    mutating func utf8(of piece: [UInt8]) -> [UInt8] {
        if encoding == .utf8 { return piece }
        var result: [UInt8] = []
        result.reserveCapacity(piece.count * 2)
        if let letters = encoding.letters {
            for byte in piece {
                if byte < 0x80 { result.append(byte) } else { Self.append(UInt32(letters[Int(byte)]), to: &result) }
            }
            return result
        }
        for byte in piece {
            guard let half = halfUnit else {
                halfUnit = byte
                continue
            }
            halfUnit = nil
            let isLittle = encoding == .utf16LittleEndian
            let unit = isLittle ? UInt16(byte) << 8 | UInt16(half) : UInt16(half) << 8 | UInt16(byte)
            append(unit, to: &result)
        }
        return result
    }

    /// What is left at the end of the text.
    mutating func end() -> [UInt8] {
        var result: [UInt8] = []
        flushSurrogate(to: &result)
        // Half a unit is no letter.
        if halfUnit != nil { result.append(0xFF) }
        halfUnit = nil
        return result
    }

    private mutating func append(_ unit: UInt16, to result: inout [UInt8]) {
        if let high = highSurrogate, UTF16.isTrailSurrogate(unit) {
            highSurrogate = nil
            let letter = 0x10000 + (UInt32(high & 0x3FF) << 10) + UInt32(unit & 0x3FF)
            return Self.append(letter, to: &result)
        }
        flushSurrogate(to: &result)
        if UTF16.isLeadSurrogate(unit) { highSurrogate = unit } else { Self.append(UInt32(unit), to: &result) }
    }

    private mutating func flushSurrogate(to result: inout [UInt8]) {
        if let high = highSurrogate { Self.append(UInt32(high), to: &result) }
        highSurrogate = nil
    }

    private static func append(_ letter: UInt32, to result: inout [UInt8]) {
        func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | (letter >> shift) & 0x3F) }
        switch letter {
        case 0..<0x80: result.append(UInt8(letter))
        case 0x80..<0x800: result += [UInt8(0xC0 | letter >> 6), tail(0)]
        case 0x800..<0x10000: result += [UInt8(0xE0 | letter >> 12), tail(6), tail(0)]
        default: result += [UInt8(0xF0 | letter >> 18 & 0x07), tail(12), tail(6), tail(0)]
        }
    }
}
