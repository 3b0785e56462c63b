import Testing

@testable import WebUI

@Suite struct `The picture of a chart` {
    static let drawn = """
        <?xml version="1.0"?><!DOCTYPE svg><!-- made by dot --><svg width="10pt" viewBox="0 0 1 1" onload="x()">
        <g id="state&#45;new" class="node"><title>s1</title><path fill="white" d="M0,0" style="a:b"/>
        <text x="1">A &gt; B</text></g></svg>
        """

    @Test func `keeps shapes and texts and nothing that could act`() throws {
        let picture = try #require(ChartPicture(graphviz: Self.drawn)).marking([])
        #expect(picture.contains(#"<path fill="white" d="M0,0"/>"#))
        #expect(picture.contains("A &gt; B"))
        for trace in ["onload", "style", "DOCTYPE", "<!--"] { #expect(!picture.contains(trace)) }
    }

    @Test func `marks the states that are active`() throws {
        let picture = try #require(ChartPicture(graphviz: Self.drawn))
        #expect(picture.marking(["state-new"]).contains(#"<g id="state-new" class="current node""#))
        #expect(!picture.marking(["state-other"]).contains("current"))
    }

    @Test(arguments: [
        "", "no picture", "<svg><script>x</script></svg>", "<svg><a href='x'/></svg>", "<svg><g></svg>", "<svg",
        "<svg><foreignObject/></svg>",
    ])
    func `is none where there is something else in it`(text: String) { #expect(ChartPicture(graphviz: text) == nil) }
}
