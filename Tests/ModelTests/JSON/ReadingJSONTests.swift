import Model
import Testing

@Suite struct `Reading JSON` {
    @Test func `keeps every digit of a decimal`() throws {
        let value = try DataValue(
            json: #"{"claim": 12.50, "big": 9223372036854775807, "small": -0.000000000000000001}"#)
        #expect(value["claim"] == .decimal(ExactDecimal(unscaled: 1250, scale: 2)))
        #expect(value["big"] == .integer(.max))
        #expect(value["small"] == .decimal(ExactDecimal(unscaled: -1, scale: 18)))
    }

    @Test func `reads a number with an exponent exactly where it has room, else as binary`() throws {
        #expect(
            try DataValue(json: "[1e3, 2.5E-1, 1e300]")
                == .list([.integer(1000), .decimal(ExactDecimal(unscaled: 25, scale: 2)), .number(1e300)]))
        // What was binary when it was written has up to 17 digits.
        #expect(try DataValue(json: DataValue.number(1.0 / 300_000).jsonText) == .number(1.0 / 300_000))
        for lossy in ["1.23456789012345678e300", "1.0000000000000001e300", "1.234567e-320"] {
            #expect { try DataValue(json: lossy) } throws: { ($0 as? JSONError)?.reason == .numberTooLong }
        }
    }

    @Test func `takes an exponent in what was stored as the mark of a binary number`() throws {
        #expect(
            try DataValue(storedJSON: "[1e3, 2.5E-1, 0.25, 1.2345678901234567e300]")
                == .list([
                    .number(1000), .number(0.25), .decimal(ExactDecimal(unscaled: 25, scale: 2)),
                    .number(1.2345678901234567e300),
                ]))
        #expect { try DataValue(storedJSON: "1e999") } throws: { ($0 as? JSONError)?.reason == .numberTooLong }
    }

    @Test func `keeps members in their order`() throws {
        let value = try DataValue(json: #" { "b" : true , "a" : [ null , false ] } "#)
        #expect(value == .object(["b": .boolean(true), "a": .list([.null, .boolean(false)])]))
    }

    @Test func `understands every escape`() throws {
        let value = try DataValue(json: #""\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00é""#)
        #expect(value == .text("\"\\/\u{8}\u{c}\n\r\tä😀é"))
    }

    @Test(arguments: [
        ("", JSONError.Reason.unexpectedEnd), ("[1,", .unexpectedEnd), ("\"abc", .unexpectedEnd),
        ("tru", .unexpectedEnd),
        ("[1,]", .unexpectedByte), ("{\"a\":1,}", .unexpectedByte), ("{a:1}", .unexpectedByte),
        ("[1 2]", .unexpectedByte),
        ("'a'", .unexpectedByte), ("NaN", .unexpectedByte), ("+1", .unexpectedByte), ("\u{FEFF}1", .unexpectedByte),
        ("1 2", .trailingText), ("{} x", .trailingText), ("01", .invalidNumber), ("-", .invalidNumber),
        ("1.", .invalidNumber), ("1e", .invalidNumber), ("-01", .invalidNumber), (".5", .unexpectedByte),
        ("\"\\x\"", .invalidEscape), ("\"\\u12g4\"", .invalidEscape), ("\"\\ud800\"", .loneSurrogate),
        ("\"\\ud800\\u0041\"", .loneSurrogate), ("\"\\udc00\"", .loneSurrogate), ("\"a\nb\"", .controlCharacter),
        ("{\"a\":1,\"a\":2}", .duplicateName), ("{\"a\":1,\"\\u0061\":2}", .duplicateName),
        ("9223372036854775808", .numberTooLong), ("1.0000000000000000001", .numberTooLong), ("1e999", .numberTooLong),
    ])
    func `refuses what is not JSON`(text: String, reason: JSONError.Reason) {
        #expect { try DataValue(json: text) } throws: { ($0 as? JSONError)?.reason == reason }
    }

    @Test(
        arguments: [
            [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0x5C, 0x6E, 0xE4, 0x22],
        ] as [[UInt8]])
    func `refuses bytes that are not UTF-8`(bytes: [UInt8]) {
        #expect { try DataValue(json: bytes) } throws: { ($0 as? JSONError)?.reason == .invalidUTF8 }
    }

    @Test func `stops at the depth it is given, however long the text`() {
        let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect { try DataValue(json: deep) } throws: { ($0 as? JSONError)?.offset == 64 }
        #expect(throws: Never.self) {
            try DataValue(json: String(repeating: "[", count: 64) + String(repeating: "]", count: 64))
        }
    }

    @Test func `says line and column, in both languages`() throws {
        let error = try #require(throws: JSONError.self) { try DataValue(json: "{\n  \"a\": 1,\n  \"a\": 2\n}") }
        #expect(error.description == "line 3, column 3: the name appears twice in one object ('a')")
        #expect(error.message[.german] == "Zeile 3, Spalte 3: der Name steht zweimal in einem Objekt ('a')")
    }
}
