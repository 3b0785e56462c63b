import Model
import Testing

@Suite struct `The one form of texts` {
    @Test(
        arguments: [
            ("Jose\u{301}", "Jos\u{E9}"), (" Mu ", "Mu"), ("\u{A0}Mu\u{200B}", "Mu"), ("Mu\u{FEFF}", "Mu"),
            ("A\u{30A}\u{2126}", "\u{C5}\u{3A9}"), ("\u{212B}", "\u{C5}"), ("\u{1100}\u{1161}", "\u{AC00}"),
            ("a  b", "a  b"), ("\tline\n", "line"), ("", ""), ("plain", "plain"), ("M\u{FC}ller", "M\u{FC}ller"),
        ])
    func `is composed and has no blanks at its ends`(written: String, kept: String) {
        #expect(NormalText.of(written).unicodeScalars.elementsEqual(kept.unicodeScalars))
    }

    @Test(arguments: [
        " ", "\t\n", "\u{A0}", "\u{200B}\u{200B}", "\u{2060}\u{AD}", "\u{3164}", "\u{2800}", "\u{FE0F}",
        "\u{202A}\u{202C}",
    ])
    func `is empty where there is nothing to see`(text: String) {
        #expect(NormalText.of(text).isEmpty)
        for type in [
            AttributeType.text(maximumLength: nil, isLong: true), .email, .date, .integer(minimum: nil, maximum: nil),
        ] {
            #expect(type.coerce(.text(text)) == .success(.null))
        }
    }

    @Test(arguments: [
        "\u{2764}\u{FE0F}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E007F}", "\u{1F468}\u{200D}\u{1F469}", "x\u{202A}y\u{202C}",
    ])
    func `leaves signs that belong to the one before them`(text: String) {
        #expect(NormalText.of(text).unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test func `is that of all forms of one text`() {
        var random = SeededRandom(state: 11)
        let letters = [
            "e", "\u{301}", "\u{308}", "\u{323}", "A", "\u{30A}", " ", "\u{200B}", "\u{E9}", "z", "\u{AC00}",
        ]
        for _ in 0..<2000 {
            let text = (0..<random.number(0...6)).map { _ in random.pick(letters) }.joined()
            let normal = NormalText.of(text)
            #expect(NormalText.of(normal).hasSameBytes(as: normal))
            #expect(NormalText.of(" " + text + "\u{200B}").hasSameBytes(as: normal))
        }
    }

    @Test func `makes values equal only by their bytes`() {
        #expect(AttributeValue.text("e\u{301}") != .text("\u{E9}"))
        #expect(DataValue.list([.text("e\u{301}")]) != .list([.text("\u{E9}")]))
        #expect(AttributeType.email.coerce(.text("Max@EXAMPLE.com ")) == .success(.text("max@example.com")))
        #expect(
            AttributeType.email.coerce(.text("b@mu\u{308}ller.example"))
                == .success(.text("b@m\u{FC}ller.example")))
        #expect(AttributeType.email.comparable("MAX@Example.com") == "max@example.com")
    }
}
