import Model
import Testing

@Suite struct `The order of texts` {
    @Test(
        arguments: [
            ["apfel", "Arzt", "\u{C4}rzte", "Zimmer"],
            ["Mull", "M\u{FC}ll", "Mulla", "M\u{FC}lle"],
            ["Assemann", "Assmann", "A\u{DF}mann", "Astmann"],
            ["Hacker", "H\u{E4}cker", "Hackmann", "Haecker"],
            ["", "-", "1", "10", "2", "a", "A", "\u{E4}", "b", "e", "\u{E9}", "z", "\u{3B1}", "\u{434}", "\u{4E2D}"],
            ["A B", "A, B", "A-C", "A1", "AB"],
            ["Lodz", "\u{141}\u{F3}d\u{17A}", "Lodze"],
        ])
    func `is that of German dictionaries`(texts: [String]) {
        for (index, text) in texts.enumerated() {
            for later in texts[(index + 1)...] {
                #expect(TextOrder.precedes(text, later), "\(text) before \(later)")
                #expect(!TextOrder.precedes(later, text), "\(later) not before \(text)")
            }
        }
    }

    @Test func `is one for all pairs of texts, and leaves level only what has the same bytes`() {
        var random = SeededRandom(state: 3)
        let signs = [
            "a", "A", "b", "\u{E4}", "a\u{308}", "\u{DF}", "ss", " ", "-", "1", "\u{2013}", "\u{3B1}", "\u{301}",
            "\u{E6}",
        ]
        let texts = (0..<150).map { _ in (0..<random.number(0...5)).map { _ in random.pick(signs) }.joined() }
        let sorted = texts.sorted { TextOrder.compare($0, $1) < 0 }
        for (index, text) in sorted.enumerated() {
            for later in sorted[index...] {
                let order = TextOrder.compare(text, later)
                #expect(order <= 0 && TextOrder.compare(later, text) == -order)
                #expect((order == 0) == text.hasSameBytes(as: later))
            }
        }
    }

    @Test(
        arguments: [
            ("Stra\u{DF}enbau", "strassenbau"), ("\u{141}\u{D3}D\u{179}", "lodz"), ("\u{C4}rzte", "arzte"),
            ("S\u{F8}ren \u{C6}r\u{F8}", "soren aero"), ("e\u{301}", "e"), ("\u{130}", "i"),
            ("\u{3A3}\u{3C2}", "\u{3C3}\u{3C3}"),
            ("plain", "plain"), ("ABC 1", "abc 1"),
        ])
    func `and search fold letters alike`(written: String, folded: String) {
        #expect(FoldedText.of(written) == folded)
        #expect(FoldedText.of(folded) == folded)
    }

    @Test(
        arguments: [
            ("Stra\u{DF}enbau Nord", ["strassenbau", "nord"]), ("B-AB, C_1", ["b", "ab", "c", "1"]),
            ("\u{1F600} !", []),
            ("foo@bar.de", ["foo", "bar", "de"]), ("Mu\u{308}ller\u{AD}in", ["mullerin"]),
            ("\u{4E2D}\u{6587} x", ["\u{4E2D}\u{6587}", "x"]),
        ])
    func `and search part words alike`(text: String, words: [String]) {
        var found: [String] = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            SearchWords.forEach(in: bytes) { word, place in
                #expect(place.upperBound <= bytes.count && !place.isEmpty)
                found.append(String(decoding: word, as: UTF8.self))
                return true
            }
        }
        #expect(found == words)
        #expect(SearchWords.areIn(text) == !words.isEmpty)
    }
}
