import Model
import Scripting
import Testing

@Suite struct `Decimals in scripts` {
    private let sandbox: Sandbox
    init() throws { sandbox = try Sandbox() }

    /// What an expression makes of `a` and `b`.
    private func value(
        _ text: String, _ a: DataValue = .null, _ b: DataValue = .null
    ) throws -> DataValue {
        let environment = try sandbox.makeEnvironment()
        try environment.set("a", to: a)
        try environment.set("b", to: b)
        return try sandbox.evaluate(sandbox.compile(ScriptSource(expression: text, name: "d.lua")), in: environment)
    }

    private func decimal(_ text: String) throws -> DataValue { .decimal(try #require(ExactDecimal(text))) }

    /// The number that a value denotes, as a decimal.
    private func exact(_ value: DataValue) -> ExactDecimal? {
        switch value {
        case .decimal(let decimal): decimal
        case .integer(let integer): ExactDecimal(unscaled: integer)
        case .number(let number):
            number == number.rounded() ? ExactDecimal(String(Int64(number))) : ExactDecimal(number.description)
        default: nil
        }
    }

    @Test func `come back with every digit, whatever they are`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            let digits = Int.random(in: 1...18, using: &random)
            let largest = (0..<digits).reduce(Int64(1)) { power, _ in power * 10 } - 1
            let given = ExactDecimal(
                unscaled: Int64.random(in: -largest...largest, using: &random),
                scale: Int.random(in: 0...9, using: &random))
            let back = try value("a", .decimal(given))
            let isSame =
                if case .number(let number) = back { number == given.approximation } else { exact(back) == given }
            let isShort = given.shortened.unscaled.magnitude < 1_000_000_000_000_000
            #expect(isSame, "\(given) came back as \(back)")
            if case .number = back { #expect(isShort) } else { #expect(!isShort) }
        }
    }

    @Test(arguments: [
        ("a + 0.01", "90071992547409.93", "90071992547409.94"), ("a - a", "90071992547409.93", "0"),
        ("a * 2", "123456789.123456789", "246913578.246913578"), ("-a", "90071992547409.93", "-90071992547409.93"),
        ("a / 2", "90071992547409.93", "45035996273704.965"), ("a // 1", "-90071992547409.93", "-90071992547410"),
        ("a % 1", "90071992547409.93", "0.93"), ("math.round(a, 1)", "90071992547409.95", "90071992547410.0"),
        ("math.floor(a)", "1234567890123456.78", "1234567890123456"),
        ("math.abs(a)", "-1234567890123456.7", "1234567890123456.7"),
        ("math.ceil(a)", "1234567890123456.2", "1234567890123457"),
        ("math.max(1, a)", "1234567890123456.2", "1234567890123456.2"),
        ("math.min(1, a)", "1234567890123456.2", "1"), ("math.decimal('0.1') + 0.2", "1", "0.3"),
    ])
    func `compute exactly`(text: String, a: String, result: String) throws {
        let found = try value(text, decimal(a))
        let expected = try #require(ExactDecimal(result))
        let difference = exact(found).map { abs($0.approximation - expected.approximation) } ?? 1
        #expect(exact(found) == expected || difference < 1e-15, "\(found)")
    }

    @Test func `have one form for each value, so that they can be compared with what is written`() throws {
        #expect(try value("a == 12.5 and a > 12 and a < 13", decimal("12.50")) == .boolean(true))
        #expect(
            try value(
                "a == b and a <= b and not (a < b)", decimal("1234567890123456.70"), decimal("1234567890123456.7"))
                == .boolean(true))
        #expect(try value("a > 1e30 or a < -math.huge", decimal("1234567890123456.7")) == .boolean(false))
        #expect(try value("a - 1234567890123456 == 0.5", decimal("1234567890123456.5")) == .boolean(true))
        #expect(
            try value("tostring(a) .. '|' .. a", decimal("-1234567890123456.05"))
                == .text("-1234567890123456.05|-1234567890123456.05"))
        #expect(try value("string.format('%s', a)", decimal("1234567890123456.7")) == .text("1234567890123456.7"))
    }

    @Test(arguments: [
        "a * a", "a + 'x'", "a / 0", "a < 'x'", "a * 1e300", "a .. {}", "math.decimal('1234567890123456789')",
    ])
    func `are no error's way to a nearby value`(text: String) throws {
        #expect(throws: ScriptError.self) { try value(text, decimal("123456789012345678")) }
    }

    @Test func `are kept in a session that is stored and restored`() throws {
        let session = try sandbox.makeSession()
        try sandbox.execute(
            sandbox.compile(ScriptSource("x = math.decimal('90071992547409.93') y = { x }", name: "s.lua")), in: session
        )
        let stored = try session.snapshot()
        let next = try sandbox.makeSession()
        try next.restore(stored)
        #expect(exact(try next.value(of: "x")) == ExactDecimal("90071992547409.93"))
        #expect(try next.snapshot() == stored)
    }

    @Test(arguments: [("2.5", "3"), ("-2.5", "-3"), ("2.4", "2"), ("0.5", "1"), ("1e-20", "0")])
    func `are rounded with halves away from zero`(written: String, result: String) throws {
        #expect(exact(try value("math.round(\(written))")) == ExactDecimal(result))
    }
}
