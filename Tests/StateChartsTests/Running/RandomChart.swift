import TestSupport

/// A state chart that nobody would draw, made from a seed: nested, parallel and final states, histories, eventless circles, guards and
/// assignments in Lua that fail now and then, events that the chart sends itself.
struct RandomChart {
    private var random: SeededGenerator
    private var ids: [String] = []
    private var count = 0

    static let events = ["a", "b", "c", "a.b", "done.state.s1", "error.execution"]

    /// The document of a seed.
    static func text(seed: UInt64) -> String {
        var chart = RandomChart(random: SeededGenerator(seed: seed))
        // Targets may lie anywhere, so the names of all states are drawn first.
        chart.ids = (0..<8 + chart.random.below(10)).map { "s\($0)" }
        var body = ""
        while chart.count < chart.ids.count { body += chart.state(depth: 0) }
        return """
            <scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="lua" name="random">
            <datamodel><data id="n" expr="0"/><data id="t" expr="{}"/></datamodel>
            \(body)
            </scxml>
            """
    }

    private mutating func state(depth: Int) -> String {
        guard count < ids.count else { return "" }
        let id = ids[count]
        count += 1
        if random.below(8) == 0 { return "<final id=\"\(id)\"/>" }
        let isParallel = depth < 3 && random.below(5) == 0
        var inside = ""
        if random.below(3) == 0 { inside += "<onentry>\(content())</onentry>" }
        if random.below(5) == 0 { inside += "<onexit>\(content())</onexit>" }
        for _ in 0..<random.below(4) { inside += transition() }
        if depth < 3 {
            let children = isParallel ? 2 + random.below(2) : random.below(3)
            let before = count
            for _ in 0..<children { inside += state(depth: depth + 1) }
            if count > before, random.below(4) == 0 {
                inside +=
                    "<history id=\"\(id)_h\" type=\"\(random.element(of: ["deep", "shallow"]))\"><transition target=\"\(ids[before])\"/></history>"
            }
        }
        let tag = isParallel ? "parallel" : "state"
        return "<\(tag) id=\"\(id)\">\(inside)</\(tag)>\n"
    }

    private mutating func transition() -> String {
        var text = "<transition"
        if random.below(6) > 0 { text += " event=\"\(random.element(of: Self.events + ["*"]))\"" }
        if random.below(3) == 0 {
            text +=
                " cond=\"\(random.element(of: ["n &lt; 5", "n % 2 == 0", "t.x == nil", "nothing.here", "In('s1')", "_event.data == 3", "#t"]))\""
        }
        if random.below(6) > 0 { text += " target=\"\(random.element(of: ids))\"" }
        if random.below(5) == 0 { text += " type=\"internal\"" }
        return text + ">\(random.below(3) == 0 ? content() : "")</transition>"
    }

    private mutating func content() -> String {
        random.element(of: [
            "<assign location=\"n\" expr=\"n + 1\"/>", "<assign location=\"t.x\" expr=\"n\"/>",
            "<assign location=\"t[n]\" expr=\"{n}\"/>",
            "<raise event=\"a\"/>", "<raise event=\"b\"/>", "<send event=\"c\"/>",
            "<send event=\"a.b\" delay=\"1s\" id=\"later\"/>",
            "<cancel sendid=\"later\"/>", "<log expr=\"n / 0\"/>", "<assign location=\"missing.x\" expr=\"1\"/>",
            "<if cond=\"n &gt; 3\"><assign location=\"n\" expr=\"0\"/><else/><raise event=\"c\"/></if>",
            "<foreach array=\"{1,2,3}\" item=\"i\"><assign location=\"n\" expr=\"n + i\"/></foreach>",
            "<script>t[#t + 1] = n</script>",
        ])
    }
}
