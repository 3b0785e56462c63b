import Model

/// Rows that look like consumer complaints: the same ones in every run, from a linear congruence.
struct RowSource {
    private var state: UInt64 = 42

    private mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    private mutating func pick(_ words: [String]) -> String { words[next(words.count)] }

    /// A comma-separated text with the columns that the map `cfpb_2023` knows.
    mutating func complaints(_ count: Int, companies: Int = 40) -> String {
        var text = """
            Date received,Product,Sub-product,Issue,Sub-issue,Consumer complaint narrative,Company public response,\
            Company,State,ZIP code,Tags,Consumer consent provided?,Submitted via,Date sent to company,\
            Company response to consumer,Timely response?,Consumer disputed?,Complaint ID

            """
        text.reserveCapacity(count * 320)
        for number in 0..<count {
            let narrative =
                next(4) == 0
                ? "\"I was charged twice, called three times and was told to \"\"wait\"\" for a letter.\"" : ""
            text += """
                \(date()),\(pick(Self.products)),Conventional home mortgage,\(pick(Self.issues)),\
                Problem with a payment,\(narrative),\(pick(Self.publicResponses)),COMPANY \(next(companies)) INC.,\
                \(pick(["CA", "TX", "NY", "FL", "IL"])),\(10_000 + next(80_000)),,\(pick(["N/A", "Consent provided"])),\
                \(pick(["Web", "Phone", "Referral"])),\(date()),\(pick(Self.answers)),Yes,N/A,\(7_000_000 + number)

                """
        }
        return text
    }

    /// A comma-separated text with attributes of `account` as columns.
    mutating func accounts(_ count: Int) -> String {
        var text = Self.accountColumns.joined(separator: ",") + "\n"
        text.reserveCapacity(count * 110)
        for number in 0..<count {
            text += """
                Company \(number) Limited,\(pick(Self.kinds)),\(pick(Self.industries)),\
                https://company\(number).example/,+49 30 \(1_000_000 + next(8_000_000)),\(pick(Self.cities)),DE,\(next(5000))

                """
        }
        return text
    }

    /// A day of 2023.
    mutating func date() -> String {
        let (month, day) = (1 + next(12), 1 + next(28))
        return "2023-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    static let accountColumns = ["name", "kind", "industry", "website", "phone", "city", "country", "employees"]
    static let products = ["Mortgage", "Credit card", "Debt collection", "Checking or savings account"]
    static let issues = [
        "Trouble during payment process", "Problem with a purchase", "Written notification about debt",
    ]
    private static let publicResponses = [
        "", "Company has responded to the consumer and chooses not to answer in public",
    ]
    private static let answers = ["Closed with explanation", "Closed with monetary relief", "In progress"]
    private static let kinds = ["customer", "partner"]
    private static let industries = ["finance", "insurance", "energy"]
    private static let cities = ["Berlin", "Hamburg", "Potsdam"]
}
