import Testing

@testable import Model

/// The matcher against one that tries every possibility: slow, and plainly right.
@Suite struct PatternOracleTests {
    /// Every place of a text at which a description of its beginning may end.
    private static func ends(_ node: PatternNode, _ text: [Unicode.Scalar], from starts: Set<Int>) -> Set<Int> {
        switch node {
        case .set(let set):
            return Set(starts.filter { $0 < text.count && set.contains(text[$0]) }.map { $0 + 1 })
        case .sequence(let parts): return parts.reduce(starts) { ends($1, text, from: $0) }
        case .alternatives(let branches):
            return branches.reduce(into: []) { $0.formUnion(ends($1, text, from: starts)) }
        case .repeated(let part, let minimum, let maximum):
            var reached = starts
            for _ in 0..<minimum { reached = ends(part, text, from: reached) }
            var result = reached
            for _ in 0..<(maximum.map { $0 - minimum } ?? text.count + 1) {
                reached = ends(part, text, from: reached)
                result.formUnion(reached)
            }
            return result
        }
    }

    private struct Source {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        mutating func pattern(_ depth: Int) -> String {
            switch next(depth == 0 ? 3 : 8) {
            case 0: return "a"
            case 1: return ["b", "c", "."][next(3)]
            case 2: return ["[ab]", "[^a]", "[b-c]", "\\w"][next(4)]
            case 3: return pattern(depth - 1) + pattern(depth - 1)
            case 4: return "(" + pattern(depth - 1) + "|" + (next(4) == 0 ? "" : pattern(depth - 1)) + ")"
            default:
                return "(" + pattern(depth - 1) + ")"
                    + ["?", "*", "+", "{2}", "{0,2}", "{1,}", "{0}", "{1,3}"][next(8)]
            }
        }

        mutating func text() -> String { String((0..<next(9)).map { _ in Character(["a", "b", "c"][next(3)]) }) }
    }

    @Test func `Ten thousand random patterns and texts get the answer of trying everything`() throws {
        var source = Source(state: 20_261_122)
        var matches = 0
        for _ in 0..<2500 {
            let pattern = source.pattern(4)
            let node = try PatternParser.parse(pattern)
            let compiled = try TextPattern(pattern)
            for _ in 0..<4 {
                let text = source.text()
                let scalars = Array(text.unicodeScalars)
                let expected = Self.ends(node, scalars, from: [0]).contains(scalars.count)
                #expect(compiled.matches(text) == expected, "\(pattern) on '\(text)'")
                if expected { matches += 1 }
            }
        }
        // Neither answer is given by not looking.
        #expect((1000...9000).contains(matches))
    }
}
