import Model

/// Reads what `<money>` says about currencies and bounds.
enum MoneyReader {
    static func read(_ reader: ElementReader, _ findings: inout Findings) -> MoneyRules? {
        let one = reader.value("currency")
        let codes = one.map { [$0] } ?? reader.words("currencies")
        if let one, let several = reader.value("currencies") {
            findings.error(
                "KTR-D240", "<money> has both currency and currencies",
                hint: "write currencies=\"\(one.value) …\" if each amount has its own", at: several.location)
        }
        guard !codes.isEmpty else {
            findings.error(
                "KTR-D241", "<money> needs a currency",
                hint: "add currency=\"EUR\", or currencies=\"EUR CHF\" if each amount has its own",
                at: reader.location)
            return nil
        }
        var scale = 0
        for code in codes {
            guard let digits = Currency.digits(of: code.value) else {
                findings.error(
                    "KTR-D242", "'\(code.value)' is not the code of a currency",
                    hint: suggestion(for: code.value, among: Currency.codes)
                        ?? "write an ISO 4217 code, such as EUR",
                    at: code.location)
                return nil
            }
            scale = max(scale, digits)
        }
        let minimum = reader.decimal("min", scale: scale, &findings)
        let maximum = reader.decimal("max", scale: scale, &findings)
        if let minimum, let maximum, minimum > maximum {
            findings.error(
                "KTR-D140", "min is greater than max", hint: "swap the two",
                at: reader.value("min")?.location ?? reader.location)
        }
        return MoneyRules(currencies: codes.map(\.value), scale: scale, minimum: minimum, maximum: maximum)
    }
}
