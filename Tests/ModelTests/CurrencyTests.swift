import Model
import Testing

@Suite struct `Currencies` {
    @Test(arguments: [
        ("EUR", 2), ("USD", 2), ("CHF", 2), ("JPY", 0), ("KRW", 0), ("ISK", 0), ("UGX", 0), ("BHD", 3), ("TND", 3),
        ("IQD", 3), ("CLF", 4), ("UYW", 4), ("MGA", 2), ("XAF", 0), ("XCG", 2), ("ZWG", 2),
    ])
    func `have the digits that ISO 4217 gives them`(code: String, digits: Int) throws {
        let currency = try #require(Currency(code))
        #expect(currency.digits == digits)
        #expect(Currency.digits(of: code) == digits)
        #expect(Currency(code.lowercased()) == currency)
    }

    @Test(arguments: ["", "EU", "EURO", "XAU", "XXX", "XTS", "DEM", "HRK", "ANG", "ZWL", "SLL", "€"])
    func `are no metals, test codes and withdrawn ones`(code: String) { #expect(Currency(code) == nil) }

    @Test func `are in one order, each once, each with a code of three capitals`() {
        #expect(Currency.all.count == 165)
        #expect(Currency.all == Currency.all.sorted())
        #expect(Set(Currency.all.map(\.code)).count == Currency.all.count)
        #expect(Currency.all.allSatisfy { $0.code.utf8.count == 3 && $0.code == $0.code.uppercased() })
        #expect(Currency.all.allSatisfy { (0...Currency.mostDigits).contains($0.digits) })
    }

    @Test func `are found by a sign that no two of them share`() {
        let signs = Currency.all.compactMap(\.sign)
        #expect(Set(signs).count == signs.count)
        #expect(Currency(sign: "€")?.code == "EUR")
        #expect(Currency(sign: "kr") == nil)
    }
}
