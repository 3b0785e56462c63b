import Model
import Scripting
import Testing

@Suite struct `What a limit has ended` {
    private static let deep = "local function f(a, b, c, d, e, g, h, i) return 1 + f(a, b, c, d, e, g, h, i) end\n"

    private func failure(_ text: String, budget: Budget = .standard) throws -> ScriptError? {
        let sandbox = try Sandbox(budget: budget)
        let chunk = try sandbox.compile(ScriptSource(text, name: "hostile.lua"))
        let environment = try sandbox.makeEnvironment()
        let error = #expect(throws: ScriptError.self) { try sandbox.evaluate(chunk, in: environment) }
        let next = try sandbox.compile(ScriptSource(expression: "1 + 1", name: "next.lua"))
        #expect(try sandbox.evaluate(next, in: try sandbox.makeEnvironment()) == .integer(2))
        return error
    }

    /// What would run for ever if anything of it ran.
    private static let endless = "function() while true do end end"

    @Test(arguments: [
        "xpcall(f, \(endless))", "pcall(xpcall, f, \(endless))",
        "local ok = pcall(f) while true do end",
        "coroutine.wrap(function() xpcall(f, \(endless)) end)()",
        "local co = coroutine.create(f) coroutine.resume(co) while true do end",
        """
        local mt = {} local co = coroutine.wrap(function()
          local t = setmetatable({}, mt) mt.__close = \(endless) local x <close> = t f()
        end) pcall(co)
        """,
        """
        local mt = {} local t = setmetatable({}, mt) mt.__close = \(endless)
        pcall(function() local x <close> = t f() end)
        """,
        """
        local mt = {} local t = setmetatable({}, mt) mt.__close = function() f() end
        local co = coroutine.create(function() local x <close> = t coroutine.yield() end)
        coroutine.resume(co) coroutine.close(co) while true do end
        """,
        "table.sort({3, 2, 1}, function() pcall(f) while true do end end)",
        #"string.gsub("x", ".", function() pcall(f) while true do end end)"#,
    ])
    func `stays ended: nothing of a script runs once its calls are nested too deeply`(text: String) throws {
        let began = threadSeconds()
        #expect(try failure(Self.deep + text)?.kind == .limitDepth)
        #expect(threadSeconds() - began < 2)
    }

    @Test(arguments: [
        "xpcall(burst, \(endless))", "local ok = pcall(burst) while true do end",
        """
        local mt = {} local t = setmetatable({}, mt) mt.__close = \(endless)
        pcall(function() local x <close> = t burst() end)
        """,
        """
        local mt = {} local co = coroutine.wrap(function()
          local t = setmetatable({}, mt) mt.__close = \(endless) local x <close> = t burst()
        end) pcall(co)
        """,
    ])
    func `stays ended: nothing runs once there is no memory`(text: String) throws {
        let burst = "local function burst() local t = {} while true do t[#t + 1] = {} end end\n"
        let error = try failure(burst + text, budget: Budget(instructions: 1_000_000_000, cpu: .seconds(60)))
        #expect(error?.kind == .limitMemory)
    }

    @Test func `is placed where it was, not where a pcall passed it on`() throws {
        let error = try failure("local function loop()\n  while true do end\nend\npcall(loop)\n")
        #expect(error?.kind == .limitCPU && error?.location?.line == 2)
    }

    @Test(arguments: [
        "pcall(refuse)", "xpcall(refuse, function() while true do end end)", "coroutine.wrap(refuse)()",
        "pcall(coroutine.wrap(function() pcall(refuse) end))",
        "local co = coroutine.create(refuse) coroutine.resume(co)",
        "local t = setmetatable({}, { __index = function() refuse() end }) pcall(function() return t.x end)",
        "pcall(pcall, refuse) again()", "load('pcall(refuse)')() again()",
    ])
    func `was ended by the host, and no script goes on`(text: String) throws {
        struct No: Error {}
        var calls = 0
        let sandbox = try Sandbox(functions: [
            HostFunction("refuse") { _ in throw RunEnd(No()) },
            HostFunction("again") { _ in
                calls += 1
                return .null
            },
        ])
        let chunk = try sandbox.compile(ScriptSource(text + " again() return 'swallowed'", name: "r.lua"))
        let environment = try sandbox.makeEnvironment()
        #expect(throws: No.self) { try sandbox.evaluate(chunk, in: environment) }
        #expect(calls == 0)
    }

    @Test func `has come to the end of its thread's time, whatever its own budget says`() throws {
        let sandbox = try Sandbox()
        let chunk = try sandbox.compile(ScriptSource("while true do end", name: "loop.lua"))
        let environment = try sandbox.makeEnvironment()
        sandbox.setDeadline(Sandbox.threadTime + 20_000_000)
        let error = #expect(throws: ScriptError.self) { try sandbox.execute(chunk, in: environment) }
        #expect(error?.kind == .limitRequest)
        sandbox.setDeadline(nil)
        let own = #expect(throws: ScriptError.self) { try sandbox.execute(chunk, in: environment) }
        #expect(own?.kind == .limitCPU)
    }
}
