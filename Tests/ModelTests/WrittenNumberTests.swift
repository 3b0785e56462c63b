import Model
import Testing

@Suite struct `Numbers as people write them` {
    @Test(arguments: [
        ("1.234,50", ",", "1234.50"), ("12,50", ",", "12.50"), ("1.250", ",", "1250"), ("1,234.50", ".", "1234.50"),
        ("1'234.50", ".", "1234.50"), ("1’234.50", ".", "1234.50"), ("1ʼ234", ".", "1234"),
        ("1\u{A0}234,5", ",", "1234.5"), ("1\u{202F}234\u{202F}567", ".", "1234567"), ("12 345", ",", "12345"),
        ("−5", ",", "-5"), ("\u{2013}5", ",", "-5"), ("5,00-", ",", "-5.00"), ("5,00 −", ",", "-5.00"),
        ("(5,00)", ",", "-5.00"), ("( 1.234 )", ",", "-1234"), ("+7", ".", "7"), ("- 3", ".", "-3"),
        ("0,005", ",", "0.005"),
        (" 007 ", ",", "007"), ("999.999.999", ",", "999999999"),
    ])
    func `are read exactly`(text: String, sign: String, number: String) throws {
        let decimal = try #require(WrittenNumber.DecimalSign(rawValue: sign))
        #expect(WrittenNumber(text, decimal: decimal)?.text == number)
    }

    @Test(arguments: [
        ("12.50", ","), ("1.2.3", ","), ("4.25", ","), ("4,25", "."), ("-1.000,00", "."), ("0,005", "."), ("12.5", ","),
        ("1.234,56,7", ","), ("1,234,56", "."), ("1.234'567", ","), ("1234.567", ","), ("0.123", ","), ("01.234", ","),
        ("1 2 3", ","), ("12 34", "."), ("1. 234", ","), ("1,234 5", ","), ("1,2.345", ","), ("1.234.", ","),
        ("5,", ","),
        (",5", ","), ("", ","), ("-", ","), ("--5", ","), ("-5-", ","), ("(-5)", ","), ("(5", ","), ("5)", ","),
        ("1e5", "."), ("٣", "."), ("5 €", ","), ("1.23E+12", "."),
    ])
    func `are not bent until they fit`(text: String, sign: String) throws {
        let decimal = try #require(WrittenNumber.DecimalSign(rawValue: sign))
        #expect(WrittenNumber(text, decimal: decimal) == nil)
    }

    @Test func `have no comma where nobody said what it means`() {
        #expect(WrittenNumber("1,234", decimal: .point, grouping: .unmistakable) == nil)
        #expect(WrittenNumber("1'234.5", decimal: .point, grouping: .unmistakable)?.text == "1234.5")
        #expect(WrittenNumber("1 234", decimal: .point, grouping: .unmistakable)?.text == "1234")
    }

    @Test(arguments: [
        ("12764.5293", 2, "12764.53"), ("0.005", 2, "0.01"), ("-0.005", 2, "-0.01"), ("0.0049999", 2, "0.00"),
        ("999.995", 2, "1000.00"), ("1.5", 0, "2"), ("9.5", 0, "10"), ("2.4", 0, "2"), ("1.2", 3, "1.2"),
        ("0.12345678901234567890125", 22, "0.1234567890123456789013"),
    ])
    func `are rounded where it is asked for, halves away from zero`(text: String, places: Int, rounded: String) {
        #expect(WrittenNumber(text, decimal: .point)?.rounded(to: places).text == rounded)
    }

    @Test func `are whole whatever zeros stand behind the decimal sign`() {
        #expect(WrittenNumber("12,00", decimal: .comma)?.integer == 12)
        #expect(WrittenNumber("12,50", decimal: .comma)?.integer == nil)
        #expect(WrittenNumber("9.223.372.036.854.775.807", decimal: .comma)?.integer == .max)
        #expect(WrittenNumber("9223372036854775808", decimal: .comma)?.integer == nil)
        #expect(WrittenNumber("1,50000000000000000000", decimal: .comma)?.exact == ExactDecimal("1.5"))
        #expect(WrittenNumber("1234567890123456789", decimal: .comma)?.exact == nil)
    }

    /// Every number is read back from every way of writing it.
    @Test func `come back from every way of writing them`() {
        var random = SeededRandom(state: 11)
        for _ in 0..<5000 {
            let unscaled = Int64.random(in: -999_999_999_999...999_999_999_999, using: &random)
            let number = ExactDecimal(unscaled: unscaled, scale: Int.random(in: 0...4, using: &random))
            let decimal = WrittenNumber.DecimalSign.allCases.randomElement(using: &random) ?? .comma
            let group =
                ["", decimal == .comma ? "." : ",", "'", "’", "\u{A0}", "\u{202F}", " "]
                .randomElement(using: &random) ?? ""
            #expect(WrittenNumber(Self.written(number, decimal, group, &random), decimal: decimal)?.exact == number)
        }
    }

    private static func written(
        _ number: ExactDecimal, _ decimal: WrittenNumber.DecimalSign, _ group: String, _ random: inout SeededRandom
    ) -> String {
        let parts = number.description.drop { $0 == "-" }.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index) % 3 == 0 { whole += group }
            whole.append(digit)
        }
        let text = whole + (parts.count == 2 ? decimal.rawValue + parts[1] : "")
        guard number.unscaled < 0 else { return text }
        return ["-\(text)", "−\(text)", "\(text)-", "(\(text))", "- \(text)"].randomElement(using: &random) ?? text
    }
}
