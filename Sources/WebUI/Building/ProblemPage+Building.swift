import Model

extension ProblemPage {
    /// The page for a refused request.
    init(_ refusal: Refusal, status: Int, requestID: String, backHref: String?, _ language: Language) {
        let text = ProblemTexts.page(status)
        self.status = status
        title = text.title[language]
        lead = text.lead[language]
        details = status >= 500 ? [] : refusal.problems.map { Detail($0, language) }
        self.requestID = requestID
        self.backHref = backHref
    }
}

extension ProblemPage.Detail {
    init(_ problem: Refusal.Problem, _ language: Language) {
        self.init(
            message: problem.message[language], advice: problem.hint?[language], code: problem.code,
            place: problem.location?.description)
    }
}
