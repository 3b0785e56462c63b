import Testing

@testable import Model

@Suite struct TextPatternTests {
    @Test(arguments: [
        ("", [""], ["a"]),
        ("abc", ["abc"], ["ab", "abcd", "xabc", "ABC", ""]),
        (
            "[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [0-9]{1,4}", ["HH-AB 123", "B-A 1", "LÖ-XY 9999"],
            ["HH-AB", "hh-AB 123", "HHHH-A 1"]
        ),
        ("(ab|cd)+", ["ab", "abcd", "cdcdab"], ["", "a", "abc"]),
        ("a?b*c+", ["c", "ac", "abbcc"], ["ab", "aac", ""]),
        ("a{3}", ["aaa"], ["aa", "aaaa"]), ("a{2,}", ["aa", "aaaaaaa"], ["a"]), ("a{0,2}", ["", "a", "aa"], ["aaa"]),
        ("a{0}", [""], ["a"]), ("(a|b|)c", ["ac", "bc", "c"], ["abc"]),
        (".", ["x", "é", "😀"], ["", "\n", "xy"]), ("[^0-9]+", ["abc", "–"], ["a1", ""]),
        ("[a\\-z]+", ["a-z", "-"], ["b"]), ("[a-]+", ["a-", "-a"], ["b"]), ("[-a]", ["-", "a"], ["b"]),
        ("\\d\\D\\w\\W\\s\\S", ["1ab- x"], ["a1b- x"]), ("\\p{Lu}\\p{Ll}+", ["Österreich"], ["österreich"]),
        ("\\P{L}+", ["12-3"], ["a"]), ("[\\p{L} ]+", ["Zoë Ångström"], ["Zoë1"]), ("[^\\p{L}]", ["1"], ["ß"]),
        ("[\\D]", ["a"], ["1"]), ("\\.\\*\\(\\)\\[\\]\\{\\}\\^\\$\\|\\\\\\?\\+", [".*()[]{}^$|\\?+"], [""]),
        ("DE\\d{9}", ["DE123456789"], ["DE12345678", "DE1234567890"]), ("(a*)*b", ["b", "aaab"], ["aaa"]),
        ("e\u{301}", ["e\u{301}"], ["é"]),
    ])
    func `A pattern describes the whole text`(_ pattern: String, _ fitting: [String], _ others: [String]) throws {
        let compiled = try TextPattern(pattern)
        for text in fitting { #expect(compiled.matches(text), "\(pattern) describes \(text)") }
        for text in others { #expect(!compiled.matches(text), "\(pattern) does not describe \(text)") }
    }

    @Test(arguments: [
        ("(ab", 0, "this '(' is not closed"), ("ab)", 2, "there is no '(' for this ')'"),
        ("a**", 2, "'*' repeats something that is already repeated"),
        ("a{2}{3}", 4, "'{' repeats something that is already repeated"),
        ("+a", 0, "there is nothing before '+' that it could repeat"),
        ("a|*", 2, "there is nothing before '*' that it could repeat"),
        ("^a$", 0, "'^' is not needed: a pattern always describes the whole text"),
        ("a$", 1, "'$' is not needed: a pattern always describes the whole text"),
        ("ü[a", 2, "this '[' is not closed"), ("[]", 0, "these brackets are empty"),
        ("a]", 1, "this ']' closes nothing"), ("[z-a]", 1, "the range ends before it begins"),
        ("[\\d-z]", 1, "a range cannot begin with several characters"),
        ("[a-\\w]", 1, "a range cannot end with several characters"),
        ("[a[b]]", 2, "brackets cannot contain brackets"),
        ("(?:a)", 1, "groups that begin with '(?' are not supported"),
        ("(a)\\1", 3, "'\\1' has no meaning"), ("\\q", 0, "'\\q' has no meaning"),
        ("a\\", 1, "a character is missing after '\\'"), ("\\p{Greek}", 0, "there is no property 'Greek'"),
        ("\\pL", 0, "the name of a character property is missing"),
        ("a{,3}", 1, "these braces do not hold a number of repetitions"),
        ("a{3", 1, "these braces do not hold a number of repetitions"),
        ("a{3,1}", 1, "the first number is greater than the second"),
        ("a{1001}", 2, "nothing can be repeated more than 1000 times"),
        (
            "((a{99}){99}){99}", 0,
            "the pattern is too large: with its repetitions written out it has more than 2000 parts"
        ),
    ])
    func `What is wrong with a pattern is told with its place`(_ pattern: String, _ offset: Int, _ message: String) {
        #expect {
            try TextPattern(pattern)
        } throws: { error in
            guard let error = error as? PatternError else { return false }
            return error.byteOffset == offset && error.message == message
        }
    }

    @Test func `Groups cannot stand in each other without end`() {
        let deep = String(repeating: "(", count: 100_000 / 100) + String(repeating: ")", count: 1000)
        #expect(throws: PatternError.self) { try TextPattern(deep) }
        #expect(throws: PatternError.self) { try TextPattern(String(repeating: "a|", count: 500_000)) }
        #expect(throws: Never.self) { try TextPattern("((((((){1000}){1000}){1000}){1000}){1000}){1000}") }
    }

    /// Each of these takes exponential or cubic time where possibilities are tried one after the other.
    @Test(arguments: ["(a*)*b", "(a|a)*b", "(a|aa)+b", "(a?){200}b", "((a*)*)*b", "(.*)(.*)(.*)(.*)(.*)b", "(a+)+b"])
    func `A long text is refused in one pass, whatever the pattern`(_ pattern: String) throws {
        let compiled = try TextPattern(pattern)
        let text = String(repeating: "a", count: 10_000)
        #expect(!compiled.matches(text))
        #expect(compiled.matches(String(text.prefix(180)) + "b"))
    }

    @Test func `A browser is given the same pattern with every set spelled out`() throws {
        #expect(
            try TextPattern("[A-ZÄ]{1,3}-\\d+").browserExpression
                == "\\s*(?:(?:[A-Z\\u{c4}]){1,3}[\\u{2d}](?:[0-9]){1,})\\s*")
        #expect(try TextPattern("a|.").browserExpression == "\\s*(?:(?:[a]|[^\\u{a}\\u{d}]))\\s*")
        #expect(try TextPattern("\\p{L}+").browserExpression == nil)
    }
}
