/// An error page: what happened, what to do, and the number to ask about it.
struct ProblemPage: Page {
    static let template = "problem"

    struct Detail: Sendable {
        var message: String
        var advice: String?
        var code: String
        /// The rule that refused.
        var place: String?
    }

    var status: Int
    var title: String
    var lead: String
    var details: [Detail]
    var requestID: String
    /// Where to go on; nil leads to the overview.
    var backHref: String?

    func derived(_ name: String) -> Any? { name == "hasDetails" ? !details.isEmpty : nil }
}
