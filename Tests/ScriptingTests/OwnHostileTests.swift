import Model
import Scripting
import Testing

@Suite struct `Hostile scripts of our own` {
    @Test(arguments: OwnHostileScripts.all)
    func `end as expected twice in one sandbox`(script: HostileScript) throws {
        let sandbox = try Sandbox(registrars: PluginRun.registrars)
        let before = sandbox.heap
        for _ in 1...2 {
            let start = threadSeconds()
            let outcome = PluginRun.run(source: script.source, name: "own.lua", in: sandbox)
            #expect(script.accepts(outcome), "\(script.expected), but: \(outcome)")
            #expect(threadSeconds() - start < 2)
            #expect(sandbox.heap < before + (17 << 20))
        }
    }

    /// As Lua's own memerr test: a limit that rises step by step hits every allocation of a task once.
    @Test func `survive a shortage at every allocation`() throws {
        let script = """
            local t = {} for i = 1, 20 do t[i] = {name = "n" .. i, value = i * 1.5} end
            table.sort(t, function(a, b) return a.value > b.value end)
            local co = coroutine.wrap(function(...) for _, v in ipairs{...} do coroutine.yield(v) end end)
            local text = ("%s %d"):format(("abc"):rep(20):gsub("b", "%0%0"), co(1, 2, 3))
            local ok, e = pcall(error, {text}) local f = load("return 1 + ...")
            return {text, t, tostring(ok), f(2), select("#", table.unpack(t))}
            """
        let (sandbox, name) = (try Sandbox(), "memory.lua")
        let whole = PluginRun.run(source: script, name: name, in: sandbox).description
        var (reached, short) = (false, 0)
        for memory in stride(from: 0, through: 64 << 10, by: 24) {
            sandbox.setBudget(Budget(memory: memory))
            let outcome = PluginRun.run(source: script, name: name, in: sandbox).description
            if outcome == whole {
                reached = true
            } else {
                #expect(outcome == "limit:memory", "\(memory) bytes")
                short += 1
            }
        }
        #expect(reached && short > 100)
        sandbox.setBudget(.standard)
        #expect(PluginRun.run(source: script, name: name, in: sandbox).description == whole)
    }
}
