import Model
import Testing

@Suite struct `Numbers with room for what lies between` {
    @Test(
        arguments: [
            ("a0 k3 *", [Int64.max], Int128(Int64.max) * 3), ("a0 a1 * k2 /", [.max, 2], Int128(Int64.max)),
            ("k150 k3 * r2", [], 5), ("k-150 r2", [], -2), ("k-149 f2", [], -2), ("k101 c2", [], 2),
            ("k5 s3", [], 5000),
            ("a0 k-1 %", [.min], 0), ("k7 k-2 /", [], -3), ("k7 k-2 %", [], 1), ("a0 a0 -", [.min], 0),
        ])
    func `are computed exactly`(program: String, arguments: [Int64], result: Int128) throws {
        let program = try #require(WideProgram(program))
        #expect(program.result { arguments[$0] } == result)
    }

    @Test(arguments: ["k1 k0 /", "k1 k0 %", "n k1 +", "a0", "k9223372036854775807 s38", "k1 s39"])
    func `are none without a divisor, an operand or room`(program: String) throws {
        #expect(try #require(WideProgram(program)).result { _ in nil } == nil)
    }

    @Test(arguments: ["", "+", "k1 k2", "x", "k", "a-1", "k1 +", "r2", "k1 r", "k1 k2 + +"])
    func `are read from programs only`(text: String) {
        #expect(WideProgram(text) == nil)
    }

    @Test(
        arguments: [
            ("1.5e3", "1500"), ("25E-1", "2.5"), ("1e-18", "0.000000000000000001"), ("0e99", "0"), ("-2.50e+2", "-250"),
            ("1200e-2", "12"),
        ])
    func `with an exponent are read exactly`(text: String, number: String) {
        #expect(ExactDecimal(scientific: text)?.description == number)
    }

    @Test(arguments: ["1e-9999999999", "1e-400", "1e400", "12345678901234567890e2", "1.23456789012345678e30"])
    func `that would lose something are refused`(text: String) throws {
        #expect(throws: JSONError.self) { try DataValue(json: text) }
    }

    @Test func `that are too small for an attribute are refused`() throws {
        let type = AttributeType.decimal(scale: 2, minimum: nil, maximum: nil)
        for text in ["1e-20", "1e-17", "1.555", "1555e-3"] {
            #expect(throws: Refusal.Problem.self) { try type.coerce(DataValue(json: text)).get() }
        }
        #expect(try type.coerce(DataValue(json: "155e-2")) == .success(.decimal(ExactDecimal(unscaled: 155, scale: 2))))
    }
}
