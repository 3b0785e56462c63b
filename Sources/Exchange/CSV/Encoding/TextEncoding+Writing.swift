extension TextEncoding {
    /// The bytes of a text that is held as UTF-8: the inverse of ``TextDecoding``. A letter that the encoding does not have
    /// becomes a question mark.
    func bytes(of utf8: [UInt8]) -> [UInt8] {
        if self == .utf8 { return utf8 }
        var result: [UInt8] = []
        result.reserveCapacity(utf8.count * 2)
        let bytes = letters.map(Self.bytesByLetter)
        Self.forEachLetter(in: utf8) { letter in
            if let bytes {
                result.append(letter < 0x80 ? UInt8(letter) : bytes[letter] ?? UInt8(ascii: "?"))
            } else if letter < 0x10000 {
                append(UInt16(letter), to: &result)
            } else {
                let rest = letter - 0x10000
                append(UInt16(0xD800 | rest >> 10), to: &result)
                append(UInt16(0xDC00 | rest & 0x3FF), to: &result)
            }
        }
        return result
    }

    private func append(_ unit: UInt16, to result: inout [UInt8]) {
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        result += self == .utf16LittleEndian ? [low, high] : [high, low]
    }

    private static func bytesByLetter(_ letters: [UInt16]) -> [UInt32: UInt8] {
        var result: [UInt32: UInt8] = [:]
        for (byte, letter) in letters.enumerated() where byte >= 0x80 { result[UInt32(letter)] = UInt8(byte) }
        return result
    }

    /// Goes over the letters, single surrogates included; a byte that begins none counts as U+FFFD.
    private static func forEachLetter(in bytes: [UInt8], _ body: (UInt32) -> Void) {
        var index = 0
        while index < bytes.count {
            let first = bytes[index]
            let length =
                switch first {
                case 0..<0x80: 1
                case 0xC2..<0xE0: 2
                case 0xE0..<0xF0: 3
                case 0xF0..<0xF5: 4
                default: 0
                }
            let tail = bytes[min(bytes.count, index + 1)..<min(bytes.count, index + max(1, length))]
            guard length > 0, tail.count == length - 1, tail.allSatisfy({ $0 & 0xC0 == 0x80 }) else {
                body(0xFFFD)
                index += 1
                continue
            }
            let head = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
            body(tail.reduce(head) { $0 << 6 | UInt32($1 & 0x3F) })
            index += length
        }
    }
}
