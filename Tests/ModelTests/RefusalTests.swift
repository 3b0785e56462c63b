import Model
import Testing

@Suite struct `A refusal` {
    @Test func `quotes as much as somebody reads, in every language`() {
        let long = String(repeating: "é", count: 1_000_000)
        let problem = Refusal.Problem(
            "KTR-X999", attribute: long, LocalizedText(long, german: long), hint: LocalizedText("'\(long)'"))
        let texts = [problem.message[.english], problem.message[.german], problem.hint?[.english] ?? ""]
        for text in texts {
            #expect(text.utf8.count <= Refusal.Problem.longestText + 3 && text.hasSuffix("…"))
            #expect(text.unicodeScalars.allSatisfy { $0 != "\u{FFFD}" })
        }
        #expect(problem.attribute?.utf8.count ?? 0 < 300)
    }

    @Test func `keeps what is short as it is`() {
        let text = LocalizedText("No", german: "Nein", others: ["fr": "Non"])
        #expect(Refusal.Problem("KTR-X999", text).message == text)
    }
}
