/// A currency that is in use, by its code of ISO 4217.
///
///     Currency("JPY")?.digits   // 0
///     Currency("EUR")?.digits   // 2
///     Currency("BHD")?.digits   // 3
public struct Currency: Sendable, Hashable, Comparable, LosslessStringConvertible {
    /// Three capital letters: `EUR`.
    public let code: String
    /// Digits after the point that an amount has (the minor unit of ISO 4217).
    public let digits: Int

    /// The currency of a code, in either case; nil where ISO 4217 lists none, or one without a minor unit, as gold.
    public init?(_ code: String) {
        let code = code.uppercased()
        guard let digits = Self.minorUnits[code] else { return nil }
        self.code = code
        self.digits = digits
    }

    private init(code: String, digits: Int) {
        self.code = code
        self.digits = digits
    }

    /// The code.
    public var description: String { code }

    /// By code.
    public static func < (left: Self, right: Self) -> Bool { left.code < right.code }

    /// Every currency with a minor unit, by code.
    public static let all: [Currency] = minorUnits.map { Currency(code: $0.key, digits: $0.value) }.sorted()

    /// The digits after the point of a currency; nil for a code that is none.
    ///
    ///     Currency.digits(of: "JPY")   // 0
    public static func digits(of code: String) -> Int? { minorUnits[code] }

    /// All codes, in their order.
    public static let codes: [String] = all.map(\.code)

    /// The most digits that any currency has after the point.
    public static let mostDigits = 4

    /// The sign that stands for the currency alone, where there is one that cannot be taken for another currency's.
    public var sign: String? { Self.signs[code] }

    /// The currency of a sign: `€`.
    public init?(sign: String) {
        guard let code = Self.signs.first(where: { $0.value == sign })?.key else { return nil }
        self.init(code)
    }

    private static let signs = [
        "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "ILS": "₪", "KRW": "₩", "VND": "₫", "UAH": "₴",
        "TRY": "₺", "NGN": "₦", "PHP": "₱", "KZT": "₸", "GEL": "₾", "AZN": "₼", "CRC": "₡", "PYG": "₲", "GHS": "₵",
    ]
}
