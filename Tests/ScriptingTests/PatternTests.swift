import Model
import Testing

@testable import Scripting

/// The budgeted matcher against the one of the standard library, over generated patterns.
@Suite struct `The pattern matcher` {
    private static let script = """
        local pieces = {"a", "b", ".", "%a", "%d", "%s", "%w", "%x", "%p", "%u", "%l", "%c", "%g", "%A", "%W", "%S", "%z",
          "[ab]", "[^a]", "[a-c]", "[%d%s]", "[]]", "[^]]", "[a-]", "[%]x]", "[%w_]", "(", ")", "()", "%1", "%2", "%b()",
          "%bab", "%f[%w]", "%f[%W]", "%f[^a]", "$", "^", "%%", "%(", "1", " ", "%", "[", "[^", "%f", "%b", "-", "é", "\\0"}
        local suffixes = {"", "", "", "", "*", "+", "-", "?"}
        local letters = {"a", "b", "c", "A", "1", " ", "(", ")", "_", "]", "-", "é", "\\n", "\\0", "%", "x"}
        local replacements = {"<%0>", "%1", "%2%1", "%%", "", "-", "%", "%x"}
        local function pick(t) return t[math.random(#t)] end
        local function text(n) local t = {} for i = 1, math.random(0, n) do t[i] = pick(letters) end return table.concat(t) end
        local function pattern()
          local t = {math.random(8) == 1 and "^" or ""}
          for i = 1, math.random(1, 5) do t[#t + 1] = pick(pieces) .. pick(suffixes) end
          if math.random(8) == 1 then t[#t + 1] = "$" end
          return table.concat(t)
        end
        local function show(...)
          local t = table.pack(...)
          for i = 1, t.n do t[i] = tostring(t[i]) end
          return table.concat(t, "|")
        end
        local out = {}
        for case = 1, cases do
          local s, p, r, init = text(14), pattern(), pick(replacements), math.random(-6, 8)
          local all = {}
          local function words() for a, b in s:gmatch(p) do all[#all + 1] = show(a, b) if #all > 40 then break end end return show(table.unpack(all)) end
          out[case] = show(
            p, s, show(pcall(string.find, s, p, init)), show(pcall(string.match, s, p, init)),
            show(pcall(string.find, s, p, init, true)), show(pcall(string.gsub, s, p, r)),
            show(pcall(string.gsub, s, p, r, init)), show(pcall(words)),
            show(pcall(string.gsub, s, p, {a = "T", b = false})),
            show(pcall(string.gsub, s, p, function(x, y) return y end)))
          out[case] = out[case]:gsub("[\\0\\x80-\\xff]", "?")
        end
        return out
        """

    @Test(arguments: 1...20)
    func `agrees with the standard library`(seed: UInt64) throws {
        // Wide results are cut off by the converter, so a case is at most a few hundred bytes and there are 2,000.
        let budget = Budget(instructions: 2_000_000_000, cpu: .seconds(60), memory: 256 << 20)
        let results = try [false, true].map { stock in
            let sandbox = try Sandbox(budget: budget, functions: [], registrars: [], stockPatterns: stock)
            sandbox.seed(seed)
            let environment = try sandbox.makeEnvironment()
            try environment.set("cases", to: .integer(2000))
            return try sandbox.evaluate(try sandbox.compile(ScriptSource(Self.script, name: "p.lua")), in: environment)
        }
        guard case .list(let ours) = results[0], case .list(let stock) = results[1] else {
            Issue.record("no lists")
            return
        }
        #expect(ours.count == 2000)
        for (left, right) in zip(ours, stock) where left != right {
            Issue.record("ours \(left)\nstock \(right)")
            return
        }
    }
}
